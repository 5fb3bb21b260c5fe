"""A practice from a draft to publication, and what keeps it true afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from metronome.accounts.enums import Role
from metronome.desk.actions import approve_proposal, publish_proposal, submit_proposal
from metronome.desk.models import Draft, Proposal
from metronome.desk.sheets import sheet_of
from metronome.exchange.actions import answer_flag, confirm_practice, raise_flag, verify_practice
from metronome.exchange.checked import CRITERIA, criterion_in_words, faults_of, missing
from metronome.exchange.claims import mark_of
from metronome.exchange.enums import FlagState, Proof
from metronome.exchange.held import held_practice
from metronome.exchange.letters import letter_of, token_of
from metronome.exchange.models import Collection, Flag, Letter, Practice
from metronome.exchange.queries import due_practices, practice_at, versions_of
from metronome.ground.audit import Line, verify
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.network.actions import appoint_focal_point
from metronome.network.models import Member
from tests.factories.accounts import make_account, make_office, signed_in
from tests.factories.desk import make_proposal
from tests.factories.exchange import make_collection, make_expert, make_practice, make_whole_practice
from tests.factories.network import make_member, make_network, text

pytestmark = pytest.mark.django_db
MINE = "/en/desk/my-member/dakar/practices/"


@pytest.fixture
def dakar():
    make_network()
    return make_member()


@pytest.fixture
def focal_point(dakar):
    person = make_account("focal-point")
    appoint_focal_point(person=person, member=dakar, by="operator")
    return person


def published(proposal: Proposal) -> Proposal:
    editor = make_office("editor-of-all", role=Role.EDITOR)
    if proposal.state != "in_review":
        submit_proposal(number=proposal.pk, by=proposal.author)
    approve_proposal(number=proposal.pk, by=editor)
    return publish_proposal(number=proposal.pk, by=editor)


def written(**fields: str) -> dict[str, str]:
    return {"collection": "solutions", "title_en": "Bus lanes", "version": "0", "do": "save", **fields}


def test_a_title_is_enough_for_a_draft_and_criteria_stop_what_is_sent(focal_point):
    make_collection(criteria=["summary", "claims", "sources"])
    browser = signed_in(focal_point)
    page = browser.get(f"{MINE}new/").content.decode()
    assert "at least one result" in page
    assert browser.post(f"{MINE}new/?language=en", written()).status_code == 302
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.given["member"], Practice.objects.count()) == ("draft", "dakar", 0)
    assert "a summary, at least one result" in browser.get(MINE).content.decode()
    rewrite = f"{MINE}proposals/{proposal.pk}/?language=en"
    sent = written(do="send", revision=str(proposal.revision), summary_en="Lanes")
    answer = browser.post(rewrite, sent)
    assert answer.status_code == 400
    assert "at least one result" in answer.content.decode()
    sent |= {"claims.0.label_en": "Riders", "claims.0.source": "Annual report"}
    assert browser.post(rewrite, sent).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "in_review"
    assert "looks at it" in browser.get(MINE).content.decode()


def test_what_a_city_writes_is_published_by_another_hand_and_never_for_another_city(focal_point, client):
    make_collection()
    browser = signed_in(focal_point)
    browser.post(f"{MINE}new/?language=en", written(do="send", member="lagos", city="Lagos"))
    proposal = Proposal.objects.get()
    assert client.get("/en/practices/bus-lanes/").status_code == 404
    with pytest.raises(Refusal):
        approve_proposal(number=proposal.pk, by=focal_point)
    published(proposal)
    practice = Practice.objects.get(slug="bus-lanes")
    assert (str(practice.member), practice.city, practice.published_on) == ("dakar", "", timezone.localdate())
    assert "Bus lanes" in client.get("/en/practices/bus-lanes/").content.decode()
    assert verify() == []


def test_a_city_opens_nothing_of_another_city(focal_point):
    lagos = make_member("lagos")
    make_practice(member=lagos)
    browser = signed_in(focal_point)
    for address in ("", "new/", "bus-lanes/change/"):
        assert browser.get(f"/en/desk/my-member/lagos/practices/{address}").status_code == 404
    assert browser.get(f"{MINE}bus-lanes/change/").status_code == 404
    assert browser.post(f"{MINE}bus-lanes/confirm/").status_code == 404


def test_another_writer_of_the_same_city_reads_a_draft_and_does_not_write_it(focal_point, dakar):
    make_collection()
    signed_in(focal_point).post(f"{MINE}new/?language=en", written())
    other = make_account("other")
    appoint_focal_point(person=other, member=dakar, by="operator")
    browser = signed_in(other)
    assert "Bus lanes" in browser.get(MINE).content.decode()
    assert browser.get(f"{MINE}proposals/{Proposal.objects.get().pk}/").status_code == 404


def test_what_is_typed_is_kept_as_a_draft_of_its_writer(focal_point):
    make_collection()
    browser = signed_in(focal_point)
    assert browser.post(f"{MINE}draft/?identity=dakar", written(title_en="Half a ti")).status_code == 200
    assert "typed changes that were not sent" in browser.get(f"{MINE}new/").content.decode()
    page = browser.get(f"{MINE}new/?language=en&draft={Draft.objects.get().pk}").content.decode()
    assert "Half a ti" in page
    assert browser.post(f"{MINE}draft/?identity=lagos", written()).status_code == 404


def test_another_row_and_another_language_lose_nothing_that_was_typed(focal_point):
    make_collection()
    browser = signed_in(focal_point)
    page = browser.post(f"{MINE}new/?language=en", written(more="claims", **{"claims.0.label_en": "Riders"}))
    body = page.content.decode()
    assert (page.status_code, "Riders" in body, 'name="claims.1.label_en"' in body) == (200, True, True)
    assert Proposal.objects.count() == 0


def test_an_update_makes_a_version_that_can_be_read_and_confirms_the_practice(focal_point, client):
    make_collection()
    browser = signed_in(focal_point)
    browser.post(f"{MINE}new/?language=en", written(do="send", summary_en="Two lanes"))
    published(Proposal.objects.get())
    assert "Two lanes" in browser.get(f"{MINE}bus-lanes/change/?language=en").content.decode()
    version = Line.objects.filter(subject="practice:bus-lanes").latest("number").number
    changed = written(do="send", summary_en="Three lanes", version=str(version))
    assert browser.post(f"{MINE}bus-lanes/change/?language=en", changed).status_code == 302
    proposal = Proposal.objects.latest("pk")
    approve_proposal(number=proposal.pk, by="person:0")
    publish_proposal(number=proposal.pk, by="person:0")
    practice = Practice.objects.get()
    first, second = versions_of("bus-lanes")
    assert (str(practice.summary), practice.confirmed_on) == ("Three lanes", timezone.localdate())
    assert str(practice_at(practice, first).summary) == "Two lanes"
    assert practice_at(practice, second) == held_practice(practice)
    assert "Two lanes" in client.get("/en/practices/bus-lanes/versions/1/").content.decode()
    assert "Version 2" in client.get("/en/practices/bus-lanes/").content.decode()
    assert client.get("/en/practices/bus-lanes/versions/3/").status_code == 404


def test_two_who_changed_the_same_field_are_told_and_nothing_is_lost(focal_point):
    make_practice(member=Member.objects.get())
    browser = signed_in(focal_point)
    make = {"title_en": "Ours", "title_fr": "Bus Lanes", "collection": "solutions", "version": "0", "do": "save"}
    published(make_proposal("practices", "bus-lanes", title=text("Theirs"), by="person:7"))
    answer = browser.post(f"{MINE}bus-lanes/change/?language=fr", {**make, "title_fr": "Ours"})
    assert answer.status_code == 409
    assert "Ours" in answer.content.decode()


# What holds together


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"city": "Elsewhere"}, "member"),
        ({"since": 2021, "until": 2020}, "until"),
        ({"since": 21}, "since"),
        ({"goals": ("18",)}, "goals"),
        ({"goals": ("5", "5")}, "goals"),
    ],
)
def test_a_practice_that_does_not_hold_together_is_refused_at_its_field(fields, field):
    given = held_practice(make_practice(member=make_member()))
    assert [fault.field for fault in faults_of(replace(given, **fields))] == [field]


def test_every_criterion_is_missing_from_nothing_and_named_in_words():
    given = replace(sheet_of("practices").empty(), title=text("Bus"))
    asked = [name for name in CRITERIA if name != "sources"]
    assert missing(given, asked) == asked
    assert all(criterion_in_words(name) != name for name in CRITERIA)


# Trust


def test_a_city_verifies_a_practice_of_another_once_and_never_its_own(dakar):
    make_practice(member=dakar)
    make_member("lagos")
    verify_practice(practice="bus-lanes", kind=Proof.PEER, member="lagos", by="person:1")
    for member in ("dakar", "lagos", ""):
        with pytest.raises(Refusal):
            verify_practice(practice="bus-lanes", kind=Proof.PEER, member=member, by="person:1")
    with pytest.raises(Refusal):
        verify_practice(practice="bus-lanes", kind=Proof.SOURCE, said=" ", by="person:1")
    verify_practice(practice="bus-lanes", kind=Proof.AWARD, said="Award 2020", by="person:2")
    practice = Practice.objects.get()
    assert [(one.kind, one.said) for one in practice.verifications.all()] == [("peer", ""), ("award", "Award 2020")]
    assert versions_of("bus-lanes") == []


def test_a_result_is_checked_by_itself_and_a_changed_one_is_checked_by_nobody(dakar, client):
    practice = make_whole_practice(member=dakar)
    make_member("lagos")
    mark = mark_of(practice.claims.get())
    verify_practice(practice="bus-lanes", kind=Proof.PEER, member="lagos", claim=mark, by="person:1")
    verify_practice(practice="bus-lanes", kind=Proof.SOURCE, said="Counting of 2021", claim=mark, by="person:2")
    with pytest.raises(Refusal):
        verify_practice(practice="bus-lanes", kind=Proof.PEER, member="lagos", claim=mark, by="person:1")
    page = client.get("/en/practices/bus-lanes/").content.decode()
    results = page[page.index('id="results"') : page.index('id="conditions"')]
    assert "by Lagos" in results
    assert "Counting of 2021" in results
    assert "Nobody else has verified it yet." in page  # the whole of it
    practice.claims.update(value=Decimal(90))
    client.get("/en/")
    assert "Counting of 2021" not in client.get("/en/practices/bus-lanes/?anew").content.decode()
    with pytest.raises(Refusal):
        verify_practice(practice="bus-lanes", kind=Proof.AWARD, said="Award", claim=mark, by="person:2")


def test_a_translation_of_a_result_leaves_its_check_and_its_words_do_not(dakar):
    make_whole_practice(member=dakar)
    given = sheet_of("practices").held("bus-lanes").claims[0]
    assert mark_of(replace(given, label=given.label.with_text("en", "Passengers"))) == mark_of(given)
    for change in ({"value": Decimal(13)}, {"source": "elsewhere"}, {"label": given.label.with_text("fr", "Usagers")}):
        assert mark_of(replace(given, **change)) != mark_of(given)


def test_a_focal_point_and_the_desk_choose_which_result_they_have_seen(focal_point, dakar):
    practice = make_whole_practice(member=make_member("lagos"))
    mark = mark_of(practice.claims.get())
    city, desk = signed_in(focal_point), signed_in(make_account("editor", role=Role.EDITOR))
    assert f'value="{mark}" selected' in city.get(f"/en/practices/bus-lanes/verify/?claim={mark}").content.decode()
    city.post("/en/practices/bus-lanes/verify/", {"member": "dakar", "claim": mark})
    sent = {"claim": mark, "kind": "source", "said": "Register"}
    assert desk.post("/en/desk/exchange/practices/bus-lanes/", sent).status_code == 302
    assert desk.post("/en/desk/exchange/practices/bus-lanes/", {**sent, "claim": "none"}).status_code == 400
    assert [(one.kind, one.claim) for one in practice.verifications.all()] == [("peer", mark), ("source", mark)]
    assert "Bus Lanes" in desk.get("/en/desk/exchange/").content.decode()  # the whole of it is not verified


def test_a_confirmation_moves_the_clock_and_a_proposal_that_was_open_keeps_it(dakar):
    make_practice(member=dakar, collection=make_collection(confirm_months=1))
    assert [row.slug for row in due_practices(date(2021, 3, 1))] == ["bus-lanes"]
    proposal = make_proposal("practices", "bus-lanes", award="Prize")
    confirm_practice(practice="bus-lanes", on=date(2021, 3, 1), by="person:1")
    assert due_practices(date(2021, 3, 31)) == []
    with pytest.raises(Refusal):
        confirm_practice(practice="bus-lanes", on=date(2021, 2, 28), by="person:1")
    published(proposal)
    practice = Practice.objects.get()
    assert (practice.award, practice.confirmed_on) == ("Prize", date(2021, 3, 1))


def test_a_focal_point_confirms_and_another_city_says_that_it_has_seen_it(focal_point, dakar):
    make_practice(member=dakar)
    own = signed_in(focal_point)
    assert "This practice is your own." in own.get("/en/practices/bus-lanes/verify/").content.decode()
    assert own.post(f"{MINE}bus-lanes/confirm/").status_code == 302
    other = make_account("lagos-point")
    appoint_focal_point(person=other, member=make_member("lagos"), by="operator")
    browser = signed_in(other)
    assert browser.post("/en/practices/bus-lanes/verify/", {"member": "dakar"}).status_code == 302
    assert browser.post("/en/practices/bus-lanes/verify/", {"member": "lagos"}).status_code == 302
    practice = Practice.objects.get()
    assert practice.confirmed_on == timezone.localdate()
    assert [str(one.member) for one in practice.verifications.all()] == ["lagos"]


# Reports


def test_anybody_reports_a_practice_and_only_reviewers_read_it(dakar, client):
    practice = make_practice(member=dakar)
    sent = {"concern": "wrong", "text": "Kanarienvogel", "email": "reader@example.org"}
    assert client.post("/en/practices/bus-lanes/report/", sent).status_code == 302
    flag = Flag.objects.get()
    assert (flag.text, flag.state) == ("Kanarienvogel", "open")
    assert "Kanarienvogel" not in client.get("/en/practices/bus-lanes/").content.decode()
    assert not Line.objects.filter(change__icontains="Kanarienvogel").exists()
    officer, editor = make_account("officer", role=Role.OFFICER), make_account("editor", role=Role.EDITOR)
    address = f"/en/desk/exchange/flags/{flag.pk}/"
    assert signed_in(officer).get(address).status_code == 404
    browser = signed_in(editor)
    assert "Kanarienvogel" in browser.get(address).content.decode()
    assert "Bus Lanes" in browser.get("/en/desk/exchange/").content.decode()
    assert browser.post(address, {"state": "upheld", "answer": "Mended."}).status_code == 302
    with pytest.raises(Refusal):
        answer_flag(flag=flag.pk, state=FlagState.DISMISSED, answer="No", by=editor)
    with pytest.raises(Refusal):
        raise_flag(practice=practice, concern="wrong", text=" ", by="visitor")


def test_very_many_reports_from_one_place_are_refused(dakar, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "report": "2/h/ip"}
    make_practice(member=dakar)
    sent = {"concern": "wrong", "text": "No"}
    answers = [client.post("/en/practices/bus-lanes/report/", sent).status_code for _ in range(3)]
    assert answers == [302, 302, 400]
    assert Flag.objects.count() == 2


# Letters


def test_a_question_and_its_answer_are_carried_without_an_address(focal_point, dakar):
    make_whole_practice(member=make_member("lagos"))
    browser = signed_in(focal_point)
    assert browser.post("/en/practices/bus-lanes/ask/", {"text": "How many buses?"}).status_code == 302
    (question,) = mail.outbox
    assert question.to == ["buses@city.example"]
    assert "How many buses?" in question.body
    assert focal_point.email not in f"{question.body}{question.subject}{question.reply_to}{question.from_email}"
    token = token_of(Letter.objects.get())
    assert f"/answers/{token}/" in question.body
    visitor = signed_in(make_account("anybody"))
    assert visitor.post(f"/en/answers/{token}/", {"answer": "Two hundred."}).status_code == 302
    answer = mail.outbox[1]
    assert answer.to == [focal_point.email]
    assert "Two hundred." in answer.body
    assert "buses@city.example" not in f"{answer.body}{answer.subject}{answer.reply_to}{answer.from_email}"
    assert "Two hundred." not in str(list(Line.objects.values_list("change", flat=True)))
    assert visitor.post(f"/en/answers/{token}/", {"answer": "Again"}).status_code == 400
    assert visitor.get("/en/answers/nothing/").status_code == 404
    with pytest.raises(Letter.DoesNotExist):
        letter_of("nothing")


def test_an_expert_is_asked_in_the_same_way_and_only_by_those_who_take_part(focal_point, client):
    make_expert()
    make_expert("gone", withdrawn_on=date(2021, 1, 2))
    browser = signed_in(focal_point)
    assert client.get("/en/experts/head-of-buses/ask/").status_code == 302
    assert signed_in(make_account("nobody")).get("/en/experts/head-of-buses/ask/").status_code == 404
    assert browser.get("/en/experts/gone/ask/").status_code == 404
    assert browser.post("/en/experts/head-of-buses/ask/", {"text": "May I?"}).status_code == 302
    assert mail.outbox[0].to == ["expert@city.example"]


def test_the_sheet_of_collections_knows_its_criteria(dakar):
    make_collection()
    sheet = sheet_of("collections")
    given = sheet.held("solutions")
    assert sheet.tidy(replace(given, criteria=("summary",))).criteria == ("summary",)
    with pytest.raises(Refusal):
        sheet.tidy(replace(given, criteria=("beauty",)))
    published(make_proposal("collections", "solutions", asks=Text.of({"fr": "Tout"}, source="fr")))
    assert str(Collection.objects.get().asks) == "Tout"
