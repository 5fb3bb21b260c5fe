"""What the room does as a task, and when."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metronome.tasks.enums import Manner
from metronome.tasks.kinds import Result, Work, daily, task

from .actions import remind_of_deadlines
from .models import Call


@task("calls.reminders", label=_("Reminders of deadlines"), manner=Manner.AGAIN)
def reminders(work: Work, *, by: object, day: str) -> Result:
    """Remind whoever has not handed in. Nobody is reminded twice of the same, however often this is begun."""
    sent = remind_of_deadlines(now=timezone.now(), by=by)
    return Result(words=gettext("Reminders sent: %(sent)d.") % {"sent": sent})


@daily("calls.reminders")
def reminders_due(now: datetime) -> dict[str, str] | None:
    """Once a day, where there is a call at all."""
    return {"day": now.date().isoformat()} if Call.objects.filter(is_published=True).exists() else None
