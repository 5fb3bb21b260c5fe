"""What workers do with tasks. `by` is the name of the worker."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from ..enums import Manner, State
from ..kinds import KINDS
from ..locks import forget
from ..models import Task, Worker
from ..queries import dead_workers

#: How often a task is begun at most.
ATTEMPTS = 3
#: How long what has ended is found again.
KEPT = timedelta(days=30)
#: How long to wait before the next attempt, after each that broke off: at once the first time.
PAUSES = (None, timedelta(seconds=10))


def take(*, by: str) -> Task | None:
    """The task that has waited longest, which is this worker's from now on; None if nothing waits."""
    waiting = Task.objects.filter(state=State.WAITING, not_before__lte=timezone.now()).order_by("not_before", "pk")
    # Asked first without a transaction: on SQLite one that may write would hold others up, every second anew.
    if not waiting.exists():
        return None
    with transaction.atomic():
        found = waiting.select_for_update(skip_locked=True).first()
        if found is None:
            return None
        found.state, found.worker, found.begun_at = State.RUNNING, by, timezone.now()
        found.attempts += 1
        found.step, found.number, found.of = "", 0, 0
        found.save(update_fields=["state", "worker", "begun_at", "attempts", "step", "number", "of"])
        return found


def hold(*, task: Task, by: str) -> bool:
    """Whether the task is still this worker's; it stays so until the end of the transaction."""
    return Task.objects.select_for_update().filter(pk=task.pk, worker=by, state=State.RUNNING).exists()


def tell(*, task: Task, by: str, step: str, number: int, of: int) -> bool:
    """Keep how far the task is; whether it is still this worker's."""
    mine = Task.objects.filter(pk=task.pk, worker=by, state=State.RUNNING)
    return bool(mine.update(step=step[:300], number=number, of=of))


def end(*, task: Task, by: str, state: State, words: str = "", remedy: str = "", href: str = "") -> bool:
    """Say how the task ended; False, and nothing is said, if it is no longer this worker's."""
    mine = Task.objects.filter(pk=task.pk, worker=by, state=State.RUNNING)
    given: dict[str, Any] = {"words": words, "remedy": remedy, "href": href[:500]}
    return bool(mine.update(state=state, worker="", ended_at=timezone.now(), **given))


def put_back(*, task: Task, by: str, counted: bool) -> bool:
    """Let another worker take the task, after a while if this attempt is counted; False if it may not be begun again.

    A task that has broken off too often is ended.
    """
    mine = Task.objects.filter(pk=task.pk, worker=by, state=State.RUNNING)
    attempts = task.attempts if counted else task.attempts - 1
    if attempts >= ATTEMPTS:
        return False
    pause = PAUSES[attempts - 1] if counted else None
    # Without a pause it keeps its place before those that were asked for later.
    later = {"not_before": timezone.now() + pause} if pause else {}
    return bool(mine.update(state=State.WAITING, worker="", attempts=attempts, **later))


def beat(*, by: str) -> None:
    """Say that a worker is there."""
    Worker.objects.update_or_create(name=by, defaults={"seen_at": timezone.now()})


def go_home(*, by: str) -> None:
    """A worker leaves."""
    Worker.objects.filter(name=by).delete()


def clear(*, by: str) -> None:
    """Throw away what ended long ago: who asked for what is kept no longer than it is of use."""
    del by  # nobody's work in particular
    old = Task.objects.filter(ended_at__lt=timezone.now() - KEPT)
    if old.exists():
        old.delete()


def free(*, by: str) -> int:
    """Free the tasks of workers that are no more: they wait again, or are told to be interrupted. How many.

    To be called between two tasks: one that is still this worker's was left when the database went away.
    """
    gone = dead_workers() - {by}
    freed = 0
    for task in Task.objects.filter(state=State.RUNNING):
        if task.worker in {*gone, by}:
            with transaction.atomic(), override(task.language or None):
                freed += _freed(task)
    Worker.objects.filter(name__in=gone).delete()
    for name in gone:
        forget(name)
    return freed


def _freed(task: Task) -> bool:
    kind = KINDS.get(task.kind)
    if task.cancelling:
        return end(task=task, by=task.worker, state=State.CANCELLED, words=gettext("It was stopped on its way."))
    if kind is not None and kind.manner is not Manner.ONCE and put_back(task=task, by=task.worker, counted=True):
        return True
    if kind is not None and kind.manner is Manner.WHOLE:
        words, remedy = gettext("It was interrupted too often; nothing of it was kept."), ""
    else:
        words = gettext("It was interrupted, and is not begun again by itself.")
        remedy = gettext("Look how far it came, then ask for it again.")
    return end(task=task, by=task.worker, state=State.INTERRUPTED, words=words, remedy=remedy)
