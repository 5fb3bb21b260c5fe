"""The parts of an activity, from eleven tables in one question: each row as JSON, with the part that it belongs to.

The SQL is made once in a process, because making it costs far more than asking.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, get_type_hints

from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject

from metronome.ground.frozen import from_plain
from metronome.ground.text import Text

from .given import (
    GivenEvidence,
    GivenFollowUp,
    GivenInvolvement,
    GivenOccurrence,
    GivenParticipation,
    GivenPerson,
    GivenScore,
)
from .models import (
    Activity,
    ChallengeTag,
    Evidence,
    FollowUp,
    GoalTag,
    Involvement,
    MarkerScore,
    Occurrence,
    Participation,
    PersonInvolved,
    ResultTag,
    ThemeTag,
)

#: Tables with rows of their own shape.
ROWS: Mapping[str, tuple[Any, Any]] = {
    "occurrences": (Occurrence, GivenOccurrence),
    "marker_scores": (MarkerScore, GivenScore),
    "involvements": (Involvement, GivenInvolvement),
    "people": (PersonInvolved, GivenPerson),
    "participations": (Participation, GivenParticipation),
    "evidence": (Evidence, GivenEvidence),
    "follow_ups": (FollowUp, GivenFollowUp),
}
#: Tables of tags, with the columns whose values, joined by a slash, a tag is known by.
TAGS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "result_tags": (ResultTag, ("result__plan__slug", "result__code")),
    "challenge_tags": (ChallengeTag, ("challenge__plan__slug", "challenge__code")),
    "theme_tags": (ThemeTag, ("theme__plan__slug", "theme__slug")),
    "goal_tags": (GoalTag, ("goal",)),
}
#: Columns that lead to another table, by what is read there.
KNOWN_BY = {name: f"{name}__slug" for name in ("marker", "member", "partner", "contact")}


def gathered(activity: Activity) -> dict[str, tuple[Any, ...]]:
    """Every part of the activity, each in the order in which it was put."""
    sql, number = _question(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [activity.pk if value is ASKED else value for value in number])
        rows = cursor.fetchall()
    found: dict[str, list[tuple[int, Any]]] = {name: [] for name in (*ROWS, *TAGS)}
    for part, pk, cells in rows:
        found[part].append((pk, _read(part, json.loads(cells) if isinstance(cells, str) else cells)))
    return {part: tuple(item for _, item in sorted(items, key=_number)) for part, items in found.items()}


def gathered_for(pks: Sequence[int]) -> dict[int, dict[str, tuple[Any, ...]]]:
    """Every part of many activities, by their keys: one question for each part."""
    found: dict[int, dict[str, tuple[Any, ...]]] = {pk: dict.fromkeys((*ROWS, *TAGS), ()) for pk in pks}
    for name in (*ROWS, *TAGS):
        model, cells = _cells(name)
        rows = model.objects.filter(activity__in=pks).order_by("pk").annotate(cells_=JSONObject(**cells))
        for activity, said in rows.values_list("activity", "cells_"):
            found[activity][name] += (_read(name, said),)
    return found


def _number(row: tuple[int, Any]) -> int:
    return row[0]


#: Stands in the SQL for the activity that is asked about.
ASKED = object()
UNLIKELY = 2**62 - 1


@cache
def _question(_vendor: str) -> tuple[str, Sequence[Any]]:
    questions = [_asked(name, *_cells(name)) for name in (*ROWS, *TAGS)]
    sql, values = questions[0].union(*questions[1:], all=True).query.sql_with_params()
    return sql, [ASKED if value == UNLIKELY else value for value in values]


def _cells(name: str) -> tuple[Any, Mapping[str, F]]:
    """The table of a part, and what is read of each of its rows."""
    if name in TAGS:
        model, columns = TAGS[name]
        return model, {str(place): F(column) for place, column in enumerate(columns)}
    model, given = ROWS[name]
    return model, {column: F(KNOWN_BY.get(column, column)) for column in given.__slots__}


def _asked(name: str, model: Any, cells: Mapping[str, Any]) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = model.objects.filter(activity=UNLIKELY).order_by()
    found = found.annotate(part_=Value(name), cells_=JSONObject(**cells))
    return found.values_list("part_", "pk", "cells_")


def _read(part: str, cells: dict[str, Any]) -> Any:
    if part in TAGS:
        return "/".join(cells[str(place)] for place in range(len(cells)))
    given = ROWS[part][1]
    hints = _hints(given)
    return from_plain(given, {name: _as_kept(cell, hints[name]) for name, cell in cells.items()})


@cache
def _hints(given: Any) -> dict[str, Any]:
    return get_type_hints(given)


def _as_kept(cell: Any, kind: Any) -> Any:
    """A cell as its kind has it: one database knows no truth but 0 and 1, and gives a text within as characters."""
    if kind is bool:
        return bool(cell)
    if kind is Text and isinstance(cell, str):
        return json.loads(cell)
    return "" if cell is None and kind is str else cell
