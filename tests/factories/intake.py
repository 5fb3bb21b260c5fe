"""Reports that were read."""

from __future__ import annotations

from datetime import date
from typing import Any

from metronome.intake.models import ProposedActivity, Reading

PLACE = {"page": 2, "first_line": 11, "last_line": 12}


def found(value: str | None, *candidates: str) -> dict[str, Any]:
    return {
        "value": value,
        "printed": "as printed",
        "confidence": 0.9 if value else 0.0,
        "place": PLACE,
        "candidates": list(candidates),
    }


def make_reading(**fields: Any) -> Reading:
    """A report with one activity that waits."""
    given = {
        "file": "0" * 64 + ".txt",
        "label": "report.txt",
        "layout": "report",
        "language": "en",
        "first_day": date(2021, 1, 1),
        "last_day": date(2021, 4, 30),
        "by": "office",
    }
    reading = Reading.objects.create(**{**given, **fields})
    told = {
        "language": "en",
        "confidence": 0.9,
        "title": found("A forum of the past"),
        "days": [{"first": "2021-03-17", "last": "2021-03-18", "precision": "day", **found(None)}],
        "kind": found("event"),
        "line": None,
        "results": [],
        "challenges": [],
        "members": [found("dakar"), found(None, "dakar"), found(None)],
        "partners": [],
        "summary": "What was said.",
        "place": PLACE,
    }
    ProposedActivity.objects.create(
        reading=reading,
        number=1,
        title="A forum of the past",
        first_day=date(2021, 3, 17),
        confidence=0.9,
        told=told,
        lines=[[2, 11, "17-18 March"], [2, 12, "A forum of the past"]],
    )
    return reading
