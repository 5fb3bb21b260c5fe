"""The question that the databases are asked: which documents hold these marks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from metronome.home.enums import Sort
from metronome.home.models import Document

#: Of each word one of its marks must be there.
Sets = Sequence[Collection[str]]
#: The first and the last number of documents that are looked at.
Range = tuple[int, int]
INNER = (-(1 << 63), -1)
EVERYTHING = (INNER[0], Document.PUBLIC[1])

_HOLDS = {
    "sqlite": "SELECT {} FROM home_marks WHERE home_marks MATCH %s AND rowid BETWEEN %s AND %s",
    "postgresql": "SELECT {} FROM home_document WHERE vector @@ %s::tsquery AND id BETWEEN %s AND %s",
}
_NUMBER = {"sqlite": "rowid", "postgresql": "id"}
_SIGNS = {"sqlite": ('"', " OR ", " AND "), "postgresql": ("'", " | ", " & ")}


def _condition(sets: Sets) -> str:
    """In the database's words. Marks hold letters, digits and the signs :=_. alone: no quote."""
    quote, either, both = _SIGNS[connection.vendor]
    return both.join("(" + either.join(f"{quote}{mark}{quote}" for mark in sorted(marks)) + ")" for marks in sets)


def holding(tiers: Sequence[Sets], within: Range = Document.PUBLIC) -> list[int]:
    """The documents that fit one of the conditions, those of the first condition first, each once, in their order;
    what is not public comes after what is, of the same condition."""
    rows = _each(tiers, within)
    rows.sort(key=None if within == Document.PUBLIC else _public_first)
    return list(dict.fromkeys([place for _, place in rows]))


def _public_first(row: tuple[int, int]) -> tuple[int, bool, int]:
    tier, place = row
    return tier, place < 0, place


def written_of_sort(tiers: Sequence[Sets], sort: Sort) -> list[list[str]]:
    """For each condition the numbers of the documents of one sort that fit it, as they are written, in no order.

    The database hands over one text: a common word is in very many, and as many rows would take three times as long as
    it takes to find them. PostgreSQL looks at each document once for all conditions, since it reads them whole.
    """
    low = sort << Document.SORT_BITS
    within = (low, low + (1 << Document.SORT_BITS) - 1)
    if connection.vendor == "sqlite":
        found = dict(
            _asked([_those(number, sets, within, "group_concat(rowid)") for number, sets in enumerate(tiers)])
        )
        told = [found[number] for number in range(len(tiers))]
    else:
        conditions = [_condition(sets) for sets in tiers]
        each = ", ".join(["string_agg(id::text, ',') FILTER (WHERE vector @@ %s::tsquery)"] * len(tiers))
        any_of_them = " | ".join(f"({one})" for one in conditions)
        (told,) = _asked([(_HOLDS["postgresql"].format(each), (*conditions, any_of_them, *within))])
    return [one.split(",") if one else [] for one in told]


def which_hold(conditions: Sequence[Sets]) -> list[bool]:
    """For each condition whether any public document fits it."""
    found = {number for (number,) in _asked([_any(number, sets, "") for number, sets in enumerate(conditions)])}
    return [number in found for number in range(len(conditions))]


def whereabouts(conditions: Sequence[Sets]) -> list[tuple[int, int]]:
    """The number of each condition with what fits it: nought for whatever is public, and each document that is not."""
    public = [_any(number, sets, ", 0") for number, sets in enumerate(conditions)]
    return _asked([*public, *(_those(number, sets, INNER) for number, sets in enumerate(conditions))])


def _each(conditions: Sequence[Sets], within: Range) -> list[tuple[int, int]]:
    return _asked([_those(number, sets, within) for number, sets in enumerate(conditions)])


#: A part of a question, and what it says.
Part = tuple[str, Sequence[Any]]


def _those(number: int, sets: Sets, within: Range, what: str = "") -> Part:
    what = what or _NUMBER[connection.vendor]
    return _HOLDS[connection.vendor].format(f"{number}, {what}"), (_condition(sets), *within)


def _any(number: int, sets: Sets, more: str) -> Part:
    holds = _HOLDS[connection.vendor].format("1")
    return f"SELECT {number}{more} WHERE EXISTS ({holds})", (_condition(sets), *Document.PUBLIC)


def _asked(parts: Sequence[Part]) -> list[Any]:
    """All parts in one question."""
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(part for part, _ in parts), [value for _, said in parts for value in said])
        return list(cursor.fetchall())
