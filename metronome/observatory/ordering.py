"""Who has most, or grows fastest: whole columns put in order at once, and a row made only when it is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, overload

from .averages import Cell
from .dense.reading import Column

#: A place, what is stated, and the change since the earlier year.
Placed = tuple[int, Cell, Fraction | None]
#: Whole numbers up to this one are the same as floating point numbers.
EXACT = 1 << 53


@dataclass(frozen=True, eq=False)
class Order(Sequence[Placed]):
    """The areas of a column with a value, the first first; equals share a place and stand by their names.

    `before`: the value of each row in the earlier year, where a change is asked for.
    """

    column: Column
    rows: Any
    ranks: Any
    before: Any = None

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Placed: ...

    @overload
    def __getitem__(self, place: slice) -> list[Placed]: ...

    def __getitem__(self, place: int | slice) -> Placed | list[Placed]:
        if isinstance(place, slice):
            return [self._placed(number) for number in range(*place.indices(len(self)))]
        return self._placed(range(len(self))[place])

    def __iter__(self) -> Iterator[Placed]:
        return (self._placed(number) for number in range(len(self)))

    def of(self, area: str) -> list[Placed]:
        """An area with the place that it has; nothing where it has none."""
        number = self.row_of(area)
        return [] if number is None else [self._placed(number)]

    def row_of(self, area: str) -> int | None:
        """In which row an area stands, counted from nought; None where it stands in none."""
        row = self.column.row_of(area)
        # Looked for among the rows: a dictionary of them would be a megabyte for each question that is kept.
        found = [] if row is None else (self.rows == row).nonzero()[0]
        return int(found[0]) if len(found) else None

    def _placed(self, number: int) -> Placed:
        row = int(self.rows[number])
        cell = self.column.cell(row)
        change = None if self.before is None else changed(cell.number or 0, int(self.before[row]))
        return int(self.ranks[number]), cell, change


def changed(now: int, before: int) -> Fraction:
    """By how much a number changed, as a share of what it was, which is not nought."""
    return Fraction(now - before, abs(before))


def by_value(column: Column) -> Order:
    """The highest first."""
    import numpy as np

    valued = column.valued()
    rows = np.argsort(-valued.numbers.astype(np.int64), kind="stable")
    numbers = valued.numbers[rows]
    return Order(valued, rows, _ranks(numbers[1:] != numbers[:-1]))


def by_change(column: Column, earlier: Column) -> Order:
    """The fastest growing first; who has no value in one of the years, or began with nought, has no place."""
    import numpy as np

    valued, known = column.valued(), earlier.valued()
    known = known.having(known.numbers != 0)
    _places, mine, theirs = np.intersect1d(valued.places, known.places, assume_unique=True, return_indices=True)
    both, before = valued.having(mine), known.numbers[theirs].astype(np.int64)
    exact = [changed(now, then) for now, then in zip(both.numbers.tolist(), before.tolist(), strict=True)]
    rows = np.array(_by_share(both.numbers.astype(np.int64) - before, np.abs(before), exact), dtype=np.intp)
    order = [exact[row] for row in rows.tolist()]
    differs = np.array([one != other for other, one in pairwise(order)], dtype=bool)
    return Order(both, rows, _ranks(differs), before)


def _by_share(more: Any, of: Any, exact: Sequence[Fraction]) -> list[int]:
    """The places of shares, the largest first. A quotient of floating point numbers is never the other way round than
    the exact one, so that only those that look the same are compared exactly."""
    import numpy as np

    if len(more) and max(np.abs(more).max(), of.max()) > EXACT:
        return sorted(range(len(exact)), key=lambda row: (-exact[row], row))
    about = -(more / of)
    order = np.argsort(about, kind="stable")
    told = about[order]
    starts = [0, *(np.flatnonzero(told[1:] != told[:-1]) + 1).tolist(), len(order)]
    found: list[int] = []
    for start, end in pairwise(starts):
        rows = order[start:end].tolist()
        found += rows if len(rows) == 1 else sorted(rows, key=lambda row: (-exact[row], row))
    return found


def _ranks(differs: Any) -> Any:
    """The place of each row of an order, by where one differs from the one before."""
    import numpy as np

    first = np.concatenate(([True], differs))[: len(differs) + 1]
    return np.maximum.accumulate(np.where(first, np.arange(1, len(first) + 1), 0))
