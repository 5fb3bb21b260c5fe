"""Whether an activity may be read in the languages in which the network publishes."""

from __future__ import annotations

from collections.abc import Sequence

from metronome.desk import readiness
from metronome.desk.readiness import Lacking

from .given import GivenActivity
from .models import Activity
from .phrases import field_label

#: The texts of an activity that its readers see.
READ = ("title", "summary", "place")


def lacking(activity: Activity | GivenActivity) -> Sequence[Lacking]:
    """What has to be translated or reviewed before the activity is published, by the rule of the network."""
    return readiness.lacking("activity", [(name, field_label(name), getattr(activity, name)) for name in READ])


def refuse_unready(activity: Activity | GivenActivity) -> None:
    """Raises Refusal for an activity that lacks a language of publication, naming its texts and languages."""
    readiness.refuse_unready(lacking(activity))
