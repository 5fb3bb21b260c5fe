"""Computing the averages of a release again, from its facts alone: one value after the other, without the arrays that
they were made of, with the groups that were kept with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ibis import _ as row

from ..aggregates.keeping import fault_of, path_of
from ..aggregates.reading import Kept, averages_of, groups_of, indicators_of
from ..aggregates.record import ALL, MIXED, Groups, Key, Stated
from ..averages import Average, Cell, average
from ..enums import WITHOUT_VALUE, Sex, Status
from ..models import IndicatorVersion, Release
from ..phrases import damaged
from .reading import known, yearly


@dataclass(frozen=True, slots=True)
class Difference:
    """An average that is not what the facts give: what was kept, what they give; None where there is none."""

    key: Key
    kept: Average | None
    given: Average | None


def differences_of_averages(release: Release) -> Iterator[Difference]:
    """Every kept average of a release that its facts do not give, and every one that they give and that is not kept.

    Raises Refusal for a file of facts or of averages that is missing or damaged.
    """
    if fault_of(release):
        raise damaged(path_of(release.averages).stem)
    groups = groups_of(release.averages)
    for slug in indicators_of(release.averages):
        kept = averages_of(release.averages, slug)
        assert kept is not None  # noqa: S101 - the file is whole and has a line of it
        definition = IndicatorVersion.objects.get(slug=slug)
        # As it was when they were kept: what is put together otherwise today is of later releases.
        definition.aggregation = next((one.average.aggregation for one in kept.rows.values()), definition.aggregation)
        given = dict(_recomputed(definition, release.cutoff.number, kept, groups))
        for key in sorted({*given, *kept.rows}, key=str):
            stands = kept.rows.get(key)
            if given.get(key) != (stands.average if stands else None):
                yield Difference(key, stands.average if stands else None, given.get(key))


#: What is stated of a definition: by sex, area, year, source and method.
Said = Mapping[tuple[str, str, int, str, str], Cell]
#: By area and year.
Placed = Mapping[tuple[str, int], Cell]


def _said(cutoff: int, indicator: str) -> Said:
    """The values of whole calendar years and all ages."""
    columns = ("sex", "area", "year", "source", "method", "value", "status", "scale")
    rows = yearly(known(cutoff, row.indicator == indicator)).select(*columns).to_pyarrow().to_pylist()
    return {
        (one["sex"], one["area"], one["year"], one["source"], one["method"]): Cell(
            one["area"], one["value"], one["year"], one["status"], one["scale"]
        )
        for one in rows
        if one["value"] is not None and one["status"] not in WITHOUT_VALUE
    }


def _recomputed(
    definition: IndicatorVersion, cutoff: int, kept: Kept, groups: Groups
) -> Iterator[tuple[Key, Average]]:
    said = _said(cutoff, definition.slug)
    weights = {one: _placed(_said(cutoff, one[0]), Sex.TOTAL, *one[1:]) for one in _weights(kept)}
    for geography, source, method in kept.series:
        by = next((one.weight for one in kept.rows.values() if one.key.geography == geography), None)
        weight = weights[by] if by else None
        placed = _placed(said, Sex.TOTAL, source, method)
        for group, areas in groups[geography].items():
            key = Key(definition.slug, geography, group, None, MIXED)
            some = [cell for (area, _year), cell in placed.items() if area in set(areas)]
            for year in sorted({cell.year for cell in some}):
                of_year = [cell for cell in some if cell.year == year]
                yield from _by_scale(replace(key, year=year), of_year, len(areas), definition, weight)
            yield from _by_scale(key, _latest(some), len(areas), definition, weight)
    for geography, source in kept.split:
        by = next((one.weight for one in kept.rows.values() if one.key.geography == geography), None)
        yield from _by_sex(definition, said, geography, source, groups[geography], weights[by] if by else None)


def _by_sex(
    definition: IndicatorVersion, said: Said, geography: str, source: str, groups: Mapping[str, Any],
    weight: Placed | None,
) -> Iterator[tuple[Key, Average]]:  # fmt: skip
    everywhere = set(groups[ALL])
    both = sorted(
        (area, year, method)
        for sex, area, year, of, method in said
        if sex == Sex.FEMALE and of == source and area in everywhere and (Sex.MALE, area, year, of, method) in said
    )
    used = Counter(method for _area, _year, method in both)
    latest = {area: (year, method) for area, year, method in sorted(both, key=lambda it: (it[1], used[it[2]], it[2]))}
    for group, areas in groups.items():
        for sex in (Sex.FEMALE, Sex.MALE):
            key = Key(definition.slug, geography, group, None, MIXED, sex.value)
            # Status and scale of both are those that are stated of women.
            cells = [
                replace(
                    said[Sex.FEMALE, area, latest[area][0], source, latest[area][1]],
                    number=said[sex, area, latest[area][0], source, latest[area][1]].number,
                )
                for area in areas
                if area in latest
            ]
            yield from _by_scale(key, cells, len(areas), definition, weight)


def _by_scale(
    key: Key, cells: Sequence[Cell], of: int, definition: IndicatorVersion, weight: Placed | None
) -> Iterator[tuple[Key, Average]]:
    scales = {cell.scale for cell in cells}
    found = None
    if weight is not None:
        beside = ((cell.area, weight.get((cell.area, cell.year))) for cell in cells)
        found = {area: other.number for area, other in beside if other is not None and other.number is not None}
    for scale in (*sorted(scales), *([MIXED] if len(scales) > 1 else [])):
        some = [cell for cell in cells if scale in (MIXED, cell.scale)]
        yield (
            replace(key, scale=scale),
            average(some, aggregation=definition.aggregation, decimals=definition.decimals, of=of, weights=found),
        )


def _placed(said: Said, sex: str, source: str, method: str) -> Placed:
    return {
        (about[1], about[2]): cell for about, cell in said.items() if (about[0], *about[3:]) == (sex, source, method)
    }


def _weights(kept: Kept) -> set[Stated]:
    return {one.weight for one in kept.rows.values() if one.weight}


def _latest(cells: Sequence[Cell]) -> list[Cell]:
    """Of each area the latest year that is no projection."""
    real = sorted((cell for cell in cells if cell.status != Status.FORECAST), key=lambda cell: cell.year)
    return list({cell.area: cell for cell in real}.values())
