"""An indicator in one geography, one year and one release: the ranking, what it adds up to, and how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from .asked import Wish
from .averages import Average, Cell, average
from .dense.layout import Series
from .dense.reading import Cube, cube_of
from .enums import Scale, Status
from .models import AreaVersion, IndicatorVersion, Source
from .phrases import percent_in_words


@dataclass(frozen=True, slots=True)
class Ranked:
    """A metropolis in a ranking: its place (equals share one), value in units, status and scale.

    `change`: by how much it changed since the earlier year, as a share of what it was; None where that is not known.
    """

    place: int
    drawn: AreaVersion
    value: Decimal
    status: Status
    scale: Scale
    change: Decimal | None = None
    is_marked: bool = False

    @property
    def change_in_words(self) -> str:
        return percent_in_words(self.change)


#: A place, what is stated, and the change since the earlier year.
Placed = tuple[int, Cell, Fraction | None]


@dataclass(frozen=True)
class Compared:
    """What the page of an indicator shows of a release."""

    definition: IndicatorVersion
    wish: Wish
    cube: Cube
    series: Series
    choices: Sequence[Series]
    year: int
    years: Sequence[int]
    areas: Sequence[str]

    @cached_property
    def source(self) -> Source:
        return Source.objects.get(slug=self.series.source)

    @cached_property
    def cells(self) -> list[Cell]:
        """What is stated of the areas asked for, those without a value included."""
        return self.cube.cells(self.definition.slug, self.year, self.areas)

    @cached_property
    def order(self) -> list[Placed]:
        """The areas with a value, the highest first, or with a year to compare with the fastest growing first; each
        with its place, which equals share."""
        earlier = {cell.area: cell.number for cell in self._earlier()}
        rows = [(cell, _change(cell.number, earlier.get(cell.area))) for cell in self.cells if cell.number is not None]
        if self.wish.since is not None:
            rows = [(cell, change) for cell, change in rows if change is not None]
        keys = [(change if self.wish.since is not None else cell.number) or 0 for cell, change in rows]
        order = sorted(range(len(rows)), key=lambda number: (-keys[number], rows[number][0].area))
        places: dict[Fraction | int, int] = {}
        return [(places.setdefault(keys[number], place), *rows[number]) for place, number in enumerate(order, 1)]

    def ranked(self, some: Sequence[Placed]) -> list[Ranked]:
        """Some of the order as a page shows them; the database is asked for these alone."""
        slugs = [cell.area for _place, cell, _change in some]
        drawn = AreaVersion.objects.select_related("area").in_bulk(slugs, field_name="slug")
        return [self._ranked(drawn[cell.area], place, cell, change) for place, cell, change in some]

    def _earlier(self) -> list[Cell]:
        if self.wish.since is None:
            return []
        return self.cube.cells(self.definition.slug, self.wish.since, self.areas)

    def _ranked(self, drawn: AreaVersion, place: int, cell: Cell, change: Fraction | None) -> Ranked:
        return Ranked(
            place=place,
            drawn=drawn,
            value=self.in_units(cell.number or 0),
            status=Status(cell.status),
            scale=Scale(cell.scale),
            change=None if change is None else Decimal(round(change * 10_000)).scaleb(-4),
            is_marked=drawn.area.slug == self.wish.area,
        )

    @cached_property
    def average(self) -> Average:
        """The areas asked for as one number, as the definition puts them together."""
        weight = self.definition.weight
        weights = self._weights(weight.slug) if weight else None
        return average(
            self.cells,
            aggregation=self.definition.aggregation,
            decimals=self.definition.decimals,
            of=len(self.areas),
            weights=weights,
        )

    def _weights(self, indicator: str) -> dict[str, int]:
        """The weight of each area in the year: that of the latest definition which the release has."""
        slugs = IndicatorVersion.objects.filter(indicator__slug=indicator).values_list("slug", flat=True)
        for slug in slugs:
            if cells := self.cube.cells(slug, self.year, self.areas):
                return {cell.area: cell.number for cell in cells if cell.number is not None}
        return {}

    @cached_property
    def marked(self) -> AreaVersion | None:
        """The metropolis that the reader marked, where this geography draws it."""
        rows = AreaVersion.objects.filter(geography__slug=self.series.geography, slug__in=self.areas)
        return rows.select_related("area").filter(area__slug=self.wish.area).first() if self.wish.area else None

    @cached_property
    def history(self) -> list[Cell]:
        """The marked metropolis, year by year."""
        return self.cube.history(self.definition.slug, self.marked.slug) if self.marked else []

    @property
    def told(self) -> list[tuple[int, Decimal | None, Status]]:
        """The marked metropolis as rows: year, value in units, status."""
        return [
            (cell.year, None if cell.number is None else self.in_units(cell.number), Status(cell.status))
            for cell in self.history
        ]

    def in_units(self, number: int) -> Decimal:
        return in_units(number, self.definition.decimals)


def in_units(number: int, decimals: int) -> Decimal:
    """A number in the places that are kept, in units."""
    return Decimal(number).scaleb(-decimals)


def _change(now: int | None, before: int | None) -> Fraction | None:
    return Fraction(now - before, abs(before)) if now is not None and before else None


def compared(definition: IndicatorVersion, wish: Wish) -> Compared | None:
    """An indicator as an address asks for it; None where there is no release, or it has nothing of it.

    Without a year it is the latest that is no projection of the most areas, which a reader can rely on.
    """
    cube = cube_of(wish.release.digest) if wish.release else None
    choices = cube.series(definition.slug) if cube else []
    if cube is None or not choices:
        return None
    series = next((one for one in choices if one.geography == wish.geography), choices[0])
    rows = AreaVersion.objects.filter(geography__slug=series.geography)
    if wish.region:
        rows = rows.filter(area__region__slug=wish.region)
    areas = list(rows.values_list("slug", flat=True))
    years = cube.stated_years(definition.slug, areas)
    year = wish.year if wish.year is not None else cube.latest_year(definition.slug, areas)
    return Compared(definition, wish, cube, series, choices, year, years, areas)
