"""By what a mean is weighted."""

from __future__ import annotations

from collections.abc import Sequence

from ..averages import Cell
from ..dense.layout import Series
from ..dense.reading import Cube
from ..enums import Aggregation
from ..models import IndicatorVersion


def weight_in(cube: Cube, definition: IndicatorVersion, geography: str) -> Series | None:
    """By which statements a mean is weighted: the latest definition of the weight that the geography has values of."""
    if definition.aggregation != Aggregation.WEIGHTED or definition.weight is None:
        return None
    versions = definition.weight.versions.order_by("-number").values_list("slug", flat=True)
    found = (one for slug in versions for one in cube.series(slug) if one.geography == geography)
    return next(found, None)


def weights_beside(cube: Cube, indicator: str, cells: Sequence[Cell]) -> dict[str, int]:
    """The weight of each of some cells, of the same area and year, in the places that are kept."""
    found: dict[str, int] = {}
    for year in {cell.year for cell in cells}:
        placed = cube.placed(cell.area for cell in cells if cell.year == year)
        column = cube.column(indicator, year, placed)
        found |= {cell.area: cell.number for cell in column.cells if cell.number is not None}
    return found
