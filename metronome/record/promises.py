"""What was promised in activities and is not settled yet: due, done, to be verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q

from metronome.ground.canonical import digest
from metronome.ground.text import Text

from .enums import State
from .given import GivenFollowUp
from .models import FollowUp

#: How long before its day a follow-up is shown, and how many are.
AHEAD, SHOWN = timedelta(days=14), 20


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A follow-up that waits: to be done, or once it is done to be verified."""

    code: str
    title: Text
    what: Text
    owner: str
    due_on: date | None
    is_done: bool
    is_late: bool
    mark: str


def mark_of(follow_up: FollowUp | GivenFollowUp) -> str:
    """Stands for exactly this follow-up as it is now: when somebody changes it, it is another one."""
    days = [str(day) if day else "" for day in (follow_up.due_on, follow_up.done_on, follow_up.verified_on)]
    return digest([follow_up.what.to_json(), follow_up.owner, *days])


def promises_due(*, today: date, verifies: bool) -> Sequence[Promise]:
    """What was promised and is due within two weeks or has no day, the longest due first; to whoever verifies, also
    what is done and not verified. One question."""
    waits = Q(done_on=None) & (Q(due_on=None) | Q(due_on__lte=today + AHEAD))
    if verifies:
        waits |= Q(done_on__isnull=False, verified_on=None)
    found = FollowUp.objects.filter(waits).exclude(activity__state=State.CANCELLED).select_related("activity")
    found = found.only("what", "owner", "due_on", "done_on", "verified_on", "activity__code", "activity__title")
    return [
        Promise(
            code=one.activity.code,
            title=one.activity.title,
            what=one.what,
            owner=one.owner,
            due_on=one.due_on,
            is_done=one.done_on is not None,
            is_late=one.done_on is None and one.due_on is not None and one.due_on < today,
            mark=mark_of(one),
        )
        for one in found.order_by(F("due_on").asc(nulls_last=True), "pk")[:SHOWN]
    ]
