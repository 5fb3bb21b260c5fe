"""What somebody finds besides what is public: what the rule of its room lets them read, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.desk.actions import approve_proposal as approve
from metronome.desk.actions import propose, publish_proposal, submit_proposal
from metronome.desk.sheets import sheet_of
from metronome.ground.audit import note
from metronome.ground.text import Text
from metronome.home.enums import Sort
from metronome.home.models import Document
from metronome.home.search.address import href_of
from metronome.home.search.asking import ask
from metronome.home.search.index import catch_up
from metronome.home.search.readers import RULES, Reader, reader_of
from metronome.network.actions import appoint_focal_point
from metronome.record.actions import submit_activity
from tests.factories.accounts import make_office, signed_in
from tests.factories.calls import make_application, make_call, make_keeper
from tests.factories.desk import make_proposal
from tests.factories.listening import make_bilateral
from tests.factories.network import make_contact, make_correction, make_member, make_network, text
from tests.factories.plan import make_planned, make_work_plan
from tests.factories.projects import make_project
from tests.factories.record import make_activity
from tests.factories.report import make_edition
from tests.home.world import SECRET
from tests.house.world import Doors, make_doors

pytestmark = pytest.mark.django_db


def said(subject: str) -> None:
    with transaction.atomic():
        note(by="editor", verb="update", subject=subject)


def subjects(words: str, person: Any = None, **options: Any) -> list[str]:
    found = ask(words, person=person, **options)
    return [hit.document.subject for group in found.groups for hit in group.hits]


@pytest.fixture
def network():
    return make_network(languages=["fr", "en", "es"])


@pytest.fixture
def officer(network) -> Person:
    return make_office("officer", role=Role.OFFICER)


# Every noun for every role: found if and only if its page opens


@pytest.fixture
def doors() -> Doors:
    return make_doors()


def person_at(browser: Any) -> Any:
    number = browser.session.get("_auth_user_id")
    return Person.objects.get(pk=int(number)) if number else None


def looked_at(readers: Iterable[Reader]) -> list[Document]:
    """One document of each sort, and all that are somebody's own."""
    own = {subject for reader in readers for subject in reader.pages}
    first: dict[Sort, Document] = {}
    for document in Document.objects.filter(pk__lt=0):
        first.setdefault(document.sort, document)
    return [
        *first.values(),
        *Document.objects.filter(subject__in=own).exclude(pk__in=[one.pk for one in first.values()]),
    ]


def test_every_noun_is_found_by_each_role_if_and_only_if_its_page_opens_to_them(doors):
    make_edition("composed", number=9)
    catch_up()
    people = {role: person_at(browser) for role, browser in doors.browsers.items()}
    readers = {role: reader_of(person) if person else Reader() for role, person in people.items()}
    documents = looked_at(readers.values())
    assert {document.sort for document in documents} == {sort for sort in Sort if not sort.is_public} == RULES.keys()
    wrong = []
    for document in documents:
        own = {reader.pages[document.subject] for reader in readers.values() if document.subject in reader.pages}
        pages = {page.partition("#")[0] for page in (href_of(document), *own)}
        for role, browser in doors.browsers.items():
            opens = any(browser.get(page).status_code == 200 for page in pages)
            if readers[role].finds(document.pk) != opens:
                wrong.append((role, document.subject, opens))
    assert wrong == []


def test_the_page_of_each_role_names_exactly_what_they_find_of_a_word_that_only_hidden_things_say(doors):
    catch_up()
    hidden = list(Document.objects.filter(marks__contains=SECRET.casefold()))
    assert {one.sort for one in hidden} >= {Sort.ENTRY, Sort.CONTACT, Sort.DRAWN, Sort.PILOT, Sort.PLANNED}
    for role, browser in doors.browsers.items():
        person = person_at(browser)
        reader = reader_of(person) if person else Reader()
        expected = {one.sort.word: 0 for one in hidden if reader.finds(one.pk)}
        for one in hidden:
            if reader.finds(one.pk):
                expected[one.sort.word] += 1
        told = browser.get("/en/search.json", {"q": SECRET}).json()
        assert {group["kind"]: group["count"] for group in told["groups"]} == expected, role
        assert told["count"] == sum(expected.values())
        offered = browser.get("/en/search.json", {"q": SECRET.replace("vogel", "vgoel")}).json()["suggestion"]
        assert bool(offered) == bool(expected), role
        for sort in ("entry", "contact", "drawn"):
            narrowed = browser.get("/en/search/", {"q": SECRET, "kind": sort}).content.decode()
            assert (f"{SECRET} approved" in narrowed) == (sort == "entry" and "entry" in expected), (role, sort)


# What an officer finds


def test_an_officer_finds_every_noun_by_accents_endings_languages_and_codes(officer):
    member = make_member("lima", name=Text.of({"es": "Lima Metropolitana", "en": "Lima"}, source="es"))
    entry = Text.of({"fr": "Réunions des économies", "en": "Meetings of economies"}, source="fr")
    make_activity("spring-meeting", state="draft", author=str(officer), title=entry)
    make_planned(make_work_plan(), "spring-plan", title=text("Jardins potagers"))
    make_bilateral("heard", member=member, needs=text("Élargir le réseau d'égouts"), notes="xenolith")
    make_contact("head", name="Ñusta Quipucamayoc", member=member)
    make_project("gardens", title=text("Toitures végétales"), is_published=False)
    make_call("drawn", title=text("Prix des îles"), is_published=False)
    make_application(make_call(), code="award-7", title="Quartiers apaisés", city="Wrocław", state="draft")
    make_correction(member, make_office("focal"), about="Lima", wanted="otra página")
    make_edition("composed", title=text("Rapport estival aestival"))
    asked = {
        "reunion economie": "entry:spring-meeting",
        "meeting economies": "entry:spring-meeting",
        "spring-meeting": "entry:spring-meeting",
        "potager": "planned:spring-plan",
        "egouts": "meeting:heard",
        "nusta": "contact:head",
        "vegetale": "pilot:gardens",
        "iles": "drawn:drawn",
        "award-7": "application:award-7",
        "wroclaw": "application:award-7",
        "paginas": "request:1",
        "aestival": "composed:composed",
    }
    found = {words: subjects(words, officer) for words in asked}
    number = next(subject for subject in found["paginas"])
    assert found == {words: [subject if subject != "request:1" else number] for words, subject in asked.items()}
    assert number.startswith("request:")
    assert all(subjects(words) == [] for words in asked)
    assert subjects("xenolith", officer) == []  # confidential notes are copied nowhere


def test_each_hit_says_what_it_is_and_its_state_and_leads_to_its_page(officer):
    make_activity("spring", state="returned", author=str(officer), title=text("Jardins"))
    page = signed_in(officer).get("/en/search/?q=jardin").content.decode()
    assert "Activities in preparation" in page
    assert "returned" in page
    assert 'href="/en/desk/activities/spring/"' in page
    assert "no-store" in signed_in(officer).get("/en/search/?q=jardin").headers["Cache-Control"]


def test_proposals_of_any_noun_are_found_by_what_they_propose_until_they_are_decided(officer):
    make_member("lima")
    changed = make_proposal("members", "lima", website="https://quipu.example.org", by=officer)
    fresh = sheet_of("contacts").empty()
    new = propose(kind="contacts", given=type(fresh)(**{**plain(fresh), "name": "Keeper of Knots"}), by=officer)
    practice = sheet_of("practices").empty()
    given = type(practice)(**{**plain(practice), "title": text("Voies réservées"), "done": text("Des quipus partout")})
    told = propose(kind="practices", given=given, by=officer)
    assert subjects("quipu.example", officer) == [f"proposal:{changed.pk}"]
    assert subjects("knots", officer) == [f"proposal:{new.pk}"]
    assert subjects("voie reserve", officer) == [f"proposal:{told.pk}"]
    assert subjects("quipus partout", officer) == [f"proposal:{told.pk}"]
    submit_proposal(number=new.pk, by=officer)
    editor = make_office("editor", role=Role.EDITOR)
    approve(number=new.pk, by=editor)
    publish_proposal(number=new.pk, by=editor)
    (found,) = subjects("knots", officer)
    assert found.startswith("contact:")


def plain(given: Any) -> dict[str, Any]:
    return {name: getattr(given, name) for name in type(given).__slots__}


def test_a_misspelt_word_of_what_is_hidden_is_offered_to_whoever_may_read_it_alone(officer):
    make_activity("spring", state="draft", author=str(officer), title=text("Agriculture urbaine"))
    make_contact("head", name="Xochitl Nezahual", member=make_member("lima"))
    (hit,) = ask("xochitl", person=officer).groups[0].hits
    assert hit.document.detail.in_("fr") == "point focal, Lima"
    assert ask("agricuture", person=officer).suggestion.casefold() == "agriculture"
    assert ask("nezahaul", person=officer).suggestion == "Nezahual"
    finance = make_office("finance", role=Role.FINANCE)
    for person in (None, finance):
        assert (ask("agricuture", person=person).suggestion, ask("nezahaul", person=person).suggestion) == ("", "")


# What a city and a juror find


def test_a_focal_point_finds_the_people_requests_and_proposals_of_their_member_alone(network):
    speaks, other = make_member("lima"), make_member("dakar")
    focal = make_office("focal")
    appoint_focal_point(person=focal, member=speaks, by="operator")
    for member in (speaks, other):
        make_contact(f"head-of-{member.slug}", name="Keeper of Knots", member=member)
        make_correction(member, focal, about="Knots")
    found = set(subjects("knots", focal))
    assert len(found) == 2
    assert "contact:head-of-lima" in found
    number = make_proposal("members", "lima", website="https://knots.example.org", by=focal).pk
    assert f"proposal:{number}" in subjects("knots.example", focal)
    assert ask("knosts", person=focal).suggestion == "Knots"


def test_an_applicant_finds_what_they_have_just_begun_and_no_other_application(network):
    call, applicant = make_call(), make_office("applicant")
    mine = make_application(call, code="award-1", title="Quiet quarters", state="draft")
    make_application(call, code="award-2", title="Quiet harbours")
    make_keeper(mine, applicant)
    assert subjects("quiet", applicant) == ["application:award-1"]
    assert ask("award", person=applicant).groups[-1].hits[0].href == "/en/applications/award-1/"


# In step with the record


def test_what_is_sent_or_renamed_or_erased_is_followed(officer):
    make_activity("spring", state="draft", author=str(officer), title=text("Jardins"))
    member = make_member("lima")
    contact = make_contact("head", name="Keeper of Knots", member=member)
    assert [hit.state for group in ask("jardins", person=officer).groups for hit in group.hits] == ["draft"]
    submit_activity(code="spring", by=officer)
    assert [hit.state for group in ask("jardins", person=officer).groups for hit in group.hits] == ["in review"]
    assert subjects("knots", officer) == ["contact:head"]
    contact.name = ""
    contact.save()
    said("contact:head")
    assert subjects("knots", officer) == []
    assert ask("knotts", person=officer).suggestion == ""
    assert "knots" not in repr(list(Document.objects.values_list())).casefold()
    member.name = text("Ciudad de los Reyes")
    member.save()
    said("member:lima")
    assert "contact:head" in subjects("reyes", officer)


def test_as_many_questions_for_much_as_for_little(officer):
    browser = signed_in(officer)

    def questions(asked: str) -> int:
        catch_up()
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/en/search/", {"q": asked}).status_code == 200
        return len(queries)

    make_activity("spring", state="draft", author=str(officer), title=text("Forum"))
    make_proposal("members", make_member("lima").slug, official_name="Forum", by=officer)
    questions("forum")  # what a process keeps is there from here on
    before = [questions("forum"), questions("fourm"), questions("")]
    for name in ("one", "two"):
        make_activity(f"spring-{name}", state="draft", author=str(officer), title=text("Forum"))
        make_proposal("members", make_member(name).slug, official_name="Forum", by=officer)
        make_contact(name, name="Forum")
        said(f"activity:spring-{name}")
        said(f"contact:{name}")
    assert [questions("forum"), questions("fourm"), questions("")] == before
    assert before[0] <= 12, before
    assert max(before) <= 14, before
