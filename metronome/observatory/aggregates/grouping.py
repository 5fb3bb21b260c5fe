"""Into which groups a release puts the areas that a geography draws: all, those where members act, regions, classes of
size. They are kept with its averages, so that a region that is cut anew changes no number that was cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Q

from metronome.network.queries import network_zone

from ..averages import in_units
from ..dense.reading import Cube
from ..models import AreaMember, AreaVersion, Indicator, IndicatorVersion, Release, SizeClass
from .record import ALL, MEMBERS, REGION, SIZE, Groups


def groups_for(release: Release, cube: Cube, geographies: Iterable[str]) -> Groups:
    """The groups of each geography on the day of a release, each with its areas by slug; empty ones are none."""
    acting = _acting(release.at.astimezone(network_zone()).date())
    classes = list(SizeClass.objects.select_related("indicator"))
    return {geography: _groups(geography, cube, acting, classes) for geography in sorted(set(geographies))}


def _acting(day: date) -> set[int]:
    """The areas where a member acts on a day."""
    begun, lasts = Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day)
    return set(AreaMember.objects.filter(begun, lasts).values_list("area", flat=True))


def _groups(geography: str, cube: Cube, acting: set[int], classes: list[SizeClass]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {ALL: [], MEMBERS: []}
    drawn = AreaVersion.objects.filter(geography__slug=geography).order_by("slug")
    for slug, area, region in drawn.values_list("slug", "area", "area__region__slug"):
        found[ALL].append(slug)
        if area in acting:
            found[MEMBERS].append(slug)
        if region:
            found.setdefault(REGION + region, []).append(slug)
    for one, areas in _by_size(geography, cube, found[ALL], classes):
        found[SIZE + one.slug] = areas
    return {key: areas for key, areas in found.items() if areas}


def _by_size(
    geography: str, cube: Cube, areas: list[str], classes: list[SizeClass]
) -> Iterator[tuple[SizeClass, list[str]]]:
    """The areas whose latest value that is no projection lies in a class, for each class."""
    sizes = {one: _latest(one, geography, cube, areas) for one in {one.indicator for one in classes}}
    for one in classes:
        yield one, [area for area, size in sizes[one.indicator].items() if one.holds(size)]


def _latest(indicator: Indicator, geography: str, cube: Cube, areas: list[str]) -> dict[str, Decimal]:
    """The latest value of each area that is no projection, in units; areas of which there is none are left out."""
    for version in IndicatorVersion.objects.filter(indicator=indicator).order_by("-number"):
        if any(series.geography == geography for series in cube.series(version.slug)):
            cells = cube.latest(version.slug, cube.placed(areas))
            return {cell.area: in_units(cell.number or 0, version.decimals) for cell in cells}
    return {}
