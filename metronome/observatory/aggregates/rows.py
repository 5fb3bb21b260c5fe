"""The values that an average was put together of, read again from the arrays and the splits of its release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ..averages import Cell, in_units
from ..dense.reading import cube_of
from ..enums import Sex
from ..models import IndicatorVersion, Release
from ..sexes import cell_of, of_source, splits
from .reading import Kept, groups_of
from .record import ALL, Key, Stated
from .weighing import weights_beside


def cells_of(
    release: Release, definition: IndicatorVersion, kept: Kept, key: Key, areas: Sequence[str]
) -> dict[str, Cell]:
    """What is stated of the areas of a group in the period and for the sex of an average; those of which there is no
    value are left out."""
    if key.sex != Sex.TOTAL:
        source = dict(kept.split).get(key.geography, "")
        everywhere = set(groups_of(release.averages).get(key.geography, {}).get(ALL, ()))
        some = [one for one in splits(release, definition.slug) if one.area in everywhere]
        said = {one.area: one for one in of_source(some, source)}
        return {area: cell_of(said[area], Sex(key.sex), definition.decimals) for area in areas if area in said}
    cube = cube_of(release.digest)
    if cube is None:
        return {}
    placed = cube.placed(areas)
    if key.year is None:
        cells = cube.latest(definition.slug, placed)
    else:
        cells = cube.column(definition.slug, key.year, placed).valued().cells
    return {cell.area: cell for cell in cells}


def weights_of(release: Release, weight: Stated | None, cells: Mapping[str, Cell]) -> dict[str, Decimal]:
    """By what each value is weighted, in units: what is stated of the area in the same year."""
    cube = cube_of(release.digest)
    if weight is None or cube is None:
        return {}
    decimals = IndicatorVersion.objects.get(slug=weight[0]).decimals
    found = weights_beside(cube, weight[0], list(cells.values()))
    return {area: in_units(number, decimals) for area, number in found.items()}
