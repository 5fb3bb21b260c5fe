"""A ranking as a file: every row with what it takes to believe it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metronome.design.words import reader

from .comparing import Compared, in_places
from .models import AreaVersion

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
    """The areas of a ranking, with codes; the names of places in the reader's language. Every area comes, so that the
    columns are asked for and not their models."""
    drawn = AreaVersion.objects.filter(geography__slug=found.series.geography)
    named = {slug: rest for slug, *rest in drawn.values_list("slug", "area__slug", "area__name", "code")}
    release = found.wish.release.slug if found.wish.release else ""
    for place, cell, change in found.order:
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
