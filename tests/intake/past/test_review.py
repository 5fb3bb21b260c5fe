"""What a report tells is reviewed by people: nothing of it is in the record unseen, and nothing twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.utils import IntegrityError
from django.test import Client
from django.utils import timezone

from metronome.accounts.enums import Role
from metronome.ground import audit
from metronome.ground.refusal import Refusal
from metronome.intake.enums import ProposalState
from metronome.intake.models import ProposedActivity, Reading
from metronome.intake.past.actions import accept_proposed, hand_in_or_ask, reject_proposed, reopen_proposed
from metronome.intake.past.shown import noting_of, typed_in
from metronome.record.enums import State
from metronome.record.models import Activity
from metronome.record.vocabulary import vocabulary
from tests.factories.accounts import make_account, signed_in
from tests.intake.past.test_reports import BULLETINS

pytestmark = pytest.mark.django_db


def hand_in_report(**given: Any) -> Reading:
    """A plain text, which is read at once."""
    reading = hand_in_or_ask(**given)
    assert isinstance(reading, Reading)
    return reading


@pytest.fixture
def reading(caspian) -> Reading:
    return hand_in_report(content=BULLETINS["en"].encode(), label="bulletin.txt", by="officer")


def accepted(reading: Reading, number: int, **more: str) -> Activity:
    proposed = reading.proposed.get(number=number)
    data = typed_in(proposed)
    for name, value in {"kind": "sounding", **more}.items():
        data[name] = value
    given = noting_of(proposed, data, vocabulary()).given()
    assert given is not None
    return accept_proposed(reading=reading.pk, number=number, given=given, by="officer")


def test_handing_in_writes_nothing_into_the_record_and_names_what_it_has(reading):
    kept, fresh = reading.proposed.all()
    assert (kept.state, kept.activity.code) == (ProposalState.KEPT, "berth-calendar")
    assert (fresh.state, fresh.activity, fresh.title) == (ProposalState.OPEN, None, "A gauge for all")
    assert not Activity.objects.exclude(state__in=(State.PUBLISHED, State.CANCELLED)).exists()
    assert audit.verify() == []


def test_the_same_file_twice_finds_the_earlier_reading(reading):
    again = hand_in_report(content=BULLETINS["en"].encode(), label="another name.txt", by="editor")
    assert (again.pk, again.label) == (reading.pk, "bulletin.txt")
    assert Reading.objects.count() == 1


def test_what_is_accepted_is_a_draft_with_what_was_read_and_where(reading):
    activity = accepted(reading, 2)
    assert (activity.state, activity.author, activity.approver) == (State.DRAFT, "officer", "")
    assert str(activity.title) == "A gauge for all"
    assert activity.source.startswith("bulletin.txt, lines ")
    assert [tag.result.code for tag in activity.result_tags.all()] == ["G1.1"]
    assert [tag.challenge.code for tag in activity.challenge_tags.all()] == ["silt"]
    assert [str(part.member) for part in activity.involvements.all()] == ["anzali"]
    assert [str(day.last_day) for day in activity.occurrences.all()] == ["2021-11-05"]
    proposed = reading.proposed.get(number=2)
    assert (proposed.state, proposed.activity, proposed.decided_by) == (ProposalState.ACCEPTED, activity, "officer")
    with pytest.raises(Refusal, match="accepted as a draft"):
        accepted(reading, 2)


def test_what_the_record_has_comes_in_only_as_another_one(reading):
    with pytest.raises(Refusal, match="on record already"):
        accepted(reading, 1)
    reopen_proposed(reading=reading.pk, number=1, by="officer")
    assert accepted(reading, 1).code != "berth-calendar"


def test_what_somebody_noted_meanwhile_is_not_doubled(reading):
    noted = accepted(reading, 2)
    other = hand_in_report(
        content=BULLETINS["en"].replace("Money", "Cash", 1).encode(), label="copy.txt", by="officer"
    )
    assert other.proposed.get(number=2).activity == noted
    ProposedActivity.objects.filter(reading=other).update(state=ProposalState.OPEN, activity=None)
    with pytest.raises(Refusal, match="has this activity already"):
        accepted(other, 2)


def test_rejecting_wants_a_reason_and_can_be_taken_back(reading):
    with pytest.raises(Refusal, match="Say why"):
        reject_proposed(reading=reading.pk, number=2, why=" ", by="officer")
    assert reject_proposed(reading=reading.pk, number=2, why="Not ours.", by="officer").state == ProposalState.REJECTED
    assert audit.Line.objects.latest("number").verb == "reject"
    assert reopen_proposed(reading=reading.pk, number=2, by="officer").state == ProposalState.OPEN
    accepted(reading, 2)
    with pytest.raises(Refusal):
        reopen_proposed(reading=reading.pk, number=2, by="officer")


def test_the_database_has_the_last_word(reading):
    proposed = reading.proposed.get(number=2)
    proposed.state, proposed.decided_by, proposed.decided_at = ProposalState.ACCEPTED, "officer", timezone.now()
    with pytest.raises(IntegrityError):
        proposed.save()


@pytest.fixture
def officer(caspian) -> Client:
    return signed_in(make_account("officer", role=Role.OFFICER))


def test_an_officer_hands_in_reviews_and_accepts_in_the_browser(officer):
    file = SimpleUploadedFile("bulletin.txt", BULLETINS["en"].encode())
    answer = officer.post("/en/desk/past/", {"upload": file, "layout": "", "period": ""})
    reading = Reading.objects.get()
    assert answer["Location"] == f"/en/desk/past/{reading.pk}/"
    page = officer.get(answer["Location"]).content.decode()
    assert "A gauge for all" in page
    assert "berth-calendar" in page
    address = f"/en/desk/past/{reading.pk}/2/"
    page = officer.get(address).content.decode()
    assert "Readings were compared." in page
    assert 'value="challenge:goals-2021/silt" checked' in page
    data = dict(typed_in(reading.proposed.get(number=2)).lists())
    refused = officer.post(address, data)
    assert refused.status_code == 400
    assert "Choose a kind." in refused.content.decode()
    looked_up = officer.post(address, {**data, "do": "more", "find_member": "Baku"}).content.decode()
    assert 'value="baku" checked' in looked_up
    answer = officer.post(address, {**data, "kind": "sounding", "find_member": "Baku"})
    assert answer["Location"] == f"/en/desk/past/{reading.pk}/"
    draft = Activity.objects.get(state=State.DRAFT)
    assert {str(part.member) for part in draft.involvements.all()} == {"anzali", "baku"}
    assert draft.code in officer.get("/en/desk/").content.decode()


def test_what_cannot_be_read_is_said_at_the_form(officer):
    for content, words in ((b"nothing of all that", "which period"), (b"<html>", "neither a picture")):
        answer = officer.post("/en/desk/past/", {"upload": SimpleUploadedFile("x.txt", content)})
        assert answer.status_code == 400
        assert words in answer.content.decode()
    answer = officer.post("/en/desk/past/", {"upload": SimpleUploadedFile("x.txt", b"x"), "period": "some day"})
    assert "This is no period" in answer.content.decode()


def test_as_many_questions_for_many_reports_as_for_one(officer, django_assert_max_num_queries):
    hand_in_report(content=BULLETINS["en"].encode(), label="one.txt", by="officer")
    officer.get("/en/desk/past/")
    with django_assert_max_num_queries(40) as first:
        officer.get("/en/desk/past/")
    for name in ("Cash", "Coins"):
        hand_in_report(content=BULLETINS["en"].replace("Money", name, 1).encode(), label=name, by="officer")
    with django_assert_max_num_queries(len(first)):
        officer.get("/en/desk/past/")
