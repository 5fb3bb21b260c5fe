"""What is done as a task with files that come in.

This module is loaded with every command; what reads files is loaded where a task needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from metronome.desk.rules import can_keep, can_review
from metronome.network.queries import the_network
from metronome.record.rules import can_note_activities
from metronome.tasks.enums import Manner
from metronome.tasks.kinds import Result, Work, task
from metronome.tasks.work import Progress

from .enums import Asked

if TYPE_CHECKING:
    from .models import Import


@task(Asked.LOOK, label=_("Look through a list"), manner=Manner.AGAIN, may=can_keep)
def look(work: Work, *, by: object, number: int) -> Result:
    """Say what would become of each row. Begun again it is said anew."""
    from .lists.actions import look_through
    from .lists.handed_in import import_at

    found = import_at(number)
    return _result(look_through(found=found, progress=_named(found.name, work), hold=work.hold, by=by))


@task(Asked.COMMIT, label=_("Put a list on record"), manner=Manner.AGAIN, may=can_review)
def commit(work: Work, *, by: object, number: int, whole: bool) -> Result:
    """Put the rows on record: step by step, or all in one. Begun again it goes on with those that are not in yet."""
    from .lists.actions import commit_import
    from .lists.handed_in import import_at

    found = import_at(number)
    return _result(commit_import(found=found, whole=whole, progress=_named(found.name, work), hold=work.hold, by=by))


@task(Asked.READ, label=_("Read a report of the past"), manner=Manner.AGAIN, may=can_note_activities)
def read(work: Work, *, by: object, file: str, label: str, layout: str, period: str) -> Result:
    """Open a report and recognise its activities. Begun again it finds the reading that is there."""
    from .past.actions import read_kept

    network = the_network()
    said = network.calendar.parse(period) if network and period else None
    reading = read_kept(
        file=file, label=label, layout=layout, period=said, progress=_named(label, work), hold=work.hold, by=by
    )
    words = gettext("%(name)s was read: the activities that it tells wait to be reviewed.") % {"name": reading.label}
    return Result(words=words, href=reverse("intake:reading", args=[reading.pk]))


@task(Asked.READ_AGAIN, label=_("Read a report of the past again"), manner=Manner.AGAIN, may=can_note_activities)
def read_once_more(work: Work, *, by: object, reading: int) -> Result:
    """Recognise what a report tells with the names that are known by now. Begun again it changes nothing more."""
    from .models import Reading
    from .past.actions import read_again

    found = Reading.objects.get(pk=reading)
    changed = read_again(reading=found, progress=_named(found.label, work), hold=work.hold, by=by)
    words = ngettext(
        "%(count)s activity is told otherwise by now.", "%(count)s activities are told otherwise by now.", changed
    )
    return Result(words=words % {"count": changed}, href=reverse("intake:reading", args=[reading]))


def _named(name: str, work: Work) -> Progress:
    """Tells what is done with which file: somebody may have asked for several."""

    def progress(step: str, number: int, of: int) -> None:
        work.progress(gettext("%(name)s: %(step)s") % {"name": name, "step": step}, number, of)

    return progress


def _result(found: Import) -> Result:
    words = gettext("%(name)s: %(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused")
    return Result(words=words % {"name": found.name, **found.counts}, href=reverse("intake:import", args=[found.pk]))
