"""A metropolis among its peers: what a release says of it, indicator by indicator, and what it does not say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .averages import Cell
from .comparing import in_units
from .dense.layout import Series
from .dense.reading import Cube, cube_of
from .enums import Status
from .models import Area, AreaVersion, IndicatorVersion, Release


@dataclass(frozen=True, slots=True)
class Known:
    """The latest value of an indicator that is no projection, and its place among the areas of the same geography that
    have one of that year: the highest is the first, equals share a place."""

    definition: IndicatorVersion
    drawn: AreaVersion
    series: Series
    cell: Cell
    value: Decimal
    place: int
    of: int
    history: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a release says of an area, and the definitions of which it says nothing."""

    release: Release
    known: Sequence[Known]
    gaps: Sequence[IndicatorVersion]


def profile(area: Area, release: Release | None, definitions: Iterable[IndicatorVersion]) -> Profile | None:
    """An area in a release; None where there is none, or its arrays are not made."""
    cube = cube_of(release.digest) if release else None
    if cube is None or release is None:
        return None
    known: list[Known] = []
    gaps: list[IndicatorVersion] = []
    for definition in definitions:
        found = list(_known(area, cube, definition))
        known += found
        if not found:
            gaps.append(definition)
    return Profile(release, known, gaps)


def _known(area: Area, cube: Cube, definition: IndicatorVersion) -> Iterator[Known]:
    for series in cube.series(definition.slug):
        for drawn in area.versions.all():
            if drawn.geography.slug == series.geography and (one := _latest(cube, definition, series, drawn)):
                yield one


def _latest(cube: Cube, definition: IndicatorVersion, series: Series, drawn: AreaVersion) -> Known | None:
    history = cube.history(definition.slug, drawn.slug)
    past = [cell for cell in history if cell.number is not None and cell.status != Status.FORECAST]
    if not past:
        return None
    cell = past[-1]
    slugs = AreaVersion.objects.filter(geography=drawn.geography).values_list("slug", flat=True)
    peers = [one.number for one in cube.cells(definition.slug, cell.year, list(slugs)) if one.number is not None]
    number = cell.number or 0
    place = 1 + sum(other > number for other in peers)
    return Known(definition, drawn, series, cell, in_units(number, definition.decimals), place, len(peers), history)
