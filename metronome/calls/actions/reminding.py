"""Reminders of a deadline, to those whose application is not handed in: each once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from smtplib import SMTPException

from django.db import IntegrityError, transaction

from metronome.accounts.models import Person
from metronome.ground import audit

from ..clock import taking_until
from ..enums import ApplicationState
from ..models import Application, Call, Reminder
from ..posting import keepers_of, send_reminder
from ..steps import stages_at, steps_of

#: So many days before the deadline somebody is reminded: of those that have begun, the last one.
DAYS = (7, 3, 1)
DAY = 86_400
#: In these states something is to be handed in.
WRITING = (ApplicationState.DRAFT, ApplicationState.INVITED)


def remind_of_deadlines(*, now: datetime, by: object) -> int:
    """Remind everybody whose application, or the next step of it, is not handed in; how many letters left.

    A letter is noted before it leaves: when the machine stops in between, one is lost rather than sent twice. One that
    the mail server does not take is tried again at the next run.
    """
    sent = 0
    for call, step, deadline, days in _ending(now):
        drafts = Application.objects.filter(call=call, stage=step, state__in=WRITING, is_test=False)
        for application in drafts.select_related("call"):
            for person in keepers_of(application):
                sent += _remind(application, person, deadline, days, now)
    if sent:
        with transaction.atomic():
            audit.note(by=by, verb="remind", subject=f"calls:{now:%Y-%m-%d}", change={"letters": [0, sent]})
    return sent


def _ending(now: datetime) -> Iterator[tuple[Call, str, datetime, int]]:
    """The calls whose deadline is near in a step, with how many days before it somebody is reminded now."""
    for call in Call.objects.filter(is_published=True, is_cancelled=False).prefetch_related("stages"):
        stages = list(call.stages.all())
        for step in steps_of(stages):
            deadline = taking_until(stages_at(stages, step), call.zone, now)
            left = (deadline.timestamp() - now.timestamp()) if deadline else -1
            due = [days for days in DAYS if 0 < left <= days * DAY]
            if deadline and due:
                yield call, step, deadline, min(due)


def _remind(application: Application, person: Person, deadline: datetime, days: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            noted = Reminder.objects.create(
                application=application, person=person, days=days, deadline=deadline, at=now
            )
    except IntegrityError:
        return False
    try:
        send_reminder(application, noted.person, deadline=deadline, days=days)
    except (SMTPException, OSError):
        noted.delete()
        return False
    return True
