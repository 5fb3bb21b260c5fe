"""The exhibit of what is known: metropolises by indicators, with the years of which something is stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from metronome.design.pictures.grid import Crossed, grid
from metronome.design.pictures.pen import Palette
from metronome.design.words import direction_of, reader
from metronome.ground.addresses import address
from metronome.network.models import Region

from ..asked import Wish
from ..averages import Cell
from ..dense.reading import Cube
from ..enums import Status
from ..models import Geography, IndicatorVersion, Release
from ..shown import definitions_in
from .asking import Drawn, chosen_geography, cube_and_release, drawn_by, sources_of, wish_of
from .exhibit import Exhibit, Row
from .relation import names_of

COVERAGE = (
    "area", "name", "region", "indicator", "first_year", "last_year", "last_year_that_is_no_projection", "years",
    "status", "scale",
)  # fmt: skip
#: So many meetings are looked at on one page.
MOST = 40_000


@dataclass(frozen=True, slots=True)
class Held:
    """What is stated of an area and an indicator: the years with a value, the last of them that is no projection
    (None where there are only projections), and the latest statement."""

    years: tuple[int, ...]
    last: int | None
    latest: Cell | None


@dataclass(frozen=True)
class Coverage:
    """Areas by indicators. Only indicators of which the release holds anything stand as columns; `empty` are the
    others."""

    wish: Wish
    release: Release
    cube: Cube
    geography: Geography
    areas: Sequence[Drawn]
    definitions: Sequence[IndicatorVersion]
    empty: Sequence[IndicatorVersion]
    regions: Mapping[str, str]

    def held(self, area: str, definition: IndicatorVersion) -> Held:
        history = self.cube.history(definition.slug, area)
        known = [cell for cell in history if cell.number is not None]
        real = [cell.year for cell in known if cell.status != Status.FORECAST]
        return Held(tuple(cell.year for cell in known), max(real, default=None), history[-1] if history else None)

    @cached_property
    def by_region(self) -> list[tuple[str, int, list[int]]]:
        """Each region with how many areas it has and, by indicator, how many of them have a value."""
        found: dict[str, tuple[int, list[int]]] = {}
        known = {one.slug: self._with_value(one) for one in self.definitions}
        for area in self.areas:
            number, counts = found.get(area.region, (0, [0] * len(self.definitions)))
            counts = [
                count + (area.slug in known[one.slug]) for count, one in zip(counts, self.definitions, strict=True)
            ]
            found[area.region] = (number + 1, counts)
        order = [*self.regions, ""]
        return [(region, *found[region]) for region in order if region in found]

    def _with_value(self, definition: IndicatorVersion) -> set[str]:
        slugs = [area.slug for area in self.areas]
        found: set[str] = set()
        # From the latest year back: most areas are found at once.
        for year in reversed(self.cube.stated_years(definition.slug, slugs)):
            found |= {cell.area for cell in self.cube.cells(definition.slug, year, slugs) if cell.number is not None}
            if len(found) == len(slugs):
                break
        return found

    def region_name(self, region: str) -> str:
        return self.regions.get(region) or _("without a region")


def read_coverage(asked: QueryDict) -> Coverage | None:
    """What an address asks for; None where nothing is released. Raises Unclear."""
    wish = wish_of(asked)
    there = cube_and_release(wish.release)
    if there is None:
        return None
    cube, release = there
    definitions = definitions_in(cube)
    geography = chosen_geography(cube, wish.geography, definitions)
    if geography is None:
        return None
    held = {one.indicator for one in cube.header.series if one.geography == geography.slug}
    regions = {one.slug: one.name.in_(reader()) for one in Region.objects.all()}
    return Coverage(
        wish,
        release,
        cube,
        geography,
        drawn_by(geography.slug, wish.region),
        [one for one in definitions if one.slug in held],
        [one for one in definitions if one.slug not in held],
        regions,
    )


def coverage(asked: QueryDict) -> Exhibit | None:
    found = read_coverage(asked)
    return coverage_of(found) if found else None


def coverage_of(found: Coverage) -> Exhibit:
    title = _("What is known: %(geography)s") % {"geography": found.geography.label.in_(reader())}

    def draw(width: int, palette: Palette) -> SafeString:
        columns = [(str(number), one.name.in_(reader())) for number, one in enumerate(found.definitions, 1)]
        rows = [
            Crossed(
                _("%(region)s (%(number)d)") % {"region": found.region_name(region), "number": number},
                [(count, None) for count in counts],
            )
            for region, number, counts in found.by_region
        ]
        return grid(columns, rows, sentence=title, width=width, palette=palette, direction=direction_of(reader()))

    def make() -> Iterator[Row]:
        names = names_of([area.slug for area in found.areas])
        for area in found.areas:
            for definition in found.definitions:
                held = found.held(area.slug, definition)
                yield (
                    area.area, names[area.slug], area.region, definition.slug,
                    *(held.years[:1] or (None,)), *(held.years[-1:] or (None,)), held.last, len(held.years),
                    held.latest.status if held.latest else "", held.latest.scale if held.latest else "",
                )  # fmt: skip

    return Exhibit(
        view="coverage",
        title=title,
        release=found.release,
        query={"geography": found.geography.slug, "region": found.wish.region},
        columns=COVERAGE,
        make=make,
        draw=draw,
        sources=sources_of([one.source for one in found.cube.header.series if one.geography == found.geography.slug]),
        page=address("observatory:coverage"),
        notes=[_("A number says of how many metropolises of the region at least one year has a value.")],
    )
