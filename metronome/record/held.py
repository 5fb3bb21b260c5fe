"""An activity as it stands, as the plain values that are given to change it, and the state before a line of its
history."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, get_args, get_type_hints

from django.db.models import Max, QuerySet

from metronome.ground.audit import Line, PersonalValue
from metronome.ground.frozen import from_plain, to_plain
from metronome.ground.text import Text

from .given import (
    GivenActivity,
    GivenEvidence,
    GivenFollowUp,
    GivenInvolvement,
    GivenOccurrence,
    GivenParticipation,
    GivenPerson,
    GivenScore,
)
from .models import Activity

#: What stands for nothing, by type: an audit line leaves it out.
NOTHING: Mapping[Any, Any] = {str: "", bool: False, Text: {}}
PERSONAL = "personal:"
#: The columns of an activity that are not its content: who, where in its life, and what follows from its days.
LIFE = ("code", "state", "comment", "order", "source", "first_day", "last_day")


def subject_of(code: str) -> str:
    """What the lines of an activity call it."""
    return f"activity:{code}"


def lines_of(code: str) -> QuerySet[Line]:
    """The history of an activity, the latest first."""
    return Line.objects.filter(subject=subject_of(code)).order_by("-number")


def version_of(code: str) -> int:
    """The number of the last line about an activity: whoever changes it, in whatever way, leaves one."""
    return lines_of(code).aggregate(last=Max("number"))["last"] or 0


def held(activity: Activity) -> GivenActivity:
    """The activity with all its parts, each in the order in which it was put."""
    involvements = activity.involvements.select_related("member", "partner").order_by("pk")
    people = activity.people.select_related("contact", "member", "partner").order_by("pk")
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
        occurrences=_rows(GivenOccurrence, activity.occurrences.order_by("pk")),
        result_tags=_coded(activity.result_tags, "result"),
        challenge_tags=_coded(activity.challenge_tags, "challenge"),
        theme_tags=_coded(activity.theme_tags, "theme", "slug"),
        goal_tags=tuple(activity.goal_tags.order_by("pk").values_list("goal", flat=True)),
        marker_scores=tuple(
            GivenScore(*row)
            for row in activity.marker_scores.order_by("pk").values_list("marker__slug", "score", "reason")
        ),
        involvements=_rows(GivenInvolvement, involvements),
        people=_rows(GivenPerson, people),
        participations=_rows(GivenParticipation, activity.participations.order_by("pk")),
        evidence=_rows(GivenEvidence, activity.evidence.order_by("pk")),
        follow_ups=_rows(GivenFollowUp, activity.follow_ups.order_by("pk")),
    )


def _rows(kind: Any, rows: Iterable[Any]) -> tuple[Any, ...]:
    hints = get_type_hints(kind)
    return tuple(kind(*(_known_as(getattr(row, name), hint) for name, hint in hints.items())) for row in rows)


def _known_as(value: Any, kind: Any) -> Any:
    """A member, partner or person by its slug; the empty text where there is none."""
    return "" if value is None and kind is str else getattr(value, "slug", value)


def _coded(tags: Any, column: str, code: str = "code") -> tuple[str, ...]:
    pairs = tags.order_by("pk").values_list(f"{column}__plan__slug", f"{column}__{code}")
    return tuple(f"{plan}/{found}" for plan, found in pairs)


# As lines of the audit tell it


def told(given: GivenActivity, name: str) -> Any:
    """One field as a line tells it."""
    value = getattr(given, name)
    if isinstance(value, tuple):
        return [_told_row(item) if dataclasses.is_dataclass(item) else item for item in value]
    return to_plain(value)


def _told_row(item: Any) -> dict[str, Any]:
    plain = {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}
    return {name: to_plain(value) for name, value in plain.items() if not is_nothing(value)}


def is_nothing(value: Any) -> bool:
    """Whether a line leaves a value out: nothing said, unlike zero."""
    return value is None or value is False or value == ""


def content_names() -> list[str]:
    """The fields that somebody who notes an activity decides."""
    return [field.name for field in dataclasses.fields(GivenActivity) if field.name not in LIFE]


def told_before(lines: Iterable[Line]) -> dict[str, Any]:
    """What the fields that these lines changed were before the earliest of them; the lines come latest first."""
    before: dict[str, Any] = {}
    for line in lines:
        before |= {name: pair[0] for name, pair in line.change.items()}
    return before


def with_told(given: GivenActivity, told_fields: Mapping[str, Any]) -> GivenActivity:
    """The activity with some of its fields as lines tell them.

    Raises ValueError where a line tells what no activity can be.
    """
    hints = get_type_hints(GivenActivity)
    fields = {name: value for name, value in told_fields.items() if name in hints}
    plain = {**to_plain(given), **{name: _filled(hints[name], value) for name, value in fields.items()}}
    return from_plain(GivenActivity, plain)


def _filled(kind: Any, value: Any) -> Any:
    """A field with what its line left out; names that were erased since are empty."""
    if value is None:
        return _nothing(kind)
    if not isinstance(value, list):
        return value
    row = get_args(kind)[0]
    if not dataclasses.is_dataclass(row):
        return value
    hints = get_type_hints(row)
    empty = {name: _nothing(hint) for name, hint in hints.items()}
    return [{**empty, **{name: read_cell(cell) for name, cell in item.items()}} for item in value]


def _nothing(kind: Any) -> Any:
    if get_args(kind) and get_args(kind)[-1] is Ellipsis:
        return []
    return NOTHING.get(kind)


def read_cell(cell: Any) -> Any:
    """A cell of a line; a reference to a personal value as that value."""
    if not (isinstance(cell, str) and cell.startswith(PERSONAL)):
        return cell
    kept = PersonalValue.objects.filter(pk=cell.removeprefix(PERSONAL)).first()
    return kept.value if kept else ""


def days_of(given: GivenActivity) -> tuple[date, date]:
    """The first and the last of an activity's days."""
    return (
        min(day.first_day for day in given.occurrences),
        max(day.last_day for day in given.occurrences),
    )
