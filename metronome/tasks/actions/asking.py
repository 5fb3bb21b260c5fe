"""What people do with tasks."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metronome.ground.canonical import dumps as canonical_json
from metronome.ground.refusal import Refusal

from ..enums import State
from ..kinds import DUE, KINDS
from ..models import Task

#: How many open tasks one hand may have.
MOST = 50


@transaction.atomic
def enqueue(*, task: str, by: object, once: str = "", about: str = "", **arguments: Any) -> int:
    """Ask for a task of a kind, with arguments that JSON can hold; the number under which it is found again.

    `about` tells it from others of its kind while it waits. It stands and falls with the caller's transaction. The
    same `once` is the same task, however often it is asked for. Raises LookupError for a kind that nobody registered,
    Refusal where the same hand has too many open.
    """
    if task not in KINDS:
        raise LookupError(f"no room has a task {task}")
    if once and (known := Task.objects.filter(once=once).first()):
        return known.pk
    if Task.objects.open().filter(by=str(by)).count() >= MOST:
        raise Refusal(
            _("You have asked for as much as can wait."),
            remedy=_("Wait until some of it is done, or cancel some of it."),
        )
    given = {
        "kind": task,
        "arguments": arguments,
        "by": str(by),
        "language": get_language() or "",
        "step": about[:300],
    }
    if once:
        return Task.objects.get_or_create(once=once, defaults=given)[0].pk
    return Task.objects.create(**given).pk


def enqueue_due(*, by: object) -> None:
    """Ask for what is due now and was not asked for yet. A day that nobody looked is not made up for here."""
    now = timezone.now()
    for name, due in DUE.items():
        arguments = due(now)
        if arguments is None:
            continue
        once = f"{name}:{canonical_json(arguments)}"[:120]
        if not Task.objects.filter(once=once).exists():
            enqueue(task=name, by=by, once=once, **arguments)


@transaction.atomic
def cancel(*, task: Task, by: object) -> Task:
    """Take back what was asked for: at once if nobody has begun, else as soon as whoever does it looks up.

    Raises Refusal for what has ended.
    """
    del by  # the door has asked whose task it is; there is no line
    found = Task.objects.select_for_update().get(pk=task.pk)
    if not found.is_open:
        raise Refusal(_("This has ended already."))
    found.cancelling = True
    if found.state == State.WAITING:
        found.state, found.ended_at = State.CANCELLED, timezone.now()
    found.save(update_fields=["cancelling", "state", "ended_at"])
    return found
