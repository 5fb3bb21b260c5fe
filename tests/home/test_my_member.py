"""The page of a member's focal points: their own member, its corrections, and nothing more of anyone else's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from metronome.accounts.enums import Role
from metronome.desk.actions import (
    approve_proposal,
    propose,
    publish_proposal,
    return_proposal,
    submit_proposal,
)
from metronome.desk.models import Proposal
from metronome.desk.sheets import sheet_of
from metronome.exchange.actions import appoint_expert
from metronome.ground import audit
from metronome.home.focal.facts import READERS
from metronome.network.actions import (
    appoint_focal_point,
    appoint_partner_focal_point,
    invite_focal_point,
    withdraw_focal_point,
)
from metronome.network.models import CorrectionRequest, FocalPoint, Member
from metronome.record.enums import State
from tests.factories.accounts import make_account, signed_in
from tests.factories.desk import make_proposal
from tests.factories.exchange import make_expert
from tests.factories.governance import make_body, make_mandate
from tests.factories.listening import make_bilateral
from tests.factories.network import make_contact, make_correction, make_member, make_network, make_partner, text
from tests.factories.record import make_activity, make_mention
from tests.home.world import say_that_something_public_changed

pytestmark = pytest.mark.django_db
#: Stands in everything that is another member's, or confidential, and nowhere else.
CANARY = "Kanarienvogel"


@pytest.fixture
def dakar(db) -> Member:
    make_network()
    return make_member("dakar", website="https://dakar.example.org")


@pytest.fixture
def focal(dakar) -> Client:
    person = make_account("focal-point-of-dakar")
    appoint_focal_point(person=person, member=dakar, by="operator")
    return signed_in(person)


def filled(member: Member, word: str) -> None:
    """One of everything that a page may show of a member, with a word in all of it."""
    name = member.slug
    make_activity(f"{name}-forum", title=text(f"{word} forum"), members=[member])
    make_bilateral(f"{name}-heard", member=member, needs=text(f"{word} needs"), follow_up=text(f"{word} follow-up"))
    make_mention(f"{name}-press", outlet=f"{word} press", member=member)
    contact = make_contact(f"{name}-mayor", name=f"{word} mayor", member=member)
    make_mandate(make_body(f"{name}-board"), contact=contact)
    person = make_account(f"{word}-{name}".lower())
    appoint_focal_point(person=person, member=member, by="operator")
    make_correction(member, person, about=f"{word} about", wanted=f"{word} wanted")


def page_of(client: Client, path: str = "/en/desk/my-member/dakar/") -> str:
    return client.get(path).content.decode()


def test_a_focal_point_sees_what_the_network_keeps_and_noted_of_the_member(dakar, focal):
    filled(dakar, "Sunbird")
    page = page_of(focal)
    seen = ["forum", "needs", "follow-up", "press", "mayor", "about", "wanted"]
    assert [word for word in seen if f"Sunbird {word}" not in page] == []
    assert "https://dakar.example.org" in page
    assert focal.get("/en/desk/my-member/")["Location"] == "/en/desk/my-member/dakar/"


def test_nothing_of_another_member_and_no_confidential_note_is_shown(dakar, focal):
    filled(dakar, "Sunbird")
    lagos = make_member("lagos", name=text(f"{CANARY} city"))
    filled(lagos, CANARY)
    make_bilateral("confidential", member=dakar, notes=CANARY)
    make_bilateral("taken-back", member=dakar, needs=text(CANARY), is_cancelled=True)
    make_mention("taken-back", outlet=CANARY, member=dakar, is_cancelled=True)
    for state in (State.DRAFT, State.IN_REVIEW, State.RETURNED, State.APPROVED, State.CANCELLED):
        make_activity(f"hidden-{state}".replace("_", "-"), title=text(CANARY), state=state, members=[dakar])
    assert CANARY in page_of(signed_in(FocalPoint.objects.get(member=lagos).person), "/en/desk/my-member/lagos/")
    subjects = ["member:lagos", "contact:lagos-mayor", "activity:lagos-forum", "bilateral:lagos-heard"]
    subjects += [
        "mention:lagos-press",
        "activity:hidden-draft",
        "bilateral:taken-back",
        "mention:taken-back",
        "person:1",
    ]
    pages = ["/en/desk/my-member/dakar/", "/en/desk/my-member/lagos/", "/en/desk/my-member/lagos/correction/"]
    pages += [f"/en/desk/my-member/dakar/correction/?about={subject}" for subject in subjects]
    pages += ["/en/desk/my-member/dakar/correction/?about=bilateral:confidential", "/en/desk/corrections/"]
    pages += [f"/en/desk/corrections/{CorrectionRequest.objects.get(member=lagos).pk}/"]
    pages += [f"/en/search/?q={CANARY}", f"/en/search.json?q={CANARY}", "/en/desk/people/", "/en/desk/focal-points/"]
    answers = {page: focal.get(page) for page in pages}
    named = f"/en/search/?q={CANARY}"
    told = [page for page, answer in answers.items() if CANARY in answer.content.decode().replace(f"?q={CANARY}", "")]
    # What is public of the other member is found by everybody; what was asked is repeated in the page of the search.
    assert {page for page in told if "search" not in page} == set()
    assert "needs" not in answers[named].content.decode()
    closed = [page for page, answer in answers.items() if answer.status_code == 404]
    assert len(closed) == len(subjects) + 6


def test_whoever_speaks_for_two_members_can_switch_and_others_see_no_switch(dakar, focal):
    assert "The members for which you speak" not in page_of(focal)
    person = FocalPoint.objects.get(member=dakar).person
    appoint_focal_point(person=person, member=make_member("accra"), by="operator")
    page = page_of(focal)
    assert '/en/desk/my-member/accra/"' in page
    assert focal.get("/en/desk/my-member/")["Location"] == "/en/desk/my-member/accra/"
    for grant in FocalPoint.objects.all():
        withdraw_focal_point(grant=grant, by="operator")
    assert focal.get("/en/desk/my-member/dakar/").status_code == 404
    assert focal.get("/en/desk/my-member/")["Location"] == "/en/account/"


def test_a_request_is_sent_answered_and_told(dakar, focal, django_capture_on_commit_callbacks):
    filled(dakar, "Sunbird")
    path = "/en/desk/my-member/dakar/correction/?about=activity:dakar-forum&field=title"
    assert "Sunbird forum" in page_of(focal, path)
    given = {"field": "title", "wanted": "Forum of the cities", "why": "So it was announced"}
    assert focal.post(path, given)["Location"] == "/en/desk/my-member/dakar/#corrections"
    request = CorrectionRequest.objects.get(wanted="Forum of the cities")
    assert (request.subject, request.stands, request.state) == ("activity:dakar-forum", "Sunbird forum", "asked")
    assert focal.get(f"/en/desk/corrections/{request.pk}/").status_code == 404
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    assert "Sunbird forum" in page_of(officer, "/en/desk/corrections/")
    box = f"/en/desk/corrections/{request.pk}/"
    assert "So it was announced" in page_of(officer, box)
    refused = officer.post(box, {"accepted": "no", "answer": " "})
    assert refused.status_code == 400
    assert "Say why" in refused.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post(box, {"accepted": "yes", "answer": "Mended."})["Location"] == "/en/desk/corrections/"
    assert [letter.to for letter in mail.outbox] == [["focal-point-of-dakar@example.org"]]
    assert "Mended." in str(mail.outbox[0].body)
    assert "Mended." in page_of(focal)
    assert "answered already" in officer.post(box, {"accepted": "no", "answer": "x"}).content.decode()
    lines = list(audit.Line.objects.filter(subject=str(request)).order_by("number").values_list("verb", "change"))
    assert [verb for verb, _change in lines] == ["ask", "answer"]
    assert "Forum of the cities" not in str(lines)


def test_who_no_longer_speaks_for_the_member_is_sent_no_answer(dakar, focal, django_capture_on_commit_callbacks):
    person = FocalPoint.objects.get(member=dakar).person
    request = make_correction(dakar, person)
    withdraw_focal_point(grant=FocalPoint.objects.get(), by="operator")
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(f"/en/desk/corrections/{request.pk}/", {"accepted": "no", "answer": "It is right."})
    request.refresh_from_db()
    assert request.state == "declined"
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"field": "website", "wanted": " "}, "required"),
        ({"field": "no such part", "wanted": "x"}, "not one of"),
        ({"field": "website", "wanted": "x" * 5000}, "at most 4000"),
        ({"field": "website", "wanted": "another"}, "asked already"),
    ],
)
def test_a_request_that_cannot_be_is_shown_again_with_the_reason(dakar, focal, given, said):
    make_correction(dakar, FocalPoint.objects.get().person)
    answer = focal.post("/en/desk/my-member/dakar/correction/", given)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert CorrectionRequest.objects.count() == 1


def test_a_flood_of_requests_is_refused(dakar, focal, monkeypatch):
    monkeypatch.setattr("metronome.network.actions.MOST_WAITING", 1)
    make_correction(dakar, FocalPoint.objects.get().person)
    answer = focal.post("/en/desk/my-member/dakar/correction/", {"field": "website", "wanted": "x"})
    assert answer.status_code == 400
    assert "Very many requests" in answer.content.decode()


def test_the_page_costs_the_same_for_one_and_for_three(dakar, focal):
    def fill(number: int) -> None:
        make_activity(f"forum-{number}", members=[dakar])
        make_bilateral(f"heard-{number}", member=dakar, needs=text("x"))
        make_mention(f"press-{number}", member=dakar)
        make_mandate(make_body(f"board-{number}"), contact=make_contact(f"mayor-{number}", member=dakar))
        speaker = FocalPoint.objects.get(member=dakar, person__email__startswith="focal").person
        make_correction(dakar, speaker)
        make_proposal("members", "dakar", by=speaker, website=f"https://{number}.example.org")
        say_that_something_public_changed()

    fill(1)
    page_of(focal)
    with CaptureQueriesContext(connection) as one:
        page_of(focal)
    fill(2)
    fill(3)
    page_of(focal)
    with CaptureQueriesContext(connection) as three:
        page_of(focal)
    assert len(one) == len(three) <= 12
    print(f"{len(three)} queries")


def test_every_sort_of_fact_is_about_the_member_that_asks(dakar):
    lagos = make_member("lagos")
    filled(lagos, "Other")
    identities = {"member": "lagos", "contact": "lagos-mayor", "activity": "lagos-forum", "bilateral": "lagos-heard"}
    identities["mention"] = "lagos-press"
    assert identities.keys() == READERS.keys()
    assert [noun for noun, name in identities.items() if READERS[noun](lagos, name) is None] == []
    assert [noun for noun, name in identities.items() if READERS[noun](dakar, name) is not None] == []


def form_of(client: Client, path: str) -> dict[str, str]:
    """What the page of a change is filled with."""
    form = client.get(path).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def test_a_change_of_the_profile_is_proposed_returned_written_anew_and_published(dakar, focal):
    path = "/en/desk/my-member/dakar/profile/"
    given = form_of(focal, path)
    assert given["website"] == "https://dakar.example.org"
    sent = focal.post(path, {**given, "website": "https://new.example.org", "name_en": "Dakar"})
    assert sent["Location"] == "/en/desk/my-member/dakar/#corrections"
    dakar.refresh_from_db()
    assert dakar.website == "https://dakar.example.org"
    proposal = Proposal.objects.get()
    assert "in review" in page_of(focal)
    editor = make_account("editor", role=Role.EDITOR)
    return_proposal(number=proposal.pk, comment="With its path, please.", by=editor)
    assert "With its path, please." in page_of(focal)
    again = f"/en/desk/my-member/dakar/proposals/{proposal.pk}/"
    given = form_of(focal, again)
    assert given["website"] == "https://new.example.org"
    assert focal.post(again, {**given, "website": "https://new.example.org/fr"}).status_code == 302
    approve_proposal(number=proposal.pk, by=editor)
    publish_proposal(number=proposal.pk, by=editor)
    dakar.refresh_from_db()
    assert (dakar.website, dakar.name.texts["en"]) == ("https://new.example.org/fr", "Dakar")
    assert focal.get(again).status_code == 404


def test_only_some_fields_are_a_focal_points_to_propose(dakar, focal):
    path = "/en/desk/my-member/dakar/profile/"
    given = form_of(focal, path)
    focal.post(path, {**given, "official_name": "Ville de Dakar", "country": "FR", "slug": "lagos", "order": "9"})
    wished = Proposal.objects.get().given
    assert (wished["official_name"], wished["country"], wished["slug"], wished["order"]) == (
        "Ville de Dakar",
        "SN",
        "dakar",
        0,
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("website", "no address", "valid URL"),
        ("latitude", "14.7", "both coordinates"),
        ("name_fr", "", "missing"),
        ("official_name", "", "Nothing differs"),
        ("version", "x", "Nothing differs"),
    ],
)
def test_a_change_that_cannot_be_is_shown_again_with_the_reason(dakar, focal, field, value, said):
    path = "/en/desk/my-member/dakar/profile/"
    answer = focal.post(path, {**form_of(focal, path), field: value})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Proposal.objects.exists()


def test_two_hands_at_one_field_are_shown_both(dakar, focal):
    path = "/en/desk/my-member/dakar/profile/"
    given = form_of(focal, path)
    editor, officer = make_account("editor", role=Role.EDITOR), make_account("officer", role=Role.OFFICER)
    held = sheet_of("members").held("dakar")
    other = propose(
        kind="members", identity="dakar", given=replace(held, website="https://theirs.example.org"), by=officer
    )
    submit_proposal(number=other.pk, by=officer)
    approve_proposal(number=other.pk, by=editor)
    publish_proposal(number=other.pk, by=editor)
    answer = focal.post(path, {**given, "website": "https://ours.example.org"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "https://theirs.example.org" in page
    version = answer.context["form"].data["version"]
    again = focal.post(path, {**given, "website": "https://ours.example.org", "version": version})
    assert again.status_code == 302


def test_people_of_the_member_are_proposed_and_nobody_elses(dakar, focal):
    make_contact("dakar-mayor", name="Mayor", member=dakar)
    make_contact("lagos-mayor", name="Governor", member=make_member("lagos"))
    path = "/en/desk/my-member/dakar/people/"
    given = form_of(focal, path)
    assert focal.post(path, {**given, "name": "New director", "member": "lagos"}).status_code == 302
    assert Proposal.objects.get().given["member"] == "dakar"
    assert focal.post(path, {**given, "name": "", "office_fr": "directeur"}).status_code == 400
    given = form_of(focal, f"{path}dakar-mayor/")
    assert focal.post(f"{path}dakar-mayor/", {**given, "until": "2021-04-30"}).status_code == 302
    assert focal.get(f"{path}lagos-mayor/").status_code == 404
    assert focal.post(f"{path}lagos-mayor/", given).status_code == 404
    lagos = make_account("focal-point-of-lagos")
    appoint_focal_point(person=lagos, member=Member.objects.get(slug="lagos"), by="operator")
    number = Proposal.objects.order_by("pk")[0].pk
    assert signed_in(lagos).get(f"/en/desk/my-member/lagos/proposals/{number}/").status_code == 404
    assert "New director" not in page_of(signed_in(lagos), "/en/desk/my-member/lagos/")


def test_a_focal_point_arrives_at_the_page_of_the_member(dakar, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite_focal_point(email="focal@example.org", member=dakar, language="fr", by="operator")
    found = re.search(r"(/fr/link/\S+)", str(mail.outbox[0].body))
    assert found
    arrived = client.post(found[1], follow=True)
    assert arrived.redirect_chain[-1][0] == "/fr/desk/my-member/dakar/"


def test_who_speaks_for_a_partner_too_or_is_an_expert_finds_those_pages_beside_and_the_way_back(dakar, focal):
    assert "my-partner" not in page_of(focal)
    person = FocalPoint.objects.get(member=dakar, person__email__startswith="focal").person
    appoint_partner_focal_point(person=person, partner=make_partner("alliance"), by="operator")
    appoint_expert(person=person, expert=make_expert("adviser"), by="operator")
    page = page_of(focal)
    assert 'href="/en/desk/my-partner/"' in page
    assert 'href="/en/desk/my-expert/"' in page
    other = focal.get("/en/desk/my-partner/alliance/").content.decode().partition("<main")[2]
    assert 'href="/en/desk/my-member/"' in other
