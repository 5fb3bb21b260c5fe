"""An open collection: anybody hands in, a moderator who did not write it accepts, everybody reads it on its front."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from metronome.accounts.enums import Role
from metronome.calls.actions import appeal_finding, decide_appeal, stop_sharing
from metronome.calls.answers import PLACE
from metronome.calls.models import Application, Check, Question, Stage
from metronome.desk.models import Proposal
from metronome.exchange.models import Collection, Practice
from metronome.ground.audit import verify
from metronome.ground.refusal import Refusal
from metronome.home.collecting.actions import accept_entry, decline_entry
from metronome.network.models import Network
from tests.factories.accounts import make_office, signed_in
from tests.factories.calls import make_application, make_keeper
from tests.factories.exchange import GATHERED, make_gathered, make_practice
from tests.factories.network import make_member, make_network, make_region, text

pytestmark = pytest.mark.django_db
FRONT = "/en/practices/collections/solutions/"


@pytest.fixture
def entry() -> Application:
    make_network(languages=["fr", "en"])
    make_region("south")
    return make_gathered()


@pytest.fixture
def moderator():
    return make_office("moderator", role=Role.OFFICER)


def accepted(entry: Application, by, **fields) -> Practice:
    accept_entry(application=entry, **{"region": "south", "challenges": (), **fields}, by=by)
    return Practice.objects.get(source=f"application:{entry.code}")


def said(practice: Practice) -> list[tuple]:
    rows = practice.claims.all()
    return [(str(one.label), one.value, str(one.unit), one.on, one.source) for one in rows]


def test_what_anybody_hands_in_stands_on_the_front_once_a_moderator_accepted_it(entry, moderator, client):
    assert entry.title not in client.get(FRONT).content.decode()
    desk = signed_in(moderator)
    queue, page = reverse("home:moderation", args=["solutions"]), reverse("home:moderate", args=[entry.code])
    assert page in desk.get(queue).content.decode()
    assert reverse("home:moderation", args=["solutions"]) in desk.get(reverse("home:desk")).content.decode()
    assert "Des repas portés chez les aînés." in desk.get(page).content.decode()
    answer = desk.post(page, {"do": "accept", "region": "south"})
    assert (answer.status_code, answer["Location"]) == (302, queue)
    practice = Practice.objects.get()
    assert (practice.city, practice.country, practice.member) == ("Cusco", "PE", None)
    assert (str(practice.kind), practice.website) == ("Une ville", "https://cusco.example/repas")
    assert (practice.latitude, practice.longitude) == (Decimal("-13.53195"), Decimal("-71.96746"))
    assert (practice.languages, str(practice.region)) == (["fr"], "south")
    front = client.get(FRONT).content.decode()
    assert all(words in front for words in (entry.title, "Cusco", "Une ville", 'lang="fr"', "practices.atom"))
    assert f'href="{reverse("exchange:practice", args=[practice.slug])}"' in front.split('id="map"')[1]
    assert "Not translated yet" in client.get(f"/en/practices/{practice.slug}/").content.decode()
    assert entry.title in client.get("/en/practices.atom?collection=solutions").content.decode()
    assert Proposal.objects.get().author != str(moderator)
    assert verify() == []


def test_a_table_of_results_becomes_results_and_nothing_in_it_is_guessed(entry, moderator):
    first, second = said(accepted(entry, moderator))
    assert first == ("Repas par jour", Decimal(1200), "repas", date(2020, 6, 30), "Bilan")
    assert second == ("Bénévoles (1,200, juin)", None, "", None, "")


def test_the_front_is_narrowed_by_kind_region_language_and_challenge_of_its_own(entry, moderator, client):
    accepted(entry, moderator)
    make_practice("other", collection=Collection.objects.get(), kind=text("Un réseau"), languages=["es"])
    make_practice("foreign", collection=Collection.objects.create(slug="else", title=text("Else")))
    whole = client.get(FRONT).content.decode()
    assert re.findall(r'<select name="(\w+)"', whole) == ["kind", "region", "language"]
    assert "Foreign" not in whole
    for asked in ("kind=solutions:une-ville", "region=south", "language=fr"):
        page = client.get(f"{FRONT}?{asked}").content.decode()
        assert (entry.title in page, ">Other<" in page) == (True, False), asked
    assert "Foreign" not in client.get(f"{FRONT}?collection=else").content.decode()


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("own", "wrote themselves"),
        ("no consent", "does not agree"),
        ("asked", "nothing more is asked"),
        ("judged", "judged by its criteria"),
        ("twice", "public already"),
        ("incomplete", "a summary"),
    ],
)
def test_what_must_not_be_accepted_is_refused_and_nothing_is_public(entry, moderator, way, words):
    match way:
        case "own":
            make_keeper(entry, moderator)
        case "no consent":
            stop_sharing(application=entry, by=moderator)
        case "asked":
            Application.objects.update(state="info_requested")
        case "judged":
            entry.call.criteria.create(code="effect", label=text("Effet"), order=1)
        case "twice":
            accepted(entry, moderator)
        case "incomplete":
            Collection.objects.update(criteria=["summary"])
            entry.versions.update(answers=GATHERED[2:])
    before = Practice.objects.count()
    with pytest.raises(Refusal) as refused:
        accept_entry(application=entry, region="", challenges=(), by=moderator)
    assert words in f"{refused.value.reason} {refused.value.remedy}"
    assert (Practice.objects.count(), Proposal.objects.exclude(state="published").count()) == (before, 0)
    assert Check.objects.count() == before


def test_what_is_declined_says_why_and_an_appeal_is_published_by_another_hand(
    entry, moderator, django_capture_on_commit_callbacks
):
    writer, third = make_office("writer"), make_office("third", role=Role.EDITOR)
    make_keeper(entry, writer)
    with pytest.raises(Refusal, match="Name the rule"):
        decline_entry(application=entry, reasons=["no rule"], note="", by=moderator)
    with django_capture_on_commit_callbacks(execute=True):
        decline_entry(application=entry, reasons=["city"], note="Unsure", by=moderator)
    assert "n’a pas été accepté" in mail.outbox[-1].body
    page = signed_in(writer).get(reverse("calls:application", args=[entry.code])).content.decode()
    assert "It was not accepted:" in page
    assert "Unsure" not in page
    appeal_finding(application=entry, text="It is a city.", by=writer)
    with pytest.raises(Refusal, match="no hand in the finding"):
        decide_appeal(application=entry, is_upheld=True, answer="Yes", by=moderator)
    decide_appeal(application=entry, is_upheld=True, answer="Yes", by=third)
    assert not Practice.objects.exists()
    assert accepted(entry, third).city == "Cusco"


def test_a_city_that_is_a_member_needs_no_place_of_its_own(entry, moderator):
    member = make_member("dakar")
    Application.objects.update(member=member)
    practice = accepted(entry, moderator)
    assert (practice.member, practice.city, practice.latitude, practice.region) == (member, "", None, None)


def test_nobody_hands_in_without_agreeing_and_an_account_is_made_by_letter(entry, client, monkeypatch):
    """From the front to what was handed in, by somebody whom nobody knows."""
    Stage.objects.update(opens_on=date(2020, 1, 1), closes_on=None, closes_at="")
    Question.objects.filter(code__in=("state", "since")).delete()
    assert reverse("calls:apply", args=["gathering"]) in client.get(FRONT).content.decode()
    assert "<h1>Submit an initiative</h1>" in client.get(reverse("calls:apply", args=["gathering"])).content.decode()
    begun = {"title": "Masques", "city": "Puno", "language": "fr", "email": "city@puno.example"}
    client.post(reverse("calls:apply", args=["gathering"]), begun)
    way = re.search(r"https?://[^/]+(/\S+/arrive/\S+)", str(mail.outbox[-1].body))
    assert way is not None
    visitor = Client()
    assert visitor.post(way[1]).status_code == 302
    made = Application.objects.get(title="Masques")
    typed = {
        "a-kind": "city",
        "a-summary-fr": "Des masques.",
        "a-done-fr": "Cousus.",
        "a-place": "91, 200",
        "country": "PE",
    }
    about = {"title": made.title, "city": made.city, "draft": "0"}
    visitor.post(reverse("calls:form", args=[made.code]), {**about, **typed})
    hand_in = reverse("calls:hand_in", args=[made.code])
    assert "nowhere on earth" in visitor.get(hand_in).content.decode()
    visitor.post(
        reverse("calls:form", args=[made.code]), {**about, **typed, "a-place": "-15,84; -70,02", "draft": "1"}
    )
    refused = visitor.post(hand_in)
    assert (refused.status_code, "is published" in refused.content.decode()) == (400, True)
    assert visitor.post(hand_in, {"agrees": "yes"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.shared_at is not None) == ("submitted", True)
    assert made.versions.get().answers[-1]["value"] == "-15.84000, -70.02000"
    assert "Masques" not in client.get(FRONT).content.decode()
    desk = signed_in(make_office("reader", role=Role.EDITOR))
    assert "Masques" in desk.get(reverse("home:moderation", args=["solutions"])).content.decode()
    assert visitor.get(reverse("home:moderate", args=[made.code])).status_code == 404


def test_an_entry_waits_for_no_language_and_says_in_which_it_was_written(entry, moderator, client):
    Network.objects.update(languages_to_publish=["en"])
    page = reverse("home:moderate", args=[entry.code])
    assert signed_in(moderator).post(page, {"do": "accept", "region": "south"}).status_code == 302
    practice = Practice.objects.get()
    assert practice.title.texts == {"fr": entry.title}
    read = client.get(f"/en/practices/{practice.slug}/").content.decode()
    assert "Not translated yet: it is shown in French, as it was written." in read
    for path in (FRONT, "/en/practices/"):
        listed = client.get(path).content.decode()
        assert f'{entry.title}</span> <span class="muted xs">(in French)</span>' in listed
        assert '<p><span lang="fr" dir="ltr">Des repas portés' in listed
    assert f'lang="fr" dir="ltr">{entry.title}' in read


def test_what_a_network_asks_of_practices_is_written_by_whoever_accepts(entry, moderator, client):
    Network.objects.update(languages_by_noun={"practice": ["en"]})
    desk, page = signed_in(moderator), reverse("home:moderate", args=[entry.code])
    refused = desk.post(page, {"do": "accept", "region": "south"})
    assert (refused.status_code, Practice.objects.count(), Check.objects.count()) == (400, 0, 0)
    boxes = re.findall(r'<textarea name="([^"]+-en)"', refused.content.decode())
    assert {"title-0--en", "done-0--en", "claims-0-label-en", "claims-1-label-en"} <= set(boxes)
    assert desk.post(page, {"do": "accept", **{box: f"English of {box}" for box in boxes}}).status_code == 302
    practice = Practice.objects.get()
    assert (practice.title.in_("fr"), practice.title.in_("en")) == (entry.title, "English of title-0--en")
    assert practice.claims.all()[0].label.in_("en") == "English of claims-0-label-en"
    assert "Translated from" in client.get(f"/en/practices/{practice.slug}/").content.decode()


@pytest.mark.parametrize("typed", ["14.6928, -17.4467", "14,6928; -17,4467", "14.6928 -17.4467", "+14.6928,-17.4467"])
def test_a_place_is_read_as_people_write_it(typed):
    found = PLACE.fullmatch(typed)
    assert found is not None
    assert [float(part.replace(",", ".")) for part in found.groups()] == [14.6928, -17.4467]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_as_many_questions_for_three_as_for_one(entry, moderator, number, django_assert_num_queries):
    for other in range(number - 1):
        make_application(entry.call, f"City {other}")
    desk, queue = signed_in(moderator), reverse("home:moderation", args=["solutions"])
    desk.get(queue)
    with django_assert_num_queries(QUESTIONS):
        desk.get(queue)


QUESTIONS = 12
