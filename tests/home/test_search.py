"""One search over everything public: what is found, what never is, and how it stays in step with the record."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction

from metronome.ground.fold import fold
from metronome.ground.hand import Hand
from metronome.ground.stems import stem, words
from metronome.ground.text import Text
from metronome.home.models import Document, Indexed, Word
from metronome.home.search.asking import Found, Group, ask
from metronome.home.search.followed import ELSEWHERE, OWN
from metronome.home.search.index import catch_up
from metronome.home.search.marks import asked_words, forms, in_titles, whole
from metronome.network.models import Network
from metronome.network.queries import network_languages
from metronome.record.actions import cancel_activities
from metronome.report.enums import EditionState
from metronome.report.models import Edition
from tests.factories.governance import make_body, make_mandate
from tests.factories.network import make_contact, make_member, make_partner, text
from tests.factories.plan import make_challenge, make_plan
from tests.factories.record import make_activity, make_mention
from tests.home.world import SECRET, make_world, said
from tests.instances import PROJECT

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def subjects(found: Found) -> list[str]:
    return [subject for group in found.groups for subject in subjects_of(group)]


def subjects_of(group: Group) -> list[str]:
    return [hit.document.subject for hit in group.hits]


def found(words: str, **options: Any) -> list[str]:
    return subjects(ask(words, **options))


# What is found


def test_a_code_is_found_exactly_and_before_what_only_carries_it(world):
    assert found("A1") == ["node:plan/A1", "activity:forum", "project:green"]
    assert found("a1") == ["node:plan/A1", "activity:forum", "project:green"]
    assert found("1.1") == ["challenge:plan/1.1", "activity:forum", "practice:bus-lanes"]


def test_case_accents_and_endings_do_not_matter(world):
    make_activity("housing", title=Text.of({"fr": "Logements sociaux", "en": "Social housing"}, source="fr"))
    for asked in ("logement", "LOGEMENTS", "Lógement", "houses", "social housing", "sociaux logements"):
        assert found(asked) == ["activity:housing"], asked
    for asked in ("egalite", "Égalités", "ÉGALITÉ", "l'égalité"):
        assert found(asked) == ["activity:forum"], asked


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "emploi", "emplois"),
        ("fr", "métropole", "metropoles"),
        ("es", "ciudad", "ciudades"),
        ("es", "acción", "acciones"),
        ("en", "city", "cities"),
        ("en-GB", "policy", "policies"),
    ],
)
def test_the_plural_has_the_stem_of_the_singular(language, one, other):
    assert stem(*words(one), language) == stem(*words(other), language)


def test_a_language_without_stems_is_found_by_its_words(world):
    make_activity("arabic", title=Text.of({"ar": "مدن العالم"}, source="ar"))
    make_activity("japanese", title=Text.of({"ja": "都市計画"}, source="ja"))
    assert found("العالم") == ["activity:arabic"]
    assert found("計画") == ["activity:japanese"]


def test_a_member_is_found_by_every_spelling(world):
    assert found("Ndakaaru") == ["member:dakar"]
    assert found("ndakaarù") == ["member:dakar"]


def test_everything_public_of_every_room_is_found(world):
    contact = make_contact("mayor-of-lima", name="Officer Quipu", member=make_member("lima"), is_public=True)
    make_mandate(contact=contact, body=make_body("council"))
    make_mention("radio", outlet="Radio Quipu")
    make_partner("quipu")
    make_challenge(world.plan, "9", label=text("Quipu"))
    Edition.objects.create(
        slug="printed",
        first_day="2020-01-01",
        last_day="2020-04-30",
        title=text("Rapport Quipu"),
        state=EditionState.AS_PRINTED,
        languages=["fr"],
    )
    assert set(found("quipu")) == {
        "person:mayor-of-lima",
        "mention:radio",
        "partner:quipu",
        "challenge:plan/9",
        "edition:printed",
    }
    assert "figure:members.activated" in found("activated members")


def test_the_small_words_of_a_sentence_do_not_matter_beside_others(world):
    assert found("the equality of a forum") == ["activity:forum"]
    assert asked_words("de la") == ["de", "la"]


def test_a_title_comes_before_a_text_and_the_latest_before_the_earlier(world):
    make_activity("text", summary=text("sur les forêts"))
    make_activity("title", title=text("Forêts"))
    assert found("forêt") == ["activity:title", "activity:text"]


def test_every_word_must_be_there(world):
    assert found("forum dakar") == ["activity:forum"]
    assert found("forum nairobi") == []


# What is misspelt or hostile


@pytest.mark.parametrize(("typed", "meant"), [("Daakr", "dakar"), ("equalty forum", "equality forum")])
def test_a_misspelt_word_is_offered_as_it_is_written_on_record(world, typed, meant):
    answer = ask(typed)
    assert (answer.count, answer.suggestion.casefold()) == (0, meant)
    assert ask(answer.suggestion).count


def test_nothing_is_offered_that_finds_nothing(world):
    assert ask("zzzzqqq").suggestion == ""
    assert ask("equalty zzzzqqq").suggestion == ""


@pytest.mark.parametrize(
    "hostile",
    [
        "'",
        '"',
        "'; DROP TABLE home_document; --",
        'forum" OR "a',
        "NEAR(forum equality)",
        "forum*",
        "marks:forum",
        "^forum",
        "-forum",
        "forum & | ! <-> (",
        "\\",
        "\x00forum\x00",
        "%s %(a)s {}",
        "<script>alert(1)</script>",
        "\ud7ff\u200f\U0001f300",
        "forum " * 500,
        "_:_=_",
        "A" * 5000,
    ],
)
def test_a_hostile_search_is_only_words(world, client, hostile):
    for address in ("/en/search/", "/en/search.json"):
        answer = client.get(address, {"q": hostile, "kind": hostile, "page": hostile})
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json" or b"<script>alert" not in answer.content


# What is never found


def test_nothing_that_is_not_public_is_in_a_public_document_or_among_the_words_that_are_offered(world):
    catch_up()
    assert Document.objects.filter(subject__startswith="activity:").count() == 1
    public = Document.objects.filter(pk__range=Document.PUBLIC)
    told = repr([*public.values_list(), *Word.objects.values_list()]).casefold()
    assert SECRET.casefold() in repr(list(Document.objects.values_list())).casefold()
    assert "dakar" in told
    assert SECRET.casefold() not in told


@pytest.mark.parametrize("state", [state for state in EditionState if state not in ("published", "superseded")])
def test_of_reports_only_those_that_were_published(world, state):
    fields = {"manifest": "{}", "frozen_by": "editor", "frozen_at": "2021-06-01T00:00Z"} if state == "frozen" else {}
    days = {"first_day": "2021-01-01", "last_day": "2021-04-30"}
    Edition.objects.create(slug="spring", title=text("Printemps"), state=state, languages=["fr"], **days, **fields)
    assert found("printemps") == (["edition:spring"] if state == "as_printed" else [])


def test_a_person_who_may_not_be_named_is_not_found(world):
    contact = make_contact("quiet", name="Quiet Officer", is_public=False)
    make_mandate(contact=contact, body=make_body("council"))
    assert found("quiet") == []


def test_the_page_tells_no_secret(world, client):
    for address in (
        "/en/search/?q=forum",
        "/en/search/?q=dakar",
        "/en/search.json?q=dakar",
        "/en/search/?q=kanarienvoge",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert SECRET.casefold() not in answer.content.decode().casefold(), address


# In step with the record


def test_what_is_cancelled_leaves_and_is_offered_no_more(world):
    make_activity("leaving", title=text("Xylophone"))
    assert found("xylophone") == ["activity:leaving"]
    with transaction.atomic():
        hand = Hand("editor")
        cancel_activities(codes=["leaving"], why="It did not take place.", by=hand)
        hand.leave()
    assert found("xylophone") == []
    assert ask("xylofone").suggestion == ""
    assert not Document.objects.filter(subject="activity:leaving").exists()


def test_only_what_changed_is_made_anew(world):
    catch_up()
    make_activity("fresh", title=text("Nouveauté"))
    world.member.official_name = "Commune unsaid"
    world.member.save()
    said("activity:fresh", "create")
    assert found("nouveaute") == ["activity:fresh"]
    assert found("unsaid") == []
    said("member:dakar")
    assert found("unsaid") == ["member:dakar"]


def test_a_change_that_many_documents_take_texts_from_is_followed_in_all(world):
    catch_up()
    world.activity.kind.name = text("Symposium")
    world.activity.kind.save()
    said("kind:event")
    assert found("symposium") == ["activity:forum"]


def test_whatever_the_audit_tells_of_is_found_or_said_to_be_elsewhere():
    """Otherwise a line about it would make every document anew."""
    told = set()
    for path in (PROJECT / "metronome").rglob("*.py"):
        told |= set(re.findall(r'(?:subject=f?|def __str__.*\n        return f)"([a-z-]+):', path.read_text()))
    assert {"juror", "review", "proposal", "application"} <= told
    assert told - ELSEWHERE - OWN.keys() == set()


@pytest.mark.parametrize("subject", ["contact:mayor", "mandate:any"])
def test_a_person_who_is_named_no_more_leaves(world, subject):
    contact = make_contact("officer", name="Officer Quipu", is_public=True)
    make_mandate(contact=contact, body=make_body("council"))
    assert found("quipu") == ["person:officer"]
    contact.is_public = False
    contact.save()
    said(subject.replace("mayor", "officer"))
    assert found("quipu") == []


def test_other_languages_of_the_network_make_everything_anew(world):
    catch_up()
    before = Indexed.objects.get().form
    Network.objects.update(languages=["fr", "en", "es"])
    said("network:network")
    assert catch_up().form != before


def test_two_plans_may_use_one_code(world):
    other = make_plan("other")
    make_challenge(other, "1.1")
    assert set(found("1.1")) >= {"challenge:plan/1.1", "challenge:other/1.1"}
    said("challenge:other/1.1")
    assert set(found("1.1")) >= {"challenge:plan/1.1", "challenge:other/1.1"}


def test_bringing_into_step_by_and_by_gives_what_making_all_anew_gives(metropolis):
    catch_up()
    nouns = {"person": "contact", "entry": "activity", "meeting": "bilateral", "composed": "edition"}
    for subject in list(Document.objects.order_by("-pk").values_list("subject", flat=True)[::7]):
        noun, _, identity = subject.partition(":")
        said(f"{nouns.get(noun, noun)}:{identity}")
    catch_up()
    stepwise = list(Document.objects.values_list())
    Indexed.objects.update(form="")
    catch_up()
    assert list(Document.objects.values_list()) == stepwise


ASKED = ("L1A1D3", "égalités", "forum", "ciudades", "genre", "1.1", "emploi", "activated members", "de la", "villes")


def test_a_database_finds_what_the_marks_say_in_their_order(reference):
    """Told by plain sets, which know of no database: so both find the same."""
    for asked in ASKED:
        answer, expected = ask(asked, few=1000), told_by_marks(asked, reference)
        assert expected, asked
        assert {group.sort.word: subjects_of(group) for group in answer.groups} == expected, asked
        assert [group.sort.word for group in answer.groups] == list(expected), asked


def told_by_marks(asked: str, documents: list[tuple[int, str, str]]) -> dict[str, list[str]]:
    languages = network_languages()
    sets = [forms(word, languages) for word in asked_words(asked)]
    tiers: list[list[Any]] = [[{whole(asked)}], [in_titles(marks) for marks in sets], sets]

    def tier(marks: set[str]) -> int:
        return next((place for place, needed in enumerate(tiers) if all(marks & one for one in needed)), len(tiers))

    expected: dict[str, list[str]] = {}
    for place, _, subject in sorted((tier(set(marks.split())), pk, subject) for pk, subject, marks in documents):
        if place < len(tiers):
            expected.setdefault(subject.partition(":")[0], []).append(subject)
    return expected


@pytest.fixture
def reference(metropolis) -> list[tuple[int, str, str]]:
    catch_up()
    return list(Document.objects.filter(pk__range=Document.PUBLIC).values_list("pk", "subject", "marks"))


def test_a_misspelt_city_of_the_reference_is_offered(reference):
    assert fold(ask("mexcio").suggestion) == "mexico"
