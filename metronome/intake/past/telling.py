"""What was read, as plain values: for programs, and as it is kept for review."""

from __future__ import annotations

from typing import Any

from .found import Found, FoundDays, Proposed
from .reading import Read


def read_json(read: Read) -> dict[str, Any]:
    """A whole reading, with the confidence and the place of everything in it."""
    first, last = read.period.ends
    return {
        "layout": read.layout,
        "language": read.language,
        "period": {"first": first.isoformat(), "last": last.isoformat()},
        "activities": [
            {**proposed_json(one), "in_the_record": code or None}
            for one, code in zip(read.activities, read.codes, strict=True)
        ],
    }


def proposed_json(one: Proposed) -> dict[str, Any]:
    """A proposed activity. A place is a page (0: the source has none) and its lines, first and last."""
    pages = {line.number: line.page for line in one.lines}
    return {
        "language": one.language,
        "confidence": one.confidence,
        "title": _found(one.title, pages),
        "days": [_days(days, pages) for days in one.days],
        "kind": _found(one.kind, pages) if one.kind else None,
        "line": _found(one.line, pages) if one.line else None,
        "results": [_found(found, pages) for found in one.results],
        "challenges": [_found(found, pages) for found in one.challenges],
        "members": [_found(found, pages) for found in one.members],
        "partners": [_found(found, pages) for found in one.partners],
        "summary": one.summary,
        "place": _place(one.lines[0].number, one.lines[-1].number, pages),
    }


def _found(found: Found, pages: dict[int, int]) -> dict[str, Any]:
    return {
        "value": found.value or None,
        "printed": found.printed,
        "confidence": found.confidence,
        "place": _place(found.first, found.last, pages),
        "candidates": list(found.candidates),
    }


def _days(days: FoundDays, pages: dict[int, int]) -> dict[str, Any]:
    return {
        "first": days.span.first_day.isoformat(),
        "last": days.span.last_day.isoformat(),
        "precision": days.span.precision,
        "printed": days.printed,
        "confidence": days.confidence,
        "place": _place(days.first, days.last, pages),
    }


def _place(first: int, last: int, pages: dict[int, int]) -> dict[str, int]:
    return {"page": pages.get(first, 0), "first_line": first, "last_line": last}
