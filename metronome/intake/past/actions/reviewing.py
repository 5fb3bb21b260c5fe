"""What people do with what a report tells: it comes into the record as a draft only, by the record's own action."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.intake.enums import ProposalState
from metronome.intake.models import ProposedActivity
from metronome.record.actions import draft_activity
from metronome.record.given import GivenActivity
from metronome.record.models import Activity

from ..matching import Told, kept_in, matched


@transaction.atomic
def accept_proposed(*, reading: int, number: int, given: GivenActivity, by: object) -> Activity:
    """Note what a report tells, as somebody read it over, as a draft: it goes the way of every draft from there.

    Raises Refusal for what is decided already, for what the record has, and as the draft does.
    """
    proposed = _open(reading, number)
    if not proposed.is_another and (code := _on_record(given)):
        raise Refusal(
            _("The record has this activity already: %(code)s.") % {"code": code},
            remedy=_("Reject it, or say that it is another one."),
        )
    activity = draft_activity(given=given, by=by)
    _decide(proposed, ProposalState.ACCEPTED, by, activity=activity)
    return activity


def _on_record(given: GivenActivity) -> str:
    """The code of the activity that the record has of this; empty where it has none."""
    told = Told(
        str(given.title),
        frozenset((day.first_day, day.last_day) for day in given.occurrences),
        frozenset(
            (*given.result_tags, *given.challenge_tags, *(one.member for one in given.involvements if one.member))
        ),
    )
    if not told.days:
        return ""
    period = Period(min(first for first, _last in told.days), max(last for _first, last in told.days))
    return matched([told], kept_in(period))[0]


@transaction.atomic
def reject_proposed(*, reading: int, number: int, why: str, by: object) -> ProposedActivity:
    """Leave what a report tells out of the record, with the reason. Raises Refusal without one."""
    proposed = _open(reading, number)
    if not why.strip():
        raise Refusal(_("Say why it does not come into the record."), field="why")
    _decide(proposed, ProposalState.REJECTED, by, why=why.strip()[:500])
    audit.note(by=by, verb="reject", subject=_subject(proposed), change={"why": [None, proposed.why]})
    return proposed


@transaction.atomic
def reopen_proposed(*, reading: int, number: int, by: object) -> ProposedActivity:
    """Review again what was rejected, or what was taken for an activity of the record and is another one.

    Raises Refusal for what was accepted: its draft is in the record.
    """
    proposed = _locked(reading, number)
    if proposed.state not in (ProposalState.REJECTED, ProposalState.KEPT):
        raise Refusal(_("This is “%(state)s”; that step is not possible.") % {"state": proposed.get_state_display()})
    proposed.is_another = proposed.is_another or proposed.state == ProposalState.KEPT
    proposed.state, proposed.activity, proposed.why = ProposalState.OPEN, None, ""
    proposed.decided_by, proposed.decided_at = "", None
    proposed.save()
    audit.note(by=by, verb="reopen", subject=_subject(proposed))
    return proposed


def _open(reading: int, number: int) -> ProposedActivity:
    proposed = _locked(reading, number)
    if proposed.state != ProposalState.OPEN:
        raise Refusal(_("This is “%(state)s”; that step is not possible.") % {"state": proposed.get_state_display()})
    return proposed


def _locked(reading: int, number: int) -> ProposedActivity:
    return ProposedActivity.objects.select_for_update().get(reading=reading, number=number)


def _decide(proposed: ProposedActivity, state: ProposalState, by: object, **more: Any) -> None:
    for name, value in {"state": state, "decided_by": str(by)[:200], "decided_at": timezone.now(), **more}.items():
        setattr(proposed, name, value)
    proposed.save()


def _subject(proposed: ProposedActivity) -> str:
    return f"reading:{proposed.reading_id}/{proposed.number}"
