"""What is done as a task with files that come in."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metronome.desk.rules import can_keep, can_review
from metronome.tasks.enums import Manner
from metronome.tasks.kinds import Result, Work, task

from .lists.actions import commit_import, look_through
from .lists.busy import COMMIT, LOOK
from .lists.shown import import_at
from .models import Import


@task(LOOK, label=_("Look through a list"), manner=Manner.AGAIN, may=can_keep)
def look(work: Work, *, by: object, number: int) -> Result:
    """Say what would become of each row. Begun again it is said anew."""
    return _result(look_through(found=import_at(number), progress=work.progress, hold=work.hold, by=by))


@task(COMMIT, label=_("Put a list on record"), manner=Manner.AGAIN, may=can_review)
def commit(work: Work, *, by: object, number: int, whole: bool) -> Result:
    """Put the rows on record: step by step, or all in one. Begun again it goes on with those that are not in yet."""
    return _result(commit_import(found=import_at(number), whole=whole, progress=work.progress, hold=work.hold, by=by))


def _result(found: Import) -> Result:
    words = gettext("%(name)s: %(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused")
    return Result(words=words % {"name": found.name, **found.counts}, href=reverse("intake:import", args=[found.pk]))
