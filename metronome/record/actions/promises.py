"""Follow-ups of activities: what was promised is done, and somebody who reviews has seen that it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from ..enums import State
from ..given import GivenFollowUp
from ..held import held
from ..models import Activity
from ..promises import mark_of
from .life import _locked, _put


@transaction.atomic
def finish_follow_up(*, code: str, mark: str, on: date, by: object) -> Activity:
    """Note that what was promised in an activity was done on a day.

    Raises Refusal for a follow-up that was changed or finished meanwhile.
    """
    activity, wanted = _promised(code, mark)
    if wanted.done_on is not None:
        raise Refusal(_("Somebody has noted this follow-up as done already."))
    return _changed(activity, mark, replace(wanted, done_on=on), by)


@transaction.atomic
def verify_follow_up(*, code: str, mark: str, on: date, by: object) -> Activity:
    """Note that somebody saw that a follow-up is done.

    Raises Refusal for one that nobody has finished, and for one that was changed or verified meanwhile.
    """
    activity, wanted = _promised(code, mark)
    if wanted.done_on is None:
        raise Refusal(_("This follow-up is not done yet."), remedy=_("Note first that it is done."))
    if wanted.verified_on is not None:
        raise Refusal(_("Somebody has verified this follow-up already."))
    return _changed(activity, mark, replace(wanted, verified_by=str(by), verified_on=max(on, wanted.done_on)), by)


def _promised(code: str, mark: str) -> tuple[Activity, GivenFollowUp]:
    activity = _locked(code)
    found = [one for one in held(activity).follow_ups if mark_of(one) == mark]
    if activity.state == State.CANCELLED or not found:
        raise Refusal(_("This follow-up is not there any more."), remedy=_("Open the activity to see what is."))
    return activity, found[0]


def _changed(activity: Activity, mark: str, wanted: GivenFollowUp, by: object) -> Activity:
    """The activity with one of its follow-ups as wanted. Who approved what it says stays who they were."""
    given = held(activity)
    rows = list(given.follow_ups)
    rows[[mark_of(row) for row in rows].index(mark)] = wanted
    _put(activity, replace(given, follow_ups=tuple(rows)), by=by, verb="update", along={})
    return activity
