"""A ranking as a file: every row with what it takes to believe it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metronome.design.words import reader

from .comparing import Compared

RANKING = (
    "place",
    "area",
    "name",
    "code",
    "geography",
    "indicator",
    "year",
    "value",
    "unit",
    "change",
    "status",
    "scale",
    "source",
    "method",
    "licence",
    "release",
)


def ranking_rows(found: Compared) -> Iterator[Sequence[object]]:
    """The areas of a ranking, with codes; the names of places in the reader's language."""
    for row in found.ranked(found.order):
        yield (
            row.place,
            row.drawn.area.slug,
            row.drawn.area.name.in_(reader()),
            row.drawn.code,
            found.series.geography,
            found.definition.slug,
            found.year,
            row.value,
            found.definition.unit,
            "" if row.change is None else row.change,
            row.status.value,
            row.scale.value,
            found.series.source,
            found.series.method,
            found.source.licence,
            found.wish.release.slug if found.wish.release else "",
        )
