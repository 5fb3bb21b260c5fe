"""What the pages of tasks show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from metronome.accounts.queries import names_of
from metronome.design.parts import Tab

from .enums import State
from .kinds import label_of
from .models import Task

LOOKS = {
    State.WAITING: "wait",
    State.RUNNING: "now",
    State.DONE: "ok",
    State.REFUSED: "warn",
    State.FAILED: "bad",
    State.INTERRUPTED: "bad",
    State.CANCELLED: "silent",
}


@dataclass(frozen=True, kw_only=True)
class TaskShown:
    """A task in words. `href` leads to what came of it, and only into this house."""

    task: Task
    label: str
    by: str
    look: str
    state: str

    @property
    def href(self) -> str:
        inside = self.task.href.startswith("/") and not self.task.href.startswith(("//", "/\\"))
        return self.task.href if inside else ""

    @property
    def is_counted(self) -> bool:
        return self.task.state == State.RUNNING and self.task.of > 0


def tasks_shown(tasks: Iterable[Task]) -> Sequence[TaskShown]:
    """Tasks with the names of whoever asked, in one question."""
    rows = list(tasks)
    names = names_of([row.by for row in rows])
    return [
        TaskShown(
            task=row,
            label=label_of(row.kind),
            by=names.get(row.by, row.by),
            look=LOOKS[State(row.state)],
            state=gettext("being stopped") if row.cancelling and row.is_open else row.get_state_display(),
        )
        for row in rows
    ]


def task_shown(task: Task) -> TaskShown:
    return tasks_shown([task])[0]


def tabs(*, every: bool) -> Sequence[Tab]:
    """One's own tasks, or everybody's."""
    here = reverse("tasks:tasks")
    return (
        Tab(label=gettext("My tasks"), href=here, current=not every),
        Tab(label=gettext("Everybody’s"), href=f"{here}?of=all", current=every),
    )
