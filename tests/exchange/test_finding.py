"""Finding practices: by words in any language, by facets, by what fits, by likeness; and being told of new ones."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from metronome.exchange.models import Collection, Practice
from metronome.ground.audit import note
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.home.digests.content import content_for
from metronome.home.models import SavedSearch
from metronome.home.practices import fitting, inhabitants
from metronome.home.practices.actions import MOST, save_search
from metronome.home.practices.facets import ASKED, Facets, Ranked, bits_of, facets
from metronome.home.practices.finding import Wish, find
from metronome.home.practices.fitting import Verdict, city_of, judged
from metronome.home.practices.inhabitants import Inhabitants, size_of
from metronome.home.practices.searches import news_of_searches
from metronome.network.actions import appoint_focal_point
from tests.factories.accounts import make_account, make_office, signed_in
from tests.factories.exchange import (
    make_adoption,
    make_budget_class,
    make_challenge_tag,
    make_practice,
    make_verification,
    make_whole_practice,
)
from tests.factories.network import make_member, make_network, make_region, text
from tests.factories.plan import make_challenge, make_plan

pytestmark = pytest.mark.django_db


def slugs(**asked: str) -> list[str]:
    found = find(Wish.of(asked))
    return [found.index.slugs[at] for at in found.order]


@pytest.fixture
def three(db):
    make_network(languages=["fr", "en", "es"])
    africa = make_region()
    challenge = make_challenge(make_plan(), "1.1", label=text("Se déplacer"))
    one = make_practice(
        "lanes", member=make_member(region=africa), title=text("Voies réservées aux autobus"), stage="running",
        budget_class=make_budget_class(), languages=["fr"], award="Prize",
    )  # fmt: skip
    make_challenge_tag(one, challenge)
    make_verification(one)
    make_practice("huertos", member=make_member("lagos", region=africa), title=text("Huertos en las azoteas", "es"))
    make_practice("parks", title=text("Pocket parks for every neighbourhood", "en"), stage="running")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("autobus", "lanes"),
        ("réservées", "lanes"),
        ("reservees voie", "lanes"),
        ("azotea", "huertos"),
        ("HUERTO", "huertos"),
        ("park", "parks"),
        ("neighbourhoods", "parks"),
        ("Se déplacer", "lanes"),
        ("prize", "lanes"),
        ("1.1", "lanes"),
        ("Lagos", "huertos"),
        ("neigbourhood", "parks"),
        ("autobuz", "lanes"),
        ("hurtos", "huertos"),
    ],
)
def test_words_are_found_with_accents_endings_and_slips_of_the_finger(three, words, found):
    assert slugs(q=words) == [found]


def test_a_misspelt_word_is_said_to_be_taken_for_another(three, client):
    page = client.get("/en/practices/?q=autobuz").content.decode()
    assert "This is what is found for “autobus”" in page
    assert slugs(q="zzzzzzzz") == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"stage": "running"}, {"lanes", "parks"}),
        ({"region": "africa"}, {"lanes", "huertos"}),
        ({"region": "africa", "stage": "running"}, {"lanes"}),
        ({"challenge": "plan:1.1"}, {"lanes"}),
        ({"budget": "low"}, {"lanes"}),
        ({"language": "fr"}, {"lanes"}),
        ({"award": "yes"}, {"lanes"}),
        ({"verified": "yes"}, {"lanes"}),
        ({"member": "lagos"}, {"huertos"}),
        ({"collection": "solutions"}, {"lanes", "huertos", "parks"}),
        ({"q": "park", "region": "africa"}, set()),
        ({"stage": "nothing"}, set()),
        ({}, {"lanes", "huertos", "parks"}),
    ],
)
def test_facets_narrow_what_is_found(three, asked, found):
    assert set(slugs(**asked)) == found


def test_each_facet_says_how_many_it_would_leave(three):
    found = find(Wish.of({"region": "africa"}))
    assert found.counts("stage") == {"running": 1}
    assert found.counts("region") == {"africa": 2}


def test_a_condition_that_nothing_has_is_shown_and_counted_so_that_it_can_be_taken_away(three, client):
    page = client.get("/en/practices/?region=atlantis&stage=running").content.decode()
    assert '<option value="atlantis" selected>atlantis (0)</option>' in page
    assert "2 conditions chosen" in page


def test_who_finds_no_practice_is_led_to_all_that_is_published(three, client):
    page = client.get("/en/practices/?q=qqqqq+zzzzz").content.decode()
    assert "No practice holds all of these words." in page
    assert '<a href="/en/search/?q=qqqqq%20zzzzz">' in page
    narrowed = client.get("/en/practices/?stage=planned").content.decode()
    assert "Take one condition away." in narrowed
    assert "/en/search/?q=" not in narrowed


def test_words_are_looked_up_once_as_long_as_nothing_changes(three, monkeypatch):
    first = find(Wish.of({"q": "autobus"}))
    assert list(first.order)
    monkeypatch.setattr("metronome.home.practices.finding.written_of_sort", lambda *_asked: [["9"]])
    assert list(find(Wish.of({"q": "autobus", "region": "africa"})).order) == list(first.order)
    for number in range(ASKED):
        first.index.once(f"other {number}", lambda: [0])
    assert (len(first.index.asked) <= ASKED, "autobus" in first.index.asked) == (True, False)
    assert list(find(Wish.of({"q": "autobus"})).order) == []
    make_practice("new")
    note(by="editor", verb="publish", subject="practice:new")
    assert facets().asked == {}


def test_of_documents_as_they_are_written_practices_alone_become_bits():
    index = Facets(places=(30, 40, 50))
    assert [index.bits(found) for found in ([], ["50"], ["30", "7", "40"])] == [0, 0b100, 0b011]
    assert Facets().bits(["30"]) == 0


def test_what_is_retired_or_a_draft_is_not_found(three):
    Practice.objects.filter(slug="lanes").update(retired_on=date(2021, 3, 1))
    assert "lanes" not in slugs()


@pytest.mark.parametrize("number", [0, 1, 7, 8, 9, 1000])
def test_bits_and_positions_are_each_others_opposite(number):
    positions = [at for at in range(number) if at % 3 == 0]
    assert list(Ranked([bits_of(positions, number)])) == positions


def test_the_order_is_that_of_the_parts_and_any_page_of_it_can_be_had():
    order = Ranked([bits_of([7, 9], 20), 0, bits_of([1, 8, 19], 20)])
    assert (len(order), list(order), order[1], order[2:4]) == (5, [7, 9, 1, 8, 19], 9, [1, 8])
    assert order[10:20] == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_many_questions_for_three_as_for_one(client, number, django_assert_max_num_queries):
    make_network()
    for one in range(number):
        make_practice(f"practice-{one}", member=make_member(f"city-{one}", region=make_region(f"region-{one}")))
    client.get("/en/practices/")
    with django_assert_max_num_queries(20) as asked:
        assert client.get("/en/practices/?anew").status_code == 200
    assert len(asked) == 9


def test_the_list_goes_out_as_a_file_without_formulas_and_as_a_feed(three, client):
    Practice.objects.filter(slug="parks").update(award="=1+1")
    answer = client.get("/en/practices.csv?stage=running")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["slug"] for row in rows} == {"lanes", "parks"}
    assert "'=1+1" in {row["award"] for row in rows}
    feed = client.get("/en/practices.atom?q=park")
    assert feed["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(feed.content)  # noqa: S314 - our own page
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}title") for entry in root.iter(f"{atom}entry")] == [
        "Pocket parks for every neighbourhood"
    ]


# Fit


@pytest.mark.parametrize(
    ("people", "verdict"),
    [("499999", Verdict.FAILS), ("500 000", Verdict.FITS), ("", Verdict.UNKNOWN)],
)
def test_a_condition_of_size_is_held_against_the_number_that_is_known(people, verdict):
    practice = make_whole_practice()
    (size, authority) = judged(practice, city_of(None, people), {})
    assert (size.verdict, authority.verdict) == (verdict, Verdict.UNKNOWN)


@pytest.mark.parametrize(("answer", "verdict"), [("yes", Verdict.FITS), ("no", Verdict.FAILS), ("?", "unknown")])
def test_what_only_the_reader_knows_is_asked(answer, verdict):
    (_size, authority) = judged(make_whole_practice(), city_of(None, ""), {"c1": answer})
    assert authority.verdict == verdict


def test_the_observatory_knows_how_many_people_there_are(monkeypatch):
    member = make_member()
    known = {member.pk: Inhabitants(Decimal(3_000_000), 2020, "dakar")}
    monkeypatch.setattr(fitting, "inhabitants", lambda: known)
    (size, _authority) = judged(make_whole_practice(), city_of(member, ""), {})
    assert (size.verdict, "2020" in size.why) == (Verdict.FITS, True)


def test_the_page_of_fit_says_which_condition_is_not_met_and_never_that_the_unknown_fits(client):
    make_network()
    make_whole_practice()
    page = client.get("/en/practices/bus-lanes/fit/?people=600000").content.decode()
    assert "What is known fits; something is not known." in page
    page = client.get("/en/practices/bus-lanes/fit/?people=600000&c1=yes").content.decode()
    assert "Everything that it needs is so in your city." in page
    assert client.get("/en/practices/bus-lanes/fit/?people=many").status_code == 400
    assert "no conditions" in client.get(f"/en/practices/{make_practice('bare').slug}/fit/").content.decode()


def test_a_focal_point_is_asked_about_their_own_city(client):
    make_network()
    make_whole_practice()
    person = make_account("focal-point")
    appoint_focal_point(person=person, member=make_member(), by="operator")
    page = signed_in(person).get("/en/practices/bus-lanes/fit/").content.decode()
    assert '<option value="dakar" selected>' in page


# Alike


@pytest.mark.parametrize(
    ("number", "size"), [(1, "small"), (999_999, "small"), (1_000_000, "medium"), (12_000_000, "huge")]
)
def test_a_size_follows_from_the_number(number, size):
    assert size_of(Decimal(number)) == size


def test_cities_alike_come_by_their_size_and_say_so(three, client, monkeypatch):
    known = {
        member.pk: Inhabitants(Decimal(number), 2020, member.slug)
        for member, number in (
            (Practice.objects.get(slug="lanes").member, 4_000_000),
            (make_member("accra"), 4_200_000),
        )
        if member
    }
    monkeypatch.setattr("metronome.home.practices.alike.inhabitants", lambda: known)
    page = client.get("/en/practices/like/?member=accra").content.decode()
    assert "4,000,000 inhabitants (the observatory, 2020)" in page
    assert "/en/practices/?member=dakar" in page
    page = client.get("/en/practices/like/?member=lagos").content.decode()
    assert "by region alone" in page


def test_without_an_observatory_nothing_is_known_of_inhabitants():
    assert inhabitants.inhabitants() == {}


# Kept searches


def test_a_kept_search_tells_what_is_new_in_it_and_nothing_else(three):
    person = make_office()
    save_search(query="stage=running&page=3", by=person)
    save_search(query="stage=running", by=person)
    assert SavedSearch.objects.count() == 1
    today = timezone.localdate()
    make_practice("fresh", stage="running", published_on=today)
    make_practice("other", stage="ended", published_on=today)
    (words, practices) = next(iter(news_of_searches(person, today, today)))
    assert (words, [one.slug for one in practices]) == ("Stage: running", ["fresh"])
    assert list(news_of_searches(person, today + timedelta(days=1), today + timedelta(days=1))) == []


def test_a_search_of_everything_and_one_too_many_are_refused():
    person = make_office()
    with pytest.raises(Refusal):
        save_search(query="page=2", by=person)
    for number in range(MOST):
        save_search(query=f"q=bus{number}", by=person)
    with pytest.raises(Refusal):
        save_search(query="q=tram", by=person)


def test_searches_are_kept_and_thrown_away_by_their_own_person_only(three):
    browser, other = signed_in(make_account("one")), signed_in(make_account("two"))
    assert browser.post("/en/desk/searches/keep/", {"query": "q=park"}).status_code == 302
    assert "park" in browser.get("/en/desk/searches/").content.decode()
    kept = SavedSearch.objects.get()
    other.post(f"/en/desk/searches/{kept.pk}/forget/")
    assert SavedSearch.objects.exists()
    assert "?q=park" not in other.get("/en/desk/searches/").content.decode()
    browser.post(f"/en/desk/searches/{kept.pk}/forget/")
    assert not SavedSearch.objects.exists()


def test_a_digest_tells_what_waits_and_what_is_new_in_kept_searches(three):
    person = make_account("focal-point")
    dakar = Practice.objects.get(slug="lanes").member
    assert dakar is not None
    appoint_focal_point(person=person, member=dakar, by="operator")
    today = timezone.localdate()
    Collection.objects.update(confirm_months=1)
    adoption = make_adoption(Practice.objects.get(slug="lanes"), make_member("accra"), "interest")
    adoption.steps.update(confirmed_by="", confirmed_at=None)
    save_search(query="q=park", by=person)
    make_practice("car-park", title=text("Car park turned garden", "en"), published_on=today)
    found = content_for(person, [dakar], Period(today, today), {})
    assert found is not None
    told = {one.title: list(one.lines) for one in found.sections}
    assert told["Said by another city, for you to confirm"] == ["Accra: Voies réservées aux autobus"]
    assert told["Practices to be confirmed again"] == ["Voies réservées aux autobus"]
    assert told["New practices for “park”"] == ["Car park turned garden"]


def test_the_reference_folder_brings_what_the_documents_name_and_twice_changes_nothing(metropolis, client):
    practice = Practice.objects.get()
    assert (practice.slug, str(practice.member)) == ("green-infrastructure-dialogue", "mexico-city")
    assert set(Collection.objects.values_list("slug", flat=True)) == {"use", "cities-for-global-health"}
    assert client.get("/fr/practices/green-infrastructure-dialogue/").status_code == 200
    assert "Barcelona (AMB)" in client.get("/en/practices/?goal=13").content.decode()
