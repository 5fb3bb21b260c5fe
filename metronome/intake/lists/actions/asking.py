"""What is done with a file while its sender waits, and what a worker is asked for."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from metronome.intake.enums import Asked
from metronome.intake.models import Import
from metronome.tasks.actions import enqueue

from ..busy import task_at
from ..handed_in import path_of
from .committing import commit_import, refuse_commit
from .files import look_through, refuse_done

#: Bytes of a file that is done with while its sender waits: about two hundred short rows.
SMALL = 12_000


def look_or_ask(*, found: Import, by: object) -> int | None:
    """Look through a small file at once; ask a worker to do it otherwise, and return the number of the task.

    Raises Refusal for a file that is on record already, or that cannot be read so and is small.
    """
    refuse_done(found)
    if _is_for_a_worker(found):
        return _asked(found, Asked.LOOK, by)
    look_through(found=found, by=by)
    return None


def commit_or_ask(*, found: Import, whole: bool, by: object) -> int | None:
    """Put a small file on record at once; ask a worker to do it otherwise, and return the number of the task.

    Raises Refusal as `commit_import` does, as far as that is known at once.
    """
    if refuse_commit(found, whole=whole) and _is_for_a_worker(found):
        return _asked(found, Asked.COMMIT, by, whole=whole)
    commit_import(found=found, whole=whole, by=by)
    return None


def _is_for_a_worker(found: Import) -> bool:
    return task_at(found) is not None or path_of(found).stat().st_size > SMALL


@transaction.atomic
def _asked(found: Import, task: str, by: object, **arguments: Any) -> int:
    """The task that works at the file already, or a new one; two who ask at once ask for one."""
    Import.objects.select_for_update().get(pk=found.pk)
    known = task_at(found)
    return known.pk if known else enqueue(task=task, by=by, about=found.name, number=found.pk, **arguments)
