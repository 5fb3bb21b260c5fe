"""A report that has to be opened is read by a worker; one is read again when more names are known, and no decision of
anybody is lost by that."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metronome.accounts.enums import Role
from metronome.ground.audit import Line
from metronome.ground.deposits import deposit
from metronome.intake.enums import ProposalState
from metronome.intake.models import Reading
from metronome.intake.past.actions import (
    hand_in_or_ask,
    read_again,
    read_kept,
    reject_proposed,
    reopen_proposed,
)
from metronome.network.enums import AliasKind
from metronome.network.models import Alias, Member
from metronome.tasks.models import Task
from tests.factories.accounts import make_account, signed_in
from tests.factories.tasks import work_off
from tests.intake.past.test_reports import BULLETINS

pytestmark = pytest.mark.django_db
TEXT = BULLETINS["en"]


def word(text: str) -> bytes:
    made, document = io.BytesIO(), docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(made)
    return made.getvalue()


@pytest.fixture
def officer(caspian):
    return make_account("officer", role=Role.OFFICER)


def reading_of(text: str = TEXT) -> Reading:
    return read_kept(file=deposit(text.encode()), label="bulletin.txt", by="officer")


def test_a_word_document_is_read_by_a_worker_and_found_from_its_task(officer):
    browser = signed_in(officer)
    answer = browser.post("/en/desk/past/", {"upload": SimpleUploadedFile("bulletin.docx", word(TEXT))})
    assert answer["Location"] == f"/en/desk/tasks/{Task.objects.get().pk}/"
    assert not Reading.objects.exists()
    (done,) = work_off()
    reading = Reading.objects.get()
    assert (done.state, done.href) == ("done", f"/en/desk/past/{reading.pk}/")
    assert (reading.label, reading.by, reading.proposed.count()) == ("bulletin.docx", str(officer), 2)


def test_the_same_document_is_one_task_and_one_reading(officer):
    asked = [hand_in_or_ask(content=(content := word(TEXT)), label="one.docx", by=officer)]
    asked.append(hand_in_or_ask(content=content, label="two.docx", by=officer))
    assert asked[0] == asked[1]
    work_off()
    assert hand_in_or_ask(content=content, label="three.docx", by=officer) == Reading.objects.get()


def test_a_plain_text_is_read_while_its_sender_waits(officer):
    file = SimpleUploadedFile("bulletin.txt", TEXT.encode())
    answer = signed_in(officer).post("/en/desk/past/", {"upload": file})
    assert answer["Location"] == f"/en/desk/past/{Reading.objects.get().pk}/"


def test_a_broken_document_is_refused_by_its_task_with_the_remedy(officer):
    hand_in_or_ask(content=b"%PDF-1.7\nnot one", label="broken.pdf", by=officer)
    (done,) = work_off()
    assert (done.state, bool(done.words), bool(done.remedy)) == ("refused", True, True)
    assert not Reading.objects.exists()


def test_a_period_that_was_said_reaches_the_worker(officer):
    text = TEXT.replace(TEXT.splitlines()[0], "A bulletin")
    browser = signed_in(officer)
    browser.post("/en/desk/past/", {"upload": SimpleUploadedFile("b.docx", word(text)), "period": "2021-07..2021-12"})
    work_off()
    assert str(Reading.objects.get().period) == "2021-07..2021-12"


def test_what_an_attempt_before_has_read_is_not_read_twice(officer):
    reading = reading_of()
    assert read_kept(file=reading.file, label="again", by=officer) == reading


# Reading again


def learn(spelling: str, slug: str) -> None:
    Alias.objects.create(member=Member.objects.get(slug=slug), spelling=spelling, kind=AliasKind.SPELLING)


def members(reading: Reading) -> list[list[str | None]]:
    return [[found["value"] for found in one.told["members"]] for one in reading.proposed.all()]


@pytest.fixture
def unknown(caspian) -> tuple[Reading, str, str]:
    """A reading with a member that was not recognised: its spelling, and whom it means."""
    known = reading_of()
    for one in known.proposed.filter(state=ProposalState.OPEN):
        for found in one.told["members"]:
            if found["value"]:
                spelling = "Zzyzx by the sea"
                text = TEXT.replace(found["printed"], spelling)
                Reading.objects.all().delete()
                return reading_of(text), spelling, found["value"]
    raise AssertionError("nobody is named in the bulletin")


def test_a_name_that_was_learnt_is_recognised_when_the_report_is_read_again(unknown, officer):
    reading, spelling, slug = unknown
    assert slug not in [value for row in members(reading) for value in row]
    learn(spelling, slug)
    signed_in(officer).post(f"/en/desk/past/{reading.pk}/again/")
    assert slug in [value for row in members(reading) for value in row]
    assert Line.objects.filter(verb="read_again", subject=str(reading)).count() == 1
    assert read_again(reading=reading, by=officer) == 0
    assert Line.objects.filter(verb="read_again").count() == 1


def test_what_somebody_decided_stays_when_the_report_is_read_again(unknown, officer):
    reading, spelling, slug = unknown
    before = [(one.number, one.title) for one in reading.proposed.all()]
    fresh = reading.proposed.filter(state=ProposalState.OPEN).first()
    reject_proposed(reading=reading.pk, number=fresh.number, why="Held by others.", by=officer)
    learn(spelling, slug)
    assert read_again(reading=reading, by=officer) == 0
    assert reading.proposed.get(pk=fresh.pk).state == ProposalState.REJECTED
    assert [(one.number, one.title) for one in reading.proposed.all()] == before


def test_what_was_said_to_be_another_activity_stays_open(caspian, officer):
    reading = reading_of()
    kept = reading.proposed.get(state=ProposalState.KEPT)
    reopen_proposed(reading=reading.pk, number=kept.number, by=officer)
    read_again(reading=reading, by=officer)
    kept.refresh_from_db()
    assert (kept.state, kept.activity, kept.is_another) == (ProposalState.OPEN, None, True)


def test_a_document_is_read_again_by_a_worker(officer):
    hand_in_or_ask(content=word(TEXT), label="bulletin.docx", by=officer)
    work_off()
    reading = Reading.objects.get()
    answer = signed_in(officer).post(f"/en/desk/past/{reading.pk}/again/")
    assert answer["Location"] == f"/en/desk/tasks/{Task.objects.latest('pk').pk}/"
    (done,) = work_off()
    assert (done.state, done.words) == ("done", "0 activities are told otherwise by now.")
