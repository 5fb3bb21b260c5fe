"""The question that the databases are asked: which documents hold these marks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from metronome.home.enums import Sort
from metronome.home.models import Document

#: Of each word one of its marks must be there.
Sets = Sequence[Collection[str]]

_HOLDS = {
    "sqlite": "SELECT {} rowid FROM home_marks WHERE home_marks MATCH %s",
    "postgresql": "SELECT {} id FROM home_document WHERE vector @@ %s::tsquery",
}
_WITHIN = {"sqlite": " AND rowid BETWEEN %s AND %s", "postgresql": " AND id BETWEEN %s AND %s"}
_SIGNS = {"sqlite": ('"', " OR ", " AND "), "postgresql": ("'", " | ", " & ")}


def _condition(sets: Sets) -> str:
    """In the database's words. Marks hold letters, digits and the signs :=_. alone: no quote."""
    quote, either, both = _SIGNS[connection.vendor]
    return both.join("(" + either.join(f"{quote}{mark}{quote}" for mark in sorted(marks)) + ")" for marks in sets)


def holding(tiers: Sequence[Sets]) -> list[int]:
    """The documents that fit one of the conditions, those of the first condition first, each once, in their order."""
    rows = _asked([f"{tier}," for tier in range(len(tiers))], "{}", tiers)
    rows.sort()
    return list(dict.fromkeys([place for _, place in rows]))


def holding_of_sort(tiers: Sequence[Sets], sort: Sort) -> list[tuple[int, int]]:
    """The documents of one sort that fit one of the conditions, each with the number of the condition, in no order;
    one that fits several stands there for each."""
    low = sort << Document.SORT_BITS
    within = (low, low + (1 << Document.SORT_BITS) - 1)
    return _asked([f"{tier}," for tier in range(len(tiers))], "{}", tiers, within)


def which_hold(conditions: Sequence[Sets]) -> list[bool]:
    """For each condition whether any document fits it."""
    if not conditions:
        return []
    rows = _asked([""] * len(conditions), "SELECT {number} WHERE EXISTS ({})", conditions)
    found = {number for (number,) in rows}
    return [number in found for number in range(len(conditions))]


def _asked(
    columns: Sequence[str], frame: str, conditions: Sequence[Sets], within: tuple[int, int] | None = None
) -> list[Any]:
    """One question for all conditions, of the documents whose numbers lie within these two, if any are named."""
    holds = _HOLDS[connection.vendor] + (_WITHIN[connection.vendor] if within else "")
    parts = [frame.format(holds.format(column), number=number) for number, column in enumerate(columns)]
    with connection.cursor() as cursor:
        said = [value for sets in conditions for value in (_condition(sets), *(within or ()))]
        cursor.execute(" UNION ALL ".join(parts), said)
        return list(cursor.fetchall())
