"""Whether a worker is at a file: then nobody changes how it is read, and it is not thrown away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.intake.enums import Asked
from metronome.intake.models import Import
from metronome.tasks.models import Task
from metronome.tasks.queries import open_task


def task_at(found: Import) -> Task | None:
    """The task that looks through a file, or puts it on record; None while nobody has asked for one."""
    return open_task((Asked.LOOK, Asked.COMMIT), number=found.pk)


def refuse_busy(found: Import) -> None:
    """Raises Refusal while a task is open that works at the file."""
    if task_at(found):
        raise Refusal(
            _("This file is being worked at."), remedy=_("Wait until its task has ended, or cancel the task first.")
        )
