"""Making the averages of a release, of what its arrays and its splits by sex hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from ..actions.loads import keep_averages
from ..averages import Average, Cell, average, average_of
from ..dense.layout import Series
from ..dense.reading import Column, Cube, just_made
from ..enums import Aggregation, Scale, Sex
from ..models import AreaVersion, IndicatorVersion, Release
from ..sexes import Split, cell_of, chosen_splits, indicators_split, splits
from .grouping import groups_for
from .keeping import Part, write
from .record import MIXED, Aggregate, Groups, Key, Stated
from .weighing import weight_in, weights_beside

SCALES = [scale.value for scale in Scale]


@dataclass(frozen=True)
class Making:
    """What averages of a release are made of."""

    release: Release
    cube: Cube
    drawn: Mapping[str, str]
    groups: Groups


def make_averages(release: Release) -> None:
    """Put together and keep the averages of a release whose arrays are made; nothing is done where they are kept."""
    if release.averages:
        return
    cube = just_made(release.digest)
    drawn = dict(AreaVersion.objects.values_list("slug", "geography__slug"))
    stated = {one.geography for one in cube.header.series}
    stated |= {drawn[one.area] for slug in indicators_split(release) for one in splits(release, slug)}
    made = Making(release, cube, drawn, groups_for(release, cube, stated))
    keep_averages(release=release, sha256=write(made.groups, _parts(made)), by=release.by)


def _parts(made: Making) -> Iterator[Part]:
    slugs = {*made.cube.header.indicators, *indicators_split(made.release)}
    versions = IndicatorVersion.objects.filter(slug__in=slugs).exclude(aggregation=Aggregation.NONE)
    for definition in versions.select_related("indicator", "weight").order_by("slug"):
        series = [(one.geography, one.source, one.method) for one in made.cube.series(definition.slug)]
        chosen = chosen_splits(definition, splits(made.release, definition.slug), made.drawn)
        split = [(geography, next(iter(said.values())).source) for geography, said in chosen.items()]
        rows = (*_of_both_sexes(definition, made), *_by_sex(definition, made, chosen))
        yield Part(definition.slug, series, split, rows)


# Both sexes together


def _of_both_sexes(definition: IndicatorVersion, made: Making) -> Iterator[Aggregate]:
    for series in made.cube.series(definition.slug):
        weight = weight_in(made.cube, definition, series.geography)
        for group, areas in made.groups.get(series.geography, {}).items():
            key = Key(definition.slug, series.geography, group, None, MIXED)
            yield from (
                Aggregate(found, told, {f"{series.source}, {series.method}": told.n}, _stated(weight))
                for found, told in averages_over(key, definition, made.cube, areas, weight)
            )


def averages_over(
    key: Key, definition: IndicatorVersion, cube: Cube, areas: Sequence[str], weight: Series | None
) -> Iterator[tuple[Key, Average]]:
    """Of each year, and of the latest year of each area."""
    placed = cube.placed(areas)
    for year in cube.years:
        column = cube.column(definition.slug, year, placed)
        weights = cube.column(weight.indicator, year, placed) if weight else None
        for scale, some in _columns(column):
            yield (
                replace(key, year=year, scale=scale),
                average_of(
                    some,
                    aggregation=definition.aggregation,
                    decimals=definition.decimals,
                    of=len(areas),
                    weights=weights,
                ),
            )
    yield from _of_cells(key, definition, cube.latest(definition.slug, placed), len(areas), cube, weight)


def _columns(column: Column) -> Iterator[tuple[str, Column]]:
    """The values of each scale, and all of them where there is more than one."""
    scales = column.by_scale()
    yield from scales.items()
    if len(scales) > 1:
        yield MIXED, column


def _of_cells(
    key: Key, definition: IndicatorVersion, cells: Iterable[Cell], of: int, cube: Cube, weight: Series | None
) -> Iterator[tuple[Key, Average]]:
    """The same of cells of several years, each weighted by its own year."""
    known = sorted(cells, key=lambda cell: (SCALES.index(cell.scale), cell.area))
    scales = {scale: list(some) for scale, some in groupby(known, key=attrgetter("scale"))}
    weights = weights_beside(cube, weight.indicator, known) if weight else None
    for scale, some in {**scales, **({MIXED: known} if len(scales) > 1 else {})}.items():
        yield (
            replace(key, scale=scale),
            average(some, aggregation=definition.aggregation, decimals=definition.decimals, of=of, weights=weights),
        )


def _stated(weight: Series | None) -> Stated | None:
    return (weight.indicator, weight.source, weight.method) if weight else None


# Women and men


def _by_sex(
    definition: IndicatorVersion, made: Making, chosen: Mapping[str, Mapping[str, Split]]
) -> Iterator[Aggregate]:
    """Women and men of the areas of which a source states both, each area in its latest year."""
    for geography, said in chosen.items():
        weight = weight_in(made.cube, definition, geography)
        for group, areas in made.groups.get(geography, {}).items():
            some = [said[area] for area in areas if area in said]
            for sex in (Sex.FEMALE, Sex.MALE):
                key = Key(definition.slug, geography, group, None, MIXED, sex.value)
                cells = [cell_of(one, sex, definition.decimals) for one in some]
                for found, told in _of_cells(key, definition, cells, len(areas), made.cube, weight):
                    yield Aggregate(found, told, _methods(some, found.scale), _stated(weight))


def _methods(some: Iterable[Split], scale: str) -> dict[str, int]:
    of_scale = (one for one in some if scale in (MIXED, one.scale))
    return dict(Counter(f"{one.source}, {one.method}" for one in of_scale).most_common())
