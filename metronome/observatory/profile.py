"""A metropolis among its peers: what a release says of it, indicator by indicator, and what it does not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from .averages import Cell, in_units
from .dense.layout import Series
from .dense.reading import Cube, cube_of
from .enums import Status
from .models import Area, AreaVersion, IndicatorVersion, Release
from .shown import definitions_in

#: Who a metropolis is held against: all that the same geography draws, or those of its region.
PEERS = ("", "region")


@dataclass(frozen=True, slots=True)
class Known:
    """The latest value of an indicator that is no projection, and its place among the peers that have one of that
    year: the highest is the first, equals share a place. `below`: of a hundred other peers, so many have a lower
    value; None where there is no other."""

    definition: IndicatorVersion
    drawn: AreaVersion
    series: Series
    cell: Cell
    value: Decimal
    place: int
    of: int
    below: Decimal | None
    history: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a release says of an area, and the definitions of which it says nothing. `peers`: one of PEERS."""

    release: Release
    known: Sequence[Known]
    gaps: Sequence[IndicatorVersion]
    peers: str = ""


def profile(area: Area, release: Release | None, peers: str = "") -> Profile | None:
    """An area in a release; None where there is none, or its arrays are not made."""
    cube = cube_of(release.digest) if release else None
    if cube is None or release is None:
        return None
    drawn = {one.geography.slug: one for one in area.versions.all()}
    slugs = _peers(list(drawn), area.region_id if peers == "region" else None)
    # Where they stand is found once, and not for each indicator.
    others = {geography: cube.placed(some) for geography, some in slugs.items()}
    known: list[Known] = []
    gaps: list[IndicatorVersion] = []
    for definition in definitions_in(cube):
        found = list(_known(cube, definition, drawn, others))
        known += found
        if not found:
            gaps.append(definition)
    return Profile(release, known, gaps, peers)


def _peers(geographies: Sequence[str], region: int | None) -> Mapping[str, list[str]]:
    """The areas that each geography draws, in one question."""
    rows = AreaVersion.objects.filter(geography__slug__in=geographies)
    if region is not None:
        rows = rows.filter(area__region=region)
    found: dict[str, list[str]] = {geography: [] for geography in geographies}
    for geography, slug in rows.order_by().values_list("geography__slug", "slug"):
        found[geography].append(slug)
    return found


def _known(
    cube: Cube, definition: IndicatorVersion, drawn: Mapping[str, AreaVersion], others: Mapping[str, Any]
) -> Iterator[Known]:
    for series in cube.series(definition.slug):
        own = drawn.get(series.geography)
        if own and (one := _latest(cube, definition, series, own, others[series.geography])):
            yield one


def _latest(cube: Cube, definition: IndicatorVersion, series: Series, drawn: AreaVersion, others: Any) -> Known | None:
    history = cube.history(definition.slug, drawn.slug)
    past = [cell for cell in history if cell.number is not None and cell.status != Status.FORECAST]
    if not past:
        return None
    cell = past[-1]
    numbers, number = cube.column(definition.slug, cell.year, others).valued().numbers, cell.number or 0
    place, lower = 1 + int((numbers > number).sum()), int((numbers < number).sum())
    below = (
        (Decimal(100 * lower) / (len(numbers) - 1)).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
        if len(numbers) > 1
        else None
    )
    value = in_units(number, definition.decimals)
    return Known(definition, drawn, series, cell, value, place, len(numbers), below, history)
