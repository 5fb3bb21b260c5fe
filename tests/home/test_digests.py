"""Digests: one letter for each person and period, about what is theirs, and never the same twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.accounts.queries import letters_token
from metronome.cli import main
from metronome.desk.actions import propose, return_proposal, submit_proposal
from metronome.desk.sheets import sheet_of
from metronome.ground.audit import Entry, Line, note_all
from metronome.home.digests.actions import Sent, send_digests
from metronome.home.models import Digest
from metronome.network.actions import answer_correction, appoint_focal_point
from metronome.network.models import FocalPoint, Member
from metronome.record.enums import State
from tests.factories.accounts import make_account, signed_in
from tests.factories.listening import make_bilateral
from tests.factories.network import make_correction, make_member, make_network, text
from tests.factories.record import make_activity, make_mention

pytestmark = pytest.mark.django_db
#: Stands in everything that is another member's, or confidential, and nowhere else.
CANARY = "Kanarienvogel"


@pytest.fixture
def dakar(db) -> Member:
    make_network(languages=["fr", "en"], required_languages=["fr"])
    return make_member("dakar")


def speaks(member: Member, language: str = "") -> Person:
    person = make_account(f"focal-point-of-{member.slug}", language=language)
    grant = appoint_focal_point(person=person, member=member, by="operator")
    FocalPoint.objects.filter(pk=grant.pk).update(since=timezone.now() - timedelta(days=60))
    return person


def published(*subjects: str) -> None:
    """Lines that say that these were published just now."""
    note_all(by="editor", entries=[Entry("publish", subject, {}) for subject in subjects], public=True)


def noted(member: Member, word: str) -> None:
    """An activity, a mention and a meeting of a member, published just now."""
    name = member.slug
    make_activity(f"{name}-forum", title=text(f"{word} forum"), members=[member])
    make_mention(f"{name}-press", outlet=f"{word} press", member=member)
    make_bilateral(f"{name}-heard", member=member, notes=CANARY, needs=text(CANARY), follow_up=text(CANARY))
    published(f"activity:{name}-forum", f"mention:{name}-press", f"bilateral:{name}-heard")


def coming(days: int = 0) -> date:
    """A Monday after this week, so that today lies in the week that has ended."""
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday() + days)


def bodies() -> list[str]:
    """Every letter: its text and its HTML in one."""
    found = []
    for letter in mail.outbox:
        assert isinstance(letter, EmailMultiAlternatives)
        found.append(f"{letter.subject}\n{letter.body}\n{letter.alternatives[0][0]!s}")
    return found


def test_a_focal_point_is_written_in_their_language_what_is_new_about_the_member(dakar):
    speaks(dakar, language="fr")
    noted(dakar, "Sunbird")
    assert send_digests(day=coming(), by="operator") == Sent(sent=1, failed=0, silent=0)
    letter = bodies()[0]
    assert "Sunbird forum" in letter
    assert "Sunbird press" in letter
    assert "17 mars 2021" in letter
    assert "/fr/desk/my-member/" in letter
    assert letter.count("<a href") == 2
    assert mail.outbox[0].extra_headers["List-Unsubscribe"].startswith("<http")
    assert Line.objects.order_by("-number").values_list("verb", flat=True).first() == "send"


def test_no_letter_tells_of_another_member_or_of_what_is_confidential(dakar):
    lagos = make_member("lagos", name=text(f"{CANARY} city"))
    speaks(dakar)
    make_account("officer", role=Role.OFFICER)
    noted(dakar, "Sunbird")
    noted(lagos, CANARY)
    make_correction(lagos, make_account("focal-point-of-lagos"), about=CANARY, wanted=CANARY)
    for state in (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.CANCELLED):
        code = f"hidden-{state}".replace("_", "-")
        make_activity(code, title=text(CANARY), state=state, members=[dakar])
        published(f"activity:{code}")
    make_mention("taken-back", outlet=CANARY, member=dakar, is_cancelled=True)
    published("mention:taken-back")
    send_digests(day=coming(), by="operator")
    written = {letter.to[0]: body for letter, body in zip(mail.outbox, bodies(), strict=True)}
    assert CANARY not in written["focal-point-of-dakar@example.org"]
    assert CANARY in written["officer@example.org"]  # whose work it is to answer the other member


def test_the_same_days_are_told_once(dakar):
    speaks(dakar)
    noted(dakar, "Sunbird")
    day = coming()
    assert send_digests(day=day, by="operator").sent == 1
    assert send_digests(day=day, by="operator") == Sent(sent=0, failed=0, silent=0)
    assert send_digests(day=day + timedelta(days=6), by="operator") == Sent(sent=0, failed=0, silent=0)
    assert send_digests(day=day + timedelta(days=7), by="operator") == Sent(sent=0, failed=0, silent=1)
    assert len(mail.outbox) == 1
    assert Digest.objects.get().sent_at is not None


def test_a_week_is_told_when_it_has_ended_even_if_a_run_was_missed(dakar):
    speaks(dakar)
    noted(dakar, "Sunbird")
    assert send_digests(day=timezone.localdate(), by="operator").sent == 0
    assert send_digests(day=coming(3 + 14), by="operator").sent == 1
    digest = Digest.objects.get()
    assert (digest.last - digest.first).days == 31


def test_whoever_keeps_the_record_is_written_every_day_what_waits(dakar):
    editor = make_account("editor", role=Role.EDITOR, language="en")
    make_activity("theirs", title=text("A forum to review"), state=State.IN_REVIEW)
    make_activity("own", title=text("A draft"), state=State.DRAFT, author=str(editor))
    make_correction(dakar, speaks(dakar), about="A forum elsewhere")
    day = timezone.localdate()
    assert send_digests(day=day, by="operator").sent == 1
    letter = bodies()[0]
    assert "A forum to review" in letter
    assert "A forum elsewhere" in letter
    assert "A draft" not in letter
    assert "/en/desk/" in letter
    assert send_digests(day=day + timedelta(days=1), by="operator").sent == 1


def test_without_anything_to_say_there_is_no_letter(dakar):
    speaks(dakar)
    make_account("editor", role=Role.EDITOR)
    make_account("finance", role=Role.FINANCE)
    assert send_digests(day=coming(), by="operator") == Sent(sent=0, failed=0, silent=3)
    assert mail.outbox == []
    assert not Line.objects.filter(verb="send").exists()


def test_an_answer_stands_in_the_digest(dakar):
    person = speaks(dakar)
    request = make_correction(dakar, person, about="The forum")
    answer_correction(correction=request, accepted=False, answer="It was announced so.", by="officer")
    send_digests(day=coming(), by="operator")
    assert "It was announced so." in bodies()[0]


def test_what_people_wrote_is_no_markup_in_a_letter(dakar):
    speaks(dakar)
    make_activity("forum", title=text("<script>alert(1)</script>\nBcc: a@b.org"), members=[dakar])
    published("activity:forum")
    send_digests(day=coming(), by="operator")
    letter = mail.outbox[0]
    assert isinstance(letter, EmailMultiAlternatives)
    assert "<script" not in str(letter.alternatives[0][0])
    assert "<script>" in str(letter.body)


def test_many_things_are_counted_rather_than_listed(dakar):
    speaks(dakar, language="en")
    for number in range(11):
        make_activity(f"forum-{number}", title=text(f"Forum {number}"), members=[dakar])
    published(*(f"activity:forum-{number}" for number in range(11)))
    send_digests(day=coming(), by="operator")
    assert "and 3 more" in str(mail.outbox[0].body)


def test_a_letter_that_the_server_does_not_take_is_tried_again(dakar, monkeypatch):
    speaks(dakar)
    noted(dakar, "Sunbird")

    def refused(self: EmailMultiAlternatives) -> int:
        raise SMTPException("full")

    with monkeypatch.context() as broken:
        broken.setattr(EmailMultiAlternatives, "send", refused)
        assert send_digests(day=coming(), by="operator") == Sent(sent=0, failed=1, silent=0)
    assert send_digests(day=coming(), by="operator").sent == 1


def test_a_letter_begun_when_the_machine_stopped_is_not_sent_again(dakar, monkeypatch):
    speaks(dakar)
    noted(dakar, "Sunbird")

    def stopped(self: EmailMultiAlternatives) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(EmailMultiAlternatives, "send", stopped)
        with pytest.raises(KeyboardInterrupt):
            send_digests(day=coming(), by="operator")
    assert send_digests(day=coming(), by="operator").sent == 0
    assert Digest.objects.get().sent_at is None


def test_a_person_chooses_the_rhythm_on_their_account_or_by_the_letter(dakar):
    person = speaks(dakar)
    noted(dakar, "Sunbird")
    assert signed_in(person).post("/en/account/digest/", {"digest": "daily"}).status_code == 302
    person.refresh_from_db()
    assert person.digest == "daily"
    path = f"/en/letters/{letters_token(person)}/"
    visitor = Client()
    assert visitor.get(path).status_code == 200
    person.refresh_from_db()
    assert person.digest == "daily"  # to look changes nothing
    assert "Kept" in visitor.post(path, {"digest": "never"}).content.decode()
    person.refresh_from_db()
    assert person.digest == "never"
    assert visitor.post(path, {"digest": "hourly"}).status_code == 400
    assert visitor.get("/en/letters/nothing/").status_code == 404
    assert send_digests(day=coming(), by="operator") == Sent(sent=0, failed=0, silent=0)


def test_who_no_longer_speaks_for_the_member_is_written_nothing(dakar):
    speaks(dakar)
    noted(dakar, "Sunbird")
    FocalPoint.objects.update(until=timezone.now())
    assert send_digests(day=coming(), by="operator") == Sent(sent=0, failed=0, silent=0)


def test_the_command_says_how_many_left(dakar, capsys, monkeypatch):
    monkeypatch.setattr("metronome.cli.operating.make_ready", lambda: None)
    speaks(dakar)
    noted(dakar, "Sunbird")
    day = coming().isoformat()
    assert main(["digest", "--date", day, "--language", "en"]) == 0
    assert "Digests sent: 1" in capsys.readouterr().out
    assert main(["digest", "--date", day, "--format", "json"]) == 0
    assert '"sent": 0' in capsys.readouterr().out
    assert main(["digest", "--date", "tomorrow", "--language", "en"]) == 1
    assert "tomorrow" in capsys.readouterr().err


def test_a_proposal_given_back_waits_for_its_focal_point_and_one_in_review_for_an_editor(dakar):
    person, editor = speaks(dakar, language="en"), make_account("editor", role=Role.EDITOR, language="en")
    given = replace(sheet_of("members").held("dakar"), website="https://dakar.example.org")
    proposal = propose(kind="members", identity="dakar", given=given, by=person)
    submit_proposal(number=proposal.pk, by=person)
    assert send_digests(day=coming(), by="operator").sent == 1
    assert mail.outbox[-1].to == [editor.email]
    assert "Member: Dakar" in bodies()[-1]
    return_proposal(number=proposal.pk, comment="Which page?", by=editor)
    assert send_digests(day=coming(1), by="operator").sent == 1
    assert mail.outbox[-1].to == [person.email]
    assert "Returned to you" in bodies()[-1]
    assert "/en/desk/my-member/" in bodies()[-1]
