"""A call that asks twice: a concept of everybody, and a proposal of those whose concept was chosen."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.test import Client

from metronome.accounts.enums import Role
from metronome.accounts.models import Appointment, Person
from metronome.calls.actions import (
    begin_application,
    confirm_check,
    find_eligible,
    keep_answers,
    remind_of_deadlines,
    submit_application,
    withdraw_application,
)
from metronome.calls.actions.deciding import (
    announce,
    apply_verdicts,
    propose_first,
    propose_verdict,
    release_feedback,
)
from metronome.calls.actions.inviting import invite_chosen
from metronome.calls.actions.panels import begin_round, freeze_method
from metronome.calls.actions.reviewing import send_review
from metronome.calls.applied import differences_shown
from metronome.calls.checked import faults_of
from metronome.calls.dossier.verifying import verify_dossier
from metronome.calls.dossier.writing import dossier_of, write_dossier
from metronome.calls.judging.entries import entries_of
from metronome.calls.judging.outcomes import reached
from metronome.calls.judging.results import results_of
from metronome.calls.models import (
    Application,
    Call,
    Criterion,
    EligibilityRule,
    Feedback,
    Outcome,
    Panel,
    Question,
    ReviewRound,
    Stage,
)
from metronome.calls.queries import call_answered_by, call_applied_to
from metronome.calls.versions import content_of, digest_of
from metronome.desk.sheets import sheet_of
from metronome.ground.audit import verify
from metronome.ground.refusal import Refusal
from tests.calls.applying import WITHIN, at, make_begun, typed
from tests.factories.accounts import make_office, signed_in
from tests.factories.calls import BEGAN, make_call
from tests.factories.network import make_network, text
from tests.factories.panels import make_juror, make_review

pytestmark = pytest.mark.django_db
#: By the clock of the call: in the stage of proposals, and after it.
PROPOSING, OVER = datetime(2021, 6, 15, 12, tzinfo=UTC), datetime(2021, 7, 1, 12, tzinfo=UTC)


def make_pilot() -> Call:
    """A call of two steps: the state of things is asked in both, the plan in the proposal alone."""
    make_network(languages=["fr", "en", "es"])
    call = make_call("pilot", kind="pilot")
    Stage.objects.filter(call=call).update(code="concept", label=text("Concepts"))
    Outcome.objects.create(call=call, code="invited", label=text("Invitée"), is_unlimited=True, order=0)
    Stage.objects.create(
        call=call, code="proposal", label=text("Propositions"), takes_applications=True, invites="invited",
        opens_on=date(2021, 6, 1), closes_on=date(2021, 6, 30), closes_at="18:00", order=2,
    )  # fmt: skip
    Question.objects.filter(code="since").update(stage="concept")
    Question.objects.create(
        call=call, code="plan", kind="text", label=text("Plan"), is_required=True, stage="proposal", order=3
    )
    EligibilityRule.objects.create(call=call, code="budget", text=text("Un budget."), stage="proposal", order=2)
    Criterion.objects.filter(code="idea").update(stage="concept")
    Criterion.objects.create(call=call, code="method", label=text("Méthode"), stage="proposal", order=3)
    Panel.objects.create(call=call, code="board", label=text("Comité des propositions"), stage="proposal", order=2)
    return call


def make_judged(call: Call, panel: str, application: Application, scores: dict[str, str]) -> ReviewRound:
    """A panel with one juror who has sent a review of an application."""
    found = begin_round(call=call, panel=panel, by="secretary")
    found.per_entry, found.reads_language, found.draws = 1, False, 50
    found.save()
    found = freeze_method(found=found, by="secretary")
    review = make_review(make_juror(found, f"Juror of the {panel}"), application)
    typed_in = {f"score_{code}": score for code, score in scores.items()}
    typed_in["text"] = f"Avis sur {max(scores)}"
    send_review(review=review, typed=typed_in, about=application.version or 0, by="juror")
    return found


@pytest.fixture
def concept(monkeypatch) -> Application:
    """The concept of Dakar, handed in, eligible by two hands, chosen by two hands; that of Lagos was not."""
    at(WITHIN, monkeypatch)
    call = make_pilot()
    mine, person, _browser = make_begun(call)
    other, neighbour, _browser = make_begun(call, "neighbour", title="Projet de Lagos", city="Lagos")
    for one, writer in ((mine, person), (other, neighbour)):
        submit_application(application=one, at=WITHIN, by=writer)
        checked(one)
    found = make_judged(call, "jury", refreshed(mine), {"effect": "8", "idea": "7"})
    propose_first(found=found, outcome="invited", by="secretary")
    apply_verdicts(call=call, by="chair")
    return refreshed(mine)


def refreshed(application: Application) -> Application:
    return Application.objects.select_related("call").get(pk=application.pk)


def at_the_desk(office: str, role: Role) -> Client:
    """The browser of somebody who has had a role since before the call."""
    person = make_office(office, role=role)
    Appointment.objects.filter(person=person).update(since=BEGAN)
    return signed_in(person)


def checked(application: Application, *reasons: str) -> None:
    """Found eligible, or not, by two hands."""
    one, two = (Person.objects.get_or_create(email=f"{name}@example.org")[0] for name in ("first-hand", "other-hand"))
    find_eligible(application=application, is_eligible=not reasons, reasons=reasons, by=one)
    confirm_check(application=application, is_confirmed=True, by=two)


def written(application: Application, **answers: object) -> None:
    """What is typed into the form of the step."""
    typed_in = {(code, "fr" if code == "plan" else ""): value for code, value in answers.items()}
    writer = application.keepers.get().person
    keep_answers(application=application, answers=typed_in, seen=99, about={}, by=writer)


@pytest.fixture
def invited(concept, monkeypatch, django_capture_on_commit_callbacks) -> Application:
    """The same, invited to write its proposal, while proposals are taken."""
    at(PROPOSING, monkeypatch)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        invite_chosen(call=concept.call, stage="proposal", by="chair")
    return refreshed(concept)


@pytest.fixture
def proposed(invited) -> Application:
    """The same with its proposal, handed in, eligible, read and granted."""
    written(invited, plan="Trente mois", state="running")
    submit_application(application=invited, at=PROPOSING, by=invited.keepers.get().person)
    checked(invited)
    found = make_judged(invited.call, "board", refreshed(invited), {"effect": "9", "method": "6"})
    propose_first(found=found, outcome="winner", by="secretary")
    apply_verdicts(call=invited.call, by="chair")
    return refreshed(invited)


def test_a_chosen_concept_is_invited_by_a_letter_in_its_language_and_stays_as_it_was(invited):
    assert (invited.state, invited.stage, invited.outcome, invited.version) == ("invited", "proposal", "", 1)
    (letter,) = mail.outbox
    assert letter.to == ["applicant@example.org"]
    assert letter.subject == "Votre candidature passe à l’étape suivante"
    assert "30 juin 2021" in letter.body
    assert "18:00" in letter.body
    assert "/calls/pilot/stages.ics" in letter.body
    other = Application.objects.exclude(pk=invited.pk).get()
    assert (other.state, other.stage) == ("eligible", "")
    with pytest.raises(Refusal, match="Nobody has come"):
        invite_chosen(call=invited.call, stage="proposal", by="chair")
    assert not verify()


def test_each_step_asks_its_own_questions_and_differs_in_what_both_ask(invited, client):
    assert [one.code for one in call_answered_by(invited).questions] == ["state", "plan"]
    other = Application.objects.exclude(pk=invited.pk).get()
    assert [one.code for one in call_answered_by(other).questions] == ["state", "since"]
    with pytest.raises(Refusal, match="still missing"):
        submit_application(application=invited, at=PROPOSING, by=invited.keepers.get().person)
    browser = signed_in(invited.keepers.get().person)
    form = browser.get(f"/en/applications/{invited.code}/form/").content.decode()
    assert "a-plan-fr" in form
    assert "a-since" not in form
    assert b"plan" in _cells(browser.get(f"/en/applications/{invited.code}/form.xlsx").content)
    browser.post(f"/en/applications/{invited.code}/form/", typed(**{"plan-fr": "Trente mois", "state": "running"}))
    answer = browser.post(f"/en/applications/{invited.code}/hand-in/", follow=True).content.decode()
    assert "Version 2" in answer
    concept, proposal = invited.versions.all()
    assert (concept.stage, proposal.stage) == ("", "proposal")
    assert [one["question"] for one in proposal.answers] == ["state", "plan"]
    shown = differences_shown(call_applied_to(invited.call), concept, proposal)
    assert [(one.before, one.after) for one in shown] == [("", "En cours")]
    page = browser.get(f"/en/applications/{invited.code}/").content.decode()
    assert "Concepts ·" in page
    assert "Propositions ·" in page


def _cells(workbook: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_the_deadline_and_its_reminders_are_those_of_the_step(invited, monkeypatch):
    person = invited.keepers.get().person
    written(invited, plan="Trente mois")
    last = datetime(2021, 6, 30, 18, 0, 0, tzinfo=UTC)
    mail.outbox.clear()
    assert remind_of_deadlines(now=datetime(2021, 6, 29, 19, tzinfo=UTC), by="clock") == 1
    assert "étape suivante" in mail.outbox[0].body
    assert remind_of_deadlines(now=datetime(2021, 6, 29, 20, tzinfo=UTC), by="clock") == 0
    with pytest.raises(Refusal, match="deadline is over"):
        submit_application(application=invited, at=last.replace(second=1), by=person)
    # Nobody begins in a stage to which one is invited, and who was not invited hands nothing in to it.
    with pytest.raises(Refusal, match="deadline is over"):
        begin_application(call=invited.call, title="Neu", city="Wien", language="fr", at=PROPOSING, by=person)
    other = Application.objects.exclude(pk=invited.pk).get()
    with pytest.raises(Refusal):
        submit_application(application=other, at=PROPOSING, by=other.keepers.get().person)
    assert submit_application(application=invited, at=last, by=person).number == 2
    assert remind_of_deadlines(now=datetime(2021, 6, 29, 21, tzinfo=UTC), by="clock") == 0
    page = Client().get("/en/calls/pilot/").content.decode()
    assert "Begin an application" not in page
    assert "UID:pilot.proposal@" in Client().get("/en/calls/pilot/stages.ics").content.decode()


def test_the_second_step_is_checked_by_its_own_rules_and_asked_about_like_the_first(invited):
    person = invited.keepers.get().person
    written(invited, plan="Trente mois")
    submit_application(application=invited, at=PROPOSING, by=person)
    desk = at_the_desk("officer", Role.OFFICER)
    page = desk.get(f"/en/desk/applications/{invited.code}/").content.decode()
    assert "Un budget." in page
    asked = {"text": "Combien ?", "until": "2021-07-20"}
    desk.post(f"/en/desk/applications/{invited.code}/ask/", asked)
    assert refreshed(invited).state == "info_requested"
    written(invited, plan="Trente mois, 30 000 EUR")
    assert submit_application(application=invited, at=OVER, by=person).number == 3
    checked(invited, "budget")
    assert refreshed(invited).state == "ineligible"
    mine = signed_in(person).get(f"/en/applications/{invited.code}/").content.decode()
    assert "Un budget." in mine
    assert "Appeal" in mine


def test_panels_read_the_version_of_their_step_and_the_first_dossier_stays_as_it_was(concept, request, tmp_path):
    first = ReviewRound.objects.get(panel="jury")
    before = dossier_of(first)
    application = request.getfixturevalue("proposed")
    second = ReviewRound.objects.get(panel="board")
    assert (first.stage, second.stage) == ("", "proposal")
    assert second.weights == {"effect": "3", "method": "1"}
    assert [one.code for one in entries_of(second)] == [application.code]
    assert entries_of(first).count() == 2
    after = dossier_of(first)
    # The day on which it is written stands in its method; everything else is the same.
    assert {name for name in before if before[name] != after[name]} == {"method.json", "manifest.json"}
    for found in (first, second):
        assert verify_dossier(write_dossier(found, tmp_path / found.panel)) == []
    assert reached(application.call, {}) == {("invited", application.pk), ("winner", application.pk)}
    assert b"Trente mois" not in before["applications.csv"]
    assert not verify()


def test_a_step_is_announced_and_answered_by_itself(proposed, monkeypatch, django_capture_on_commit_callbacks):
    call = proposed.call
    other = Application.objects.exclude(pk=proposed.pk).get()
    for outcome in ("invited", "winner", ""):
        announce(call=call, outcome=outcome, by="chair")
    found = results_of(call)
    assert found is not None
    assert found.numbers is not None
    assert [(one.outcome.code, len(one.entries)) for one in found.reached] == [
        ("winner", 1),
        ("invited", 1),
    ]
    assert (found.numbers.applications, found.numbers.eligible) == (2, 2)
    assert release_feedback(call=call, by="chair") == 1
    assert release_feedback(call=call, step="proposal", by="chair") == 1
    assert release_feedback(call=call, step="proposal", by="chair") == 0
    assert [one.content["outcome"] for one in Feedback.objects.order_by("stage")] == ["invited", "winner"]
    mine = signed_in(proposed.keepers.get().person).get(f"/en/feedback/{proposed.code}/").content.decode()
    for words in ("Avis sur idea", "Avis sur method", "Méthode", "Idée", "Lauréate", "Invitée"):
        assert words in mine
    assert signed_in(other.keepers.get().person).get(f"/en/feedback/{other.code}/").status_code == 404
    desk = at_the_desk("editor", Role.EDITOR).get("/en/desk/calls/pilot/decisions/").content.decode()
    assert "Projet de Lagos (Lagos)" in desk  # nobody read it: told nothing yet


def test_the_chair_invites_on_the_page_and_only_to_a_stage_that_is_not_over(concept, monkeypatch):
    at(OVER, monkeypatch)
    with pytest.raises(Refusal, match="over"):
        invite_chosen(call=concept.call, stage="proposal", by="chair")
    with pytest.raises(Refusal, match="Nobody is invited"):
        invite_chosen(call=concept.call, stage="concept", by="chair")
    at(PROPOSING, monkeypatch)
    browser = at_the_desk("editor", Role.EDITOR)
    page = browser.get("/en/desk/calls/pilot/decisions/").content.decode()
    assert "One application waits for it." in page
    other = Application.objects.exclude(pk=concept.pk).get()
    propose_verdict(application=concept, outcome="winner", why="Sans étape", by="secretary")
    with pytest.raises(Refusal, match="still wait"):
        invite_chosen(call=concept.call, stage="proposal", by="chair")
    concept.verdicts.filter(applied_at=None).delete()
    browser.post("/en/desk/calls/pilot/decisions/apply/", {"do": "invite", "step": "proposal"})
    assert (refreshed(concept).state, refreshed(other).state) == ("invited", "eligible")
    with pytest.raises(Refusal, match="handed in nothing there"):
        propose_verdict(application=refreshed(concept), outcome="winner", why="Trop tôt", by="secretary")


def test_who_withdraws_from_the_second_step_stays_what_was_chosen_in_the_first(proposed):
    withdraw_application(application=proposed, by="applicant")
    assert (refreshed(proposed).state, refreshed(proposed).outcome) == ("withdrawn", "")
    assert reached(proposed.call, {}) == {("invited", proposed.pk)}
    assert entries_of(ReviewRound.objects.get(panel="jury")).count() == 2
    assert entries_of(ReviewRound.objects.get(panel="board")).count() == 0


def test_a_call_of_one_step_promises_what_it_promised_before_there_were_steps():
    make_network()
    given = sheet_of("calls").given_of(make_call())
    before = content_of(given)
    for part in ("stages", "questions", "rules", "criteria", "panels"):
        for row in before[part]:
            row.pop("stage", None), row.pop("invites", None)
    assert digest_of(before) == digest_of(content_of(given))


@pytest.mark.parametrize(
    ("part", "change", "words"),
    [
        ("stages", {"invites": "nothing"}, "Nobody could come"),
        ("stages", {"takes_applications": False}, "Nobody could come"),
        ("criteria", {"stage": "later"}, "names a stage"),
        ("questions", {"stage": "proposal", "asked_if": "since", "asked_when": "x"}, "depends on an option"),
    ],
)
def test_a_step_that_nobody_could_come_to_is_refused(part, change, words):
    given = sheet_of("calls").given_of(make_pilot())
    assert list(faults_of(given)) == []
    rows = getattr(given, part)
    mended = replace(given, **{part: (*rows[:-1], replace(rows[-1], **change))})
    assert any(words in fault.reason for fault in faults_of(mended))
