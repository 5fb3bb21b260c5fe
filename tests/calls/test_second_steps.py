"""What may happen to an application within a second step: the call is amended, more is asked, it is withdrawn or
joined with another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from metronome.accounts.enums import Role
from metronome.calls.actions import (
    appeal_finding,
    ask_for_information,
    confirm_check,
    consent_to,
    decide_appeal,
    end_request,
    find_eligible,
    mark_duplicate,
    put_calls,
    submit_application,
    withdraw_application,
)
from metronome.calls.actions.deciding import apply_verdicts, propose_verdict
from metronome.calls.actions.inviting import invite_chosen
from metronome.calls.amended import amendment_shown
from metronome.calls.judging.outcomes import reached
from metronome.calls.models import Application
from metronome.calls.queries import without_consent
from metronome.desk.sheets import sheet_of
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from tests.calls.applying import at
from tests.calls.test_steps import OVER, PROPOSING, at_the_desk, checked, concept, invited, refreshed, written
from tests.factories.accounts import make_office
from tests.factories.calls import make_application
from tests.factories.network import text

pytestmark = pytest.mark.django_db
__all__ = ["concept", "invited"]
LATER = date(2021, 7, 15)


def amended(stage: str = "", **changes: Any) -> None:
    """The call changed at the desk; with a stage, its last day."""
    given = sheet_of("calls").held("pilot")
    if stage:
        stages = [replace(one, closes_on=LATER) if one.code == stage else one for one in given.stages]
        changes = {"stages": tuple(stages)}
    put_calls(calls=[replace(given, **changes)], by=Hand("officer"))


def the_other(application: Application) -> Application:
    return Application.objects.select_related("call").exclude(pk=application.pk).get()


def handed_in(application: Application) -> Application:
    """Its proposal, handed in while proposals are taken."""
    written(application, plan="Trente mois", state="running")
    submit_application(application=application, at=PROPOSING, by=application.keepers.get().person)
    return refreshed(application)


def asked(application: Application) -> bool:
    return amendment_shown(refreshed(application)) is not None


# Amendments


def test_an_amendment_of_the_second_step_asks_only_those_invited_to_it(invited, django_capture_on_commit_callbacks):
    other, call = the_other(invited), invited.call
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        amended("proposal")
    assert [letter.to for letter in mail.outbox] == [["applicant@example.org"]]
    assert (asked(invited), asked(other)) == (True, False)
    assert [one.pk for one in without_consent(call)] == [invited.pk]
    officer = at_the_desk("officer", Role.OFFICER)
    listed = officer.get("/en/desk/calls/pilot/amendments/").content.decode()
    assert "One city has not agreed" in listed
    assert "those in Propositions" in listed
    consent_to(application=invited, number=2, by=invited.keepers.get().person)
    assert not without_consent(call).exists()
    assert not asked(invited)


@pytest.mark.parametrize(
    ("changes", "concerned"),
    [
        ("concept", "other"),
        ("questions", "invited"),
        ("options", "other invited"),
        ("criteria", "other"),
        ("rules", "invited"),
        ("panels", "invited"),
        ("summary", "other invited"),
        ("outcomes", "other invited"),
    ],
)
def test_what_belongs_to_a_step_is_asked_of_that_step_and_all_else_of_everybody(invited, changes, concerned):
    given = sheet_of("calls").held("pilot")
    named = {"questions": "plan", "options": "running", "criteria": "idea", "rules": "budget", "panels": "board",
             "outcomes": "winner"}  # fmt: skip
    if changes == "concept":
        amended("concept")
    elif changes == "summary":
        amended(summary=text("Autre"))
    else:
        field = "text" if changes == "rules" else "label"
        rows = [
            replace(one, **{field: text("Autre")}) if one.code == named[changes] else one
            for one in getattr(given, changes)
        ]
        whole: dict[str, Any] = {changes: tuple(rows)}
        amended(**whole)
    found = {"other": the_other(invited), "invited": invited}
    assert [name for name, one in found.items() if asked(one)] == concerned.split()
    assert {one.pk for one in without_consent(invited.call)} == {found[name].pk for name in concerned.split()}


def test_who_is_invited_after_an_amendment_of_the_second_step_reads_it_then_and_agrees_by_handing_in(
    concept, monkeypatch
):
    at(PROPOSING, monkeypatch)
    amended("proposal")
    assert not asked(concept)
    invite_chosen(call=concept.call, stage="proposal", by="chair")
    shown = amendment_shown(refreshed(concept))
    assert shown is not None
    assert [one.label for one in shown.changes] == ["Stage: Propositions"]
    handed_in(refreshed(concept))
    assert not asked(concept)


def test_consent_to_what_concerns_a_step_is_given_under_the_call_as_it_stands(invited):
    amended("proposal")
    amended("concept")
    shown = amendment_shown(refreshed(invited))
    assert shown is not None
    assert (shown.number, len(shown.changes)) == (3, 1)
    consent_to(application=invited, number=shown.number, by="writer")
    assert not asked(invited)


# Information


def test_information_is_asked_of_a_proposal_and_answered_after_its_deadline(invited, monkeypatch):
    entry, officer = handed_in(invited), make_office("asking")
    ask_for_information(application=entry, text="Combien ?", until=OVER + timedelta(days=3), by=officer)
    at(OVER, monkeypatch)
    written(entry, plan="Quarante mois")
    version = submit_application(application=entry, at=OVER, by=entry.keepers.get().person)
    assert (version.number, version.stage) == (3, "proposal")
    entry = refreshed(entry)
    assert (entry.state, entry.stage, entry.requests.get().version) == ("submitted", "proposal", 3)
    ask_for_information(application=entry, text="Et où ?", until=OVER + timedelta(days=3), by=officer)
    end_request(application=entry, by=officer)
    checked(refreshed(entry))
    assert refreshed(entry).state == "eligible"


def test_nothing_is_asked_of_who_was_invited_and_has_handed_in_nothing_yet(invited):
    with pytest.raises(Refusal, match="while an application is checked"):
        ask_for_information(application=invited, text="?!", until=OVER, by=make_office("asking"))


# Withdrawal


@pytest.mark.parametrize("has_proposed", [True, False])
def test_who_withdraws_in_the_second_step_keeps_what_the_first_came_to_and_may_come_back_in_time(
    invited, has_proposed
):
    entry = handed_in(invited) if has_proposed else invited
    withdraw_application(application=entry, by="writer")
    assert ("invited", entry.pk) in reached(entry.call, {})
    entry = refreshed(entry)
    assert (entry.state, entry.stage, entry.outcome) == ("withdrawn", "proposal", "")
    written(entry, plan="Quand même", state="running")
    with pytest.raises(Refusal, match="deadline is over"):
        submit_application(application=entry, at=OVER, by=entry.keepers.get().person)
    version = submit_application(application=entry, at=PROPOSING, by=entry.keepers.get().person)
    assert (version.stage, refreshed(entry).state) == ("proposal", "submitted")


def test_what_is_withdrawn_comes_not_back_to_life_by_a_finding_or_an_appeal_that_waited(invited):
    entry, (one, two, three) = handed_in(invited), (make_office(f"hand-{number}") for number in (1, 2, 3))
    find_eligible(application=entry, is_eligible=True, reasons=[], by=one)
    withdraw_application(application=entry, by="writer")
    with pytest.raises(Refusal, match="Nothing waits"):
        confirm_check(application=entry, is_confirmed=True, by=two)
    entry = handed_in(refreshed(entry))
    find_eligible(application=entry, is_eligible=False, reasons=["budget"], by=one)
    confirm_check(application=entry, is_confirmed=True, by=two)
    appeal_finding(application=refreshed(entry), text="Le budget y est.", by=entry.keepers.get().person)
    withdraw_application(application=refreshed(entry), by="writer")
    with pytest.raises(Refusal, match="No appeal is open"):
        decide_appeal(application=refreshed(entry), is_upheld=True, answer="Oui.", by=three)
    assert refreshed(entry).state == "withdrawn"
    assert (
        "Decide the appeal"
        not in at_the_desk("officer", Role.OFFICER).get(f"/en/desk/applications/{entry.code}/").content.decode()
    )


# Duplicates


def test_what_came_further_is_not_merged_into_what_did_not_and_the_other_way_it_goes(invited):
    other, officer = the_other(invited), make_office("joining")
    with pytest.raises(Refusal, match="has come further"):
        mark_duplicate(application=invited, other=other, by=officer)
    assert refreshed(invited).state == "invited"
    mark_duplicate(application=other, other=invited, by=officer)
    assert (refreshed(other).state, refreshed(other).merged_into_id) == ("merged", invited.pk)


def test_proposals_that_came_twice_are_joined_and_what_was_to_be_decided_falls(invited):
    entry, officer = handed_in(invited), make_office("joining")
    twice = make_application(entry.call, "Thiès", state="eligible", stage="proposal", code="pilot-twice")
    propose_verdict(application=twice, outcome="winner", why="La meilleure", by="secretary")
    mark_duplicate(application=twice, other=entry, by=officer)
    assert not twice.verdicts.filter(applied_at=None, taken_back_at=None).exists()
    with pytest.raises(Refusal, match="Nothing is proposed"):
        apply_verdicts(call=entry.call, by="chair")
    with pytest.raises(Refusal, match="out of the running already"):
        mark_duplicate(application=refreshed(twice), other=None, by=officer)


def test_a_finding_that_waits_falls_with_what_is_joined(invited):
    entry, one, two = handed_in(invited), make_office("first"), make_office("second")
    find_eligible(application=entry, is_eligible=True, reasons=[], by=one)
    mark_duplicate(application=entry, other=None, by=one)
    with pytest.raises(Refusal, match="Nothing waits"):
        confirm_check(application=entry, is_confirmed=True, by=two)
    assert refreshed(entry).state == "duplicate"
