"""The question that the databases are asked: which documents hold these marks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

#: Of each word one of its marks must be there.
Sets = Sequence[Collection[str]]

_HOLDS = {
    "sqlite": "SELECT {} rowid FROM home_marks WHERE home_marks MATCH %s",
    "postgresql": "SELECT {} id FROM home_document WHERE vector @@ %s::tsquery",
}
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


def which_hold(conditions: Sequence[Sets]) -> list[bool]:
    """For each condition whether any document fits it."""
    if not conditions:
        return []
    rows = _asked([""] * len(conditions), "SELECT {number} WHERE EXISTS ({})", conditions)
    found = {number for (number,) in rows}
    return [number in found for number in range(len(conditions))]


def _asked(columns: Sequence[str], frame: str, conditions: Sequence[Sets]) -> list[Any]:
    """One question for all conditions."""
    holds = _HOLDS[connection.vendor]
    parts = [frame.format(holds.format(column), number=number) for number, column in enumerate(columns)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [_condition(sets) for sets in conditions])
        return list(cursor.fetchall())
