"""What the room does as a task, and when."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metronome.desk.rules import can_keep, can_review
from metronome.tasks.enums import Manner
from metronome.tasks.kinds import Result, Work, daily, task

from .actions import remind_of_deadlines
from .actions.assigning import assign_round
from .actions.deciding import mail_feedback
from .assignment.problem import Goal
from .models import Call, ReviewRound


@task("calls.reminders", label=_("Reminders of deadlines"), manner=Manner.AGAIN)
def reminders(work: Work, *, by: object, day: str) -> Result:
    """Remind whoever has not handed in. Nobody is reminded twice of the same, however often this is begun."""
    sent = remind_of_deadlines(now=timezone.now(), by=by)
    return Result(words=gettext("Reminders sent: %(sent)d.") % {"sent": sent})


@daily("calls.reminders")
def reminders_due(now: datetime) -> dict[str, str] | None:
    """Once a day, where there is a call at all."""
    return {"day": now.date().isoformat()} if Call.objects.filter(is_published=True).exists() else None


@task("calls.assign", label=_("Assignment of readers"), manner=Manner.AGAIN, may=can_keep)
def assign(work: Work, *, by: object, call: str, panel: str, first: str = Goal.SUM.value) -> Result:
    """Choose who reads what in a round."""
    found = ReviewRound.objects.select_related("call").get(call__slug=call, panel=panel)
    work.progress(gettext("Looking for the best assignment"))
    kept = assign_round(found=found, by=by, first=Goal(first))
    words = gettext("Assigned, number %(number)d; the proof can be downloaded.") % {"number": kept.number}
    return Result(words=words, href=reverse("calls:assignment", args=[call, panel]))


@task("calls.feedback", label=_("Letters to applicants"), manner=Manner.AGAIN, may=can_review)
def feedback(work: Work, *, by: object, call: str) -> Result:
    """Write to everybody whose feedback was released. Nobody is written twice, however often this is begun."""
    work.progress(gettext("Writing letters"))
    written = mail_feedback(call=Call.objects.get(slug=call), by=by)
    return Result(words=gettext("Applications whose people were written to: %(count)d.") % {"count": written})
