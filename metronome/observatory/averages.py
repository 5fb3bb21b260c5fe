"""Averages that say what they are of: n of N, the years, the mix of scales and statuses. Whole numbers are added and
divided once, so that the result is the same wherever it is computed again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from .enums import WITHOUT_VALUE, Aggregation

if TYPE_CHECKING:
    from .dense.reading import Column


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one area: its value in the places that are kept, or none, with year, status and scale."""

    area: str
    number: int | None
    year: int
    status: str
    scale: str


@dataclass(frozen=True, slots=True)
class Average:
    """One number of several areas. `value` in units, exactly; None where nothing could be put together.

    `n` of `of`: the areas that gave a value, of those that were asked for. `unweighted`: areas with a value and no
    weight, which a weighted mean leaves out.
    """

    aggregation: str
    value: Fraction | None
    n: int
    of: int
    years: tuple[int, int] | None = None
    scales: Mapping[str, int] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    unweighted: int = 0

    def rounded(self, decimals: int) -> Decimal | None:
        """The value with so many decimals; a half goes to the even neighbour."""
        if self.value is None:
            return None
        number = self.value * 10**decimals
        return Decimal(round(number)).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


def average(
    cells: Iterable[Cell],
    *,
    aggregation: str,
    decimals: int,
    of: int,
    weights: Mapping[str, int] | None = None,
) -> Average:
    """Put the values of several areas together as their definition says. `weights`: by area, whole numbers."""
    known = [cell for cell in cells if cell.number is not None and cell.status not in WITHOUT_VALUE]
    weighed = weights or {}
    used = [cell for cell in known if cell.area in weighed] if aggregation == Aggregation.WEIGHTED else known
    value = _value(used, aggregation, weighed)
    return Average(
        aggregation=aggregation,
        value=None if value is None else value / 10**decimals,
        n=len(used),
        of=of,
        years=(min(cell.year for cell in used), max(cell.year for cell in used)) if used else None,
        scales=dict(Counter(cell.scale for cell in used).most_common()),
        statuses=dict(Counter(cell.status for cell in used).most_common()),
        unweighted=len(known) - len(used),
    )


def average_of(column: Column, *, aggregation: str, decimals: int, of: int, weights: Column | None = None) -> Average:
    """The same of a whole column of a release, without a look at each of its areas. `weights`: the column of the
    indicator by which a mean is weighted."""
    known = column.valued()
    used, numbers = known, [(number, 0) for number in known.numbers.tolist()]
    if aggregation == Aggregation.WEIGHTED:
        used, by = known.beside(weights.valued()) if weights is not None else (known.having(slice(0)), [])
        numbers = list(zip(used.numbers.tolist(), by, strict=True))
    value = _put_together(numbers, aggregation)
    scales, statuses = used.mix()
    return Average(
        aggregation=aggregation,
        value=None if value is None else value / 10**decimals,
        n=len(used),
        of=of,
        years=(used.year, used.year) if len(used) else None,
        scales=scales,
        statuses=statuses,
        unweighted=len(known) - len(used),
    )


def in_units(number: int, decimals: int) -> Decimal:
    """A number in the places that are kept, in units."""
    return Decimal(number).scaleb(-decimals)


def _value(cells: list[Cell], aggregation: str, weights: Mapping[str, int]) -> Fraction | None:
    return _put_together([(cell.number or 0, weights.get(cell.area, 0)) for cell in cells], aggregation)


def _put_together(numbers: list[tuple[int, int]], aggregation: str) -> Fraction | None:
    """Whole numbers with their weights as one."""
    match aggregation:
        case Aggregation.SUM if numbers:
            return Fraction(sum(number for number, _weight in numbers))
        case Aggregation.MEAN if numbers:
            return Fraction(sum(number for number, _weight in numbers), len(numbers))
        case Aggregation.WEIGHTED if whole := sum(weight for _number, weight in numbers):
            return Fraction(sum(number * weight for number, weight in numbers), whole)
    return None
