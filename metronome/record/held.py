"""An activity as it stands, as the plain values that are given to change it, and the state before a line of its
history."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from metronome.ground import told
from metronome.ground.audit import Line
from metronome.ground.once import WORD, Once

from .gathered import gathered, gathered_for
from .given import GivenActivity
from .models import Activity

#: So many activities are held with one question for each of their parts.
BATCH = 500
#: The columns of an activity that are not its content: who, where in its life, and what follows from its days.
LIFE = ("code", "state", "comment", "order", "source", "first_day", "last_day")


def subject_of(code: str) -> str:
    """What the lines of an activity call it."""
    return f"activity:{code}"


def lines_of(code: str) -> QuerySet[Line]:
    """The history of an activity, the latest first."""
    return told.lines_about(subject_of(code))


def history_of(code: str) -> list[Line]:
    """The latest lines of an activity, the latest first."""
    return told.latest_about(subject_of(code))


def activity_of(code: str) -> Activity | None:
    """An activity with what its page names of other tables, in one question."""
    return next(iter(_ACTIVITY.rows(code=code)), None)


def _activity(code: str) -> QuerySet[Activity]:
    columns = [field.attname for field in Activity._meta.concrete_fields if not field.name.endswith("_key")]
    beside = ("kind__slug", "kind__name", "lead_line__code", "lead_line__plan__slug", "planned__slug")
    found = Activity.objects.filter(code=code).select_related("kind", "lead_line__plan", "planned")
    return found.only(*columns, *beside)


_ACTIVITY = Once(_activity, code=WORD)


def version_of(code: str) -> int:
    """The number of the last line about an activity."""
    return told.version_of(subject_of(code))


def held(activity: Activity) -> GivenActivity:
    """The activity with all its parts, each in the order in which it was put."""
    return _held(activity, gathered(activity))


def held_all(activities: QuerySet[Activity]) -> Iterator[GivenActivity]:
    """Many activities, in their order, a batch at a time: in as many questions for five hundred as for one."""
    rows = activities.select_related("kind", "lead_line__plan", "planned").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        parts = gathered_for([activity.pk for activity in batch])
        yield from (_held(activity, parts[activity.pk]) for activity in batch)


def _held(activity: Activity, parts: Mapping[str, Any]) -> GivenActivity:
    lead = activity.lead_line
    return GivenActivity(
        code=activity.code,
        title=activity.title,
        summary=activity.summary,
        kind=activity.kind.slug,
        lead_line=f"{lead.plan.slug}/{lead.code}" if lead else "",
        format=activity.format,
        network_role=activity.network_role,
        place=activity.place,
        series=activity.series,
        languages=tuple(activity.languages),
        is_members_only=activity.is_members_only,
        other_cities=tuple(activity.other_cities),
        order=activity.order,
        source=activity.source,
        state=activity.state,
        comment=activity.comment,
        first_day=activity.first_day,
        last_day=activity.last_day,
        **parts,
        planned=activity.planned.slug if activity.planned else "",
    )


@cache
def content_names() -> Sequence[str]:
    """The fields that somebody who notes an activity decides."""
    return tuple(field.name for field in dataclasses.fields(GivenActivity) if field.name not in LIFE)


def days_of(given: GivenActivity) -> tuple[date, date]:
    """The first and the last of an activity's days."""
    return (
        min(day.first_day for day in given.occurrences),
        max(day.last_day for day in given.occurrences),
    )
