"""What may be asked about tasks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone

from .enums import State
from .locks import is_held
from .models import Task, TaskQuerySet, Worker

#: After so long a worker on another machine is taken for dead; it says every quarter of it that it is there.
LEASE = timedelta(seconds=60)


def tasks_of(hand: object) -> TaskQuerySet:
    """What a hand has asked for, the latest first."""
    return Task.objects.filter(by=str(hand))


def open_task(kinds: Collection[str], **arguments: object) -> Task | None:
    """The open task of one of these kinds that was asked for with these arguments, among others; None without one."""
    with_these = {f"arguments__{name}": value for name, value in arguments.items()}
    return Task.objects.open().filter(kind__in=kinds, **with_these).first()


def dead_workers() -> set[str]:
    """The names under which tasks are being done though nobody does them.

    On this machine that is known at once, by a lock that falls when its process ends; of another, by its silence.
    """
    known = dict(Worker.objects.values_list("name", "seen_at"))
    names = {*known, *Task.objects.filter(state=State.RUNNING).values_list("worker", flat=True)}
    now, dead = timezone.now(), set()
    for name in names:
        held = is_held(name)
        silent = name not in known or known[name] < now - LEASE
        if held is False or (held is None and silent):
            dead.add(name)
    return dead


def is_anybody_working() -> bool:
    """Whether a worker was seen of late."""
    return Worker.objects.filter(seen_at__gte=timezone.now() - LEASE).exists()
