"""An indicator in one geography, one year and one release: the ranking, what it adds up to, and how it came about."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from metronome.design.words import reader
from metronome.ground.audit import publication
from metronome.ground.kept import kept as kept_in_mind
from metronome.ground.once import WORD, Once

from .aggregates.reading import Kept, averages_of
from .aggregates.record import ALL, MIXED, REGION, Key
from .aggregates.weighing import weight_in
from .asked import Wish
from .averages import Average, Cell, in_units
from .dense.layout import Series
from .dense.reading import Column, Cube, cube_of
from .enums import Scale, Status
from .models import AreaVersion, IndicatorVersion, Source
from .ordering import Order, Placed, by_change, by_value
from .phrases import percent_in_words

Made = TypeVar("Made")
#: An area as a geography draws it.
DRAWN = Once(
    lambda geography, area: (
        AreaVersion.objects.filter(geography__slug=geography, area__slug=area).select_related("area").order_by("slug")
    ),
    geography=f"{WORD}g",
    area=f"{WORD}a",
)


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


@dataclass(frozen=True, eq=False)
class Comparison:
    """An indicator in one geography, one year and one release: what is the same whoever reads it."""

    definition: IndicatorVersion
    cube: Cube
    series: Series
    choices: Sequence[Series]
    year: int
    since: int | None
    years: Sequence[int]
    areas: Sequence[str]
    holds: frozenset[str]
    group: str
    averages: str
    _made: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What is made of it for the first reader and is the same for all, whichever metropolis they marked."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    def drawn(self, slugs: Iterable[str]) -> dict[str, AreaVersion]:
        """Area versions with their areas; the database is asked once for each that readers look at."""
        known: dict[str, AreaVersion] = self.once("drawn", dict)
        wanted = list(slugs)
        if missing := [slug for slug in wanted if slug not in known]:
            known |= AreaVersion.objects.select_related("area").in_bulk(missing, field_name="slug")
        return {slug: known[slug] for slug in wanted if slug in known}

    @cached_property
    def source(self) -> Source:
        return Source.objects.get(slug=self.series.source)

    @cached_property
    def placed(self) -> Any:
        """Where the areas stand in the arrays."""
        return self.cube.placed(self.areas)

    @cached_property
    def column(self) -> Column:
        return self.cube.column(self.definition.slug, self.year, self.placed)

    @property
    def numbers(self) -> list[int]:
        """The values in the places of the definition, the lowest first."""
        found: list[int] = sorted(self.column.valued().numbers.tolist())
        return found

    @cached_property
    def by_value(self) -> Order:
        """The highest first, whether or not a change is asked for."""
        return by_value(self.column)

    @cached_property
    def order(self) -> Order:
        if self.since is None:
            return self.by_value
        return by_change(self.column, self.cube.column(self.definition.slug, self.since, self.placed))

    @cached_property
    def kept(self) -> Kept | None:
        """The averages that were kept with the release; None where they are not made."""
        return averages_of(self.averages, self.definition.slug)

    @cached_property
    def average(self) -> Average:
        """The areas asked for as one number, as it was kept with the release: of one scale, the first of those of
        which there is a value."""
        asked = Key(self.definition.slug, self.series.geography, self.group, self.year, MIXED)
        found = self.kept.of_one_scale(asked) if self.kept else []
        return found[0].average if found else Average(self.definition.aggregation, None, 0, len(self.areas))

    @cached_property
    def other_scales(self) -> int:
        """How many values are of another scale than the average, and left out of it."""
        return len(self.column.valued()) - self.average.n - self.average.unweighted

    @cached_property
    def weights(self) -> dict[str, int] | None:
        """The weight of each area, where the mean is weighted."""
        if self.definition.weight is None:
            return None
        weight = weight_in(self.cube, self.definition, self.series.geography)
        column = self.cube.column(weight.indicator, self.year, self.placed) if weight else None
        return {cell.area: cell.number for cell in column.cells if cell.number is not None} if column else {}


@dataclass(frozen=True)
class Compared:
    """What the page of an indicator shows of a release to a reader, who may have marked a metropolis."""

    wish: Wish
    same: Comparison

    @cached_property
    def language(self) -> str:
        """The language of its reader, which a page asks for hundreds of times."""
        return reader()

    def once_read(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What is made of the comparison for the first reader of a language and is the same for all of them."""
        return self.same.once((name, self.language), make)

    @property
    def definition(self) -> IndicatorVersion:
        return self.same.definition

    @property
    def cube(self) -> Cube:
        return self.same.cube

    @property
    def series(self) -> Series:
        return self.same.series

    @property
    def choices(self) -> Sequence[Series]:
        return self.same.choices

    @property
    def year(self) -> int:
        return self.same.year

    @property
    def years(self) -> Sequence[int]:
        return self.same.years

    @property
    def areas(self) -> Sequence[str]:
        return self.same.areas

    @property
    def source(self) -> Source:
        return self.same.source

    @property
    def cells(self) -> list[Cell]:
        """What is stated of the areas asked for, those without a value included."""
        return self.same.column.cells

    @property
    def order(self) -> Order:
        """The areas with a value, the highest first, or with a year to compare with the fastest growing first; each
        with its place, which equals share."""
        return self.same.order

    @property
    def average(self) -> Average:
        """The areas asked for as one number, as the definition puts them together."""
        return self.same.average

    def ranked(self, some: Iterable[Placed]) -> list[Ranked]:
        """Some of the order as a page shows them, none of them marked; the database is asked for these alone."""
        rows = list(some)
        drawn = self.same.drawn(cell.area for _place, cell, _change in rows)
        return [self._ranked(drawn[cell.area], place, cell, change) for place, cell, change in rows]

    @cached_property
    def own(self) -> tuple[int, Ranked] | None:
        """The marked metropolis with its row, counted from nought; None where the order has none of it."""
        row = self.order.row_of(self.marked.slug) if self.marked else None
        if self.marked is None or row is None:
            return None
        return row, replace(self._ranked(self.marked, *self.order[row]), is_marked=True)

    def _ranked(self, drawn: AreaVersion, place: int, cell: Cell, change: Fraction | None) -> Ranked:
        return Ranked(
            place=place,
            drawn=drawn,
            value=self.in_units(cell.number or 0),
            status=Status(cell.status),
            scale=Scale(cell.scale),
            change=in_places(change),
        )

    @cached_property
    def marked(self) -> AreaVersion | None:
        """The metropolis that the reader marked, where this geography draws it."""
        if not self.wish.area:
            return None
        found = next(iter(DRAWN.rows(geography=self.series.geography, area=self.wish.area)), None)
        return found if found and found.slug in self.same.holds else None

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


def in_places(change: Fraction | None) -> Decimal | None:
    """A change with four places, which is a percentage with two."""
    return None if change is None else Decimal(round(change * 10_000)).scaleb(-4)


def change_of(now: int | None, before: int | None) -> Fraction | None:
    """By how much a value changed, as a share of what it was; None where that is not known, or was nought."""
    return Fraction(now - before, abs(before)) if now is not None and before else None


def compared(definition: IndicatorVersion, wish: Wish) -> Compared | None:
    """An indicator as an address asks for it; None where there is no release, or it has nothing of it.

    Without a year it is the latest that is no projection of the most areas, which a reader can rely on.
    """
    if wish.release is None or cube_of(wish.release.digest) is None:
        return None
    release = (wish.release.digest, wish.release.averages)
    same = _compared(publication(), *release, definition.pk, wish.geography, wish.region, wish.year, wish.since)
    return Compared(wish, same) if same else None


@kept_in_mind(4)
def _drawn_in(_publication: int, geography: str, region: str) -> tuple[list[str], frozenset[str]]:
    """The areas that a geography draws, of one region or of all, in their order and to look one up: the same for every
    indicator and year."""
    rows = AreaVersion.objects.filter(geography__slug=geography)
    if region:
        rows = rows.filter(area__region__slug=region)
    areas = list(rows.values_list("slug", flat=True))
    return areas, frozenset(areas)


@kept_in_mind(8)
def _compared(
    published: int,
    digest: str,
    averages: str,
    definition: int,
    geography: str,
    region: str,
    year: int | None,
    since: int | None,
) -> Comparison | None:
    """What readers of the same question share: put in order once, until something public changes."""
    cube = cube_of(digest)
    one = IndicatorVersion.objects.select_related("indicator__domain", "weight").get(pk=definition)
    choices = cube.series(one.slug) if cube else []
    if cube is None or not choices:
        return None
    series = next((choice for choice in choices if choice.geography == geography), choices[0])
    areas, holds = _drawn_in(published, series.geography, region)
    group = REGION + region if region else ALL
    years, latest = cube.years_of(one.slug, cube.placed(areas))
    chosen = latest if year is None else year
    return Comparison(one, cube, series, choices, chosen, since, years, areas, holds, group, averages)
