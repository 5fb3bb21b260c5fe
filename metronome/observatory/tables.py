"""A ranking as a file: every row with what it takes to believe it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metronome.design.words import reader

from .comparing import Compared, in_places
from .models import AreaVersion
from .ordering import Placed

#: So many areas are asked for at once, and held.
STRETCH = 1000

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
    for first in range(0, len(found.order), STRETCH):
        yield from _rows(found, found.order[first : first + STRETCH])


def _rows(found: Compared, some: Sequence[Placed]) -> Iterator[Sequence[object]]:
    """Every area comes in the end, so that the columns are asked for and not their models."""
    drawn = AreaVersion.objects.filter(slug__in=[cell.area for _place, cell, _change in some])
    named = {slug: rest for slug, *rest in drawn.values_list("slug", "area__slug", "area__name", "code")}
    release = found.wish.release.slug if found.wish.release else ""
    for place, cell, change in some:
        area, name, code = named[cell.area]
        yield (
            place,
            area,
            name.in_(reader()),
            code,
            found.series.geography,
            found.definition.slug,
            found.year,
            found.in_units(cell.number or 0),
            found.definition.unit,
            "" if change is None else in_places(change),
            cell.status,
            cell.scale,
            found.series.source,
            found.series.method,
            found.source.licence,
            release,
        )
