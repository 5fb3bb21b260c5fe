"""Tasks of the tests, and a worker that does what waits in the test's own process."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext_lazy as _

from metronome.ground import audit
from metronome.ground.refusal import Refusal
from metronome.tasks.actions import free, take
from metronome.tasks.enums import Manner
from metronome.tasks.kinds import Result, Work, task
from metronome.tasks.models import Task
from metronome.tasks.performing import perform
from metronome.tasks.rules import can_see_all_tasks


class Quiet:
    """Listens to a task without a thread: what it tells is kept at once."""

    def __init__(self, **said: bool) -> None:
        self.cancelled = self.stopping = self.lost = False
        self.steps: list[tuple[str, int, int]] = []
        vars(self).update(said)

    def told(self, step: str, number: int, of: int) -> None:
        self.steps.append((step, number, of))


def work_off(worker: str = "worker") -> list[Task]:
    """Do everything that waits, one after the other; the tasks as they ended."""
    done = []
    free(by=worker)
    while (found := take(by=worker)) is not None:
        perform(found, worker=worker, listening=Quiet())
        found.refresh_from_db()
        done.append(found)
    return done


@task("tests.greet", label=_("Tasks"), manner=Manner.AGAIN)
def greet(work: Work, *, by: object, name: str = "", fault: str = "") -> Result:
    """Ends well, or as it is told to."""
    work.progress("greeting", 1, 2)
    if fault == "refused":
        raise Refusal("There is nobody to greet.", remedy="Name somebody.")
    if fault == "broken":
        raise RuntimeError("a fault of ours")
    if fault == "gone":
        raise OperationalError("the database went away")
    return Result(words=f"{name} was greeted by {by}.", href=f"/en/members/{name}/")


@task("tests.rule", label="Rule", manner=Manner.AGAIN, may=can_see_all_tasks)
def rule(work: Work, *, by: object) -> None:
    """Only for those who may see all tasks."""


@task("tests.once", label="Once", manner=Manner.ONCE)
def once(work: Work, *, by: object) -> None:
    """Must not be done twice."""
    work.progress("once")


@task("tests.whole", label="Whole", manner=Manner.WHOLE)
def whole(work: Work, *, by: object, lines: int = 3, pause: float = 0.0, theft: bool = False, **_more: Any) -> None:
    """Leaves some lines, all or none."""
    for number in range(lines):
        audit.note(by=by, verb="count", subject=f"number:{number}")
        if theft:
            Task.objects.update(worker="another")
        time.sleep(pause)
        work.progress("counting", number, lines)


@task("tests.steps", label="Steps", manner=Manner.AGAIN)
def steps(work: Work, *, by: object, path: str, number: int, pause: float = 0.0) -> None:
    """Says in a file that it began, takes its time, and keeps one line that it does not make twice."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{number}\n")
    for step in range(5):
        time.sleep(pause)
        work.progress("stepping", step, 5)
    with transaction.atomic():
        if not audit.Line.objects.filter(subject=f"number:{number}").exists():
            audit.note(by=by, verb="count", subject=f"number:{number}")
        work.hold()
