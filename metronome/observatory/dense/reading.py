"""Reading the arrays of a release. They are mapped, not read: a page touches only the rows that it shows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ..averages import Cell
from ..engine import is_there
from ..enums import WITHOUT_VALUE, Status
from .layout import PARTS, SCALES, STATUSES, Header, Series, is_made, path_of, scale_of, status_of

#: The status of projections as it stands in the upper bits of a note.
AHEAD = STATUSES.index(Status.FORECAST) + 1
#: The largest note that there is.
LARGEST = len(STATUSES) << 3 | 7
#: Releases whose arrays a process keeps mapped.
MAPPED = 4


@dataclass(frozen=True, eq=False)
class Column:
    """What is stated of an indicator in a year, and be it why there is no value: the places of areas, in the order of
    their slugs, with their numbers and notes."""

    cube: Cube
    year: int
    places: Any
    numbers: Any
    notes: Any

    def __len__(self) -> int:
        return len(self.places)

    def row_of(self, area: str) -> int | None:
        """In which row an area stands; None where nothing is stated of it."""
        place = self.cube.places.get(area)
        row = 0 if place is None else int(self.places.searchsorted(place))
        return row if place is not None and row < len(self) and self.places[row] == place else None

    def cell(self, row: int) -> Cell:
        area = self.cube.header.areas[int(self.places[row])]
        return _cell(area, int(self.numbers[row]), int(self.notes[row]), self.year)

    @cached_property
    def cells(self) -> list[Cell]:
        told = zip(self.places.tolist(), self.numbers.tolist(), self.notes.tolist(), strict=True)
        return [_cell(self.cube.header.areas[place], number, note, self.year) for place, number, note in told]

    def having(self, wanted: Any) -> Column:
        """Some of the rows."""
        return Column(self.cube, self.year, self.places[wanted], self.numbers[wanted], self.notes[wanted])

    def valued(self) -> Column:
        """The rows with a value."""
        return self.having(_has_value()[self.notes])

    def by_scale(self) -> dict[str, Column]:
        """The rows with a value, those of each scale by themselves, in the order of the scales."""
        import numpy as np

        known = self.valued()
        codes = known.notes & 7
        return {SCALES[code]: known.having(codes == code) for code in np.unique(codes).tolist()}

    def beside(self, other: Column) -> tuple[Column, list[int]]:
        """The rows of which the other column has one too, and what stands there."""
        import numpy as np

        _places, mine, theirs = np.intersect1d(self.places, other.places, assume_unique=True, return_indices=True)
        return self.having(mine), other.numbers[theirs].tolist()

    def mix(self) -> tuple[dict[str, int], dict[str, int]]:
        """How many rows there are of each scale and of each status, the most frequent first."""
        import numpy as np

        scales, statuses = Counter[str](), Counter[str]()
        notes, counts = np.unique(self.notes, return_counts=True)
        for note, count in zip(notes.tolist(), counts.tolist(), strict=True):
            status, scale = _said(note)
            statuses[status] += count
            scales[scale] += count
        return dict(scales.most_common()), dict(statuses.most_common())


@dataclass(frozen=True, eq=False)
class Cube:
    """A release: what is stated of each indicator, area version and year."""

    header: Header
    values: Any
    notes: Any

    @cached_property
    def places(self) -> dict[str, int]:
        return {slug: place for place, slug in enumerate(self.header.areas)}

    @cached_property
    def of_indicator(self) -> dict[str, int]:
        return {slug: place for place, slug in enumerate(self.header.indicators)}

    @property
    def years(self) -> range:
        return self.header.years

    def series(self, indicator: str) -> list[Series]:
        """Which statements stand for an indicator, by geography."""
        return self._series.get(indicator, [])

    @cached_property
    def _series(self) -> dict[str, list[Series]]:
        found: dict[str, list[Series]] = {}
        for one in self.header.series:
            found.setdefault(one.indicator, []).append(one)
        return found

    def placed(self, areas: Iterable[str]) -> Any:
        """Where some areas stand, in the order of their slugs; those that the release does not know are left out."""
        import numpy as np

        return np.array(sorted(self.places[slug] for slug in areas if slug in self.places), dtype=np.intp)

    def column(self, indicator: str, year: int, placed: Any) -> Column:
        """What is stated of some areas in a year; those of which nothing is stated are left out."""
        along = self.of_indicator.get(indicator)
        if along is None or year not in self.years:
            return Column(self, year, placed[:0], placed[:0], self.notes[0, :0, 0])
        # One place in so many: taken out of the file as a strip, and the areas that are asked for out of that.
        place = year - self.header.first_year
        notes = self.notes[along, :, place][placed]
        stated = notes > 0
        return Column(self, year, placed[stated], self.values[along, :, place][placed[stated]], notes[stated])

    def cells(self, indicator: str, year: int, areas: Iterable[str]) -> list[Cell]:
        """What is stated of some areas in a year; those of which nothing is stated are left out."""
        return self.column(indicator, year, self.placed(areas)).cells

    def history(self, indicator: str, area: str) -> list[Cell]:
        """What is stated of an area, year by year."""
        along, place = self.of_indicator.get(indicator), self.places.get(area)
        if along is None or place is None:
            return []
        values, notes = self.values[along, place].tolist(), self.notes[along, place].tolist()
        return [
            _cell(area, value, note, year) for value, note, year in zip(values, notes, self.years, strict=True) if note
        ]

    def latest(self, indicator: str, placed: Any) -> list[Cell]:
        """The latest value of each of some areas that is no projection; areas without one are left out."""
        along = self.of_indicator.get(indicator)
        if along is None or not len(placed):
            return []
        notes = self.notes[along][placed]
        known = _has_value()[notes] & (notes >> 3 != AHEAD)
        rows = known.any(axis=1).nonzero()[0]
        last = known.shape[1] - 1 - known[rows, ::-1].argmax(axis=1)
        places = placed[rows]
        told = (places, self.values[along][places, last], notes[rows, last], last + self.header.first_year)
        return [
            _cell(self.header.areas[place], number, note, year)
            for place, number, note, year in zip(*(some.tolist() for some in told), strict=True)
        ]

    def stated_years(self, indicator: str, areas: Iterable[str]) -> list[int]:
        """The years in which a value of at least one of the areas is stated."""
        return self.years_of(indicator, self.placed(areas))[0]

    def latest_year(self, indicator: str, areas: Iterable[str]) -> int:
        """The latest year of which something else than projections is stated; the latest at all where there is none,
        0 where nothing is stated."""
        return self.years_of(indicator, self.placed(areas))[1]

    def years_of(self, indicator: str, placed: Any) -> tuple[list[int], int]:
        """The years of which anything is stated of some areas, and the latest of them that is no projection."""
        along = self.of_indicator.get(indicator)
        if along is None:
            return [], 0
        statuses = self.notes[along][placed] >> 3
        stated = self._named((statuses > 0).any(axis=0))
        real = self._named(((statuses > 0) & (statuses != AHEAD)).any(axis=0))
        return stated, (real or stated or [0])[-1]

    def _named(self, years: Any) -> list[int]:
        return [self.header.first_year + place for place in years.nonzero()[0].tolist()]


def _cell(area: str, number: int, note: int, year: int) -> Cell:
    status, scale = _said(note)
    return Cell(area, None if status in WITHOUT_VALUE else number, year, status, scale)


@lru_cache(maxsize=256)
def _said(note: int) -> tuple[str, str]:
    return status_of(note).value, scale_of(note).value


@lru_cache(maxsize=1)
def _has_value() -> Any:
    """For each note whether a value stands beside it."""
    import numpy as np

    return np.array([note >> 3 > 0 and STATUSES[(note >> 3) - 1] not in WITHOUT_VALUE for note in range(LARGEST + 1)])


def cube_of(digest: str) -> Cube | None:
    """The arrays of a release by its digest; None where they are not made, or cannot be read here."""
    if not is_there() or not is_made(digest):
        return None
    try:
        return _mapped(_paths(digest))
    except (OSError, ValueError):  # a file that was cut short or is something else
        return None


def just_made(digest: str) -> Cube:
    """The same for whoever made them a moment ago, and keeps them no longer than that."""
    return _map(_paths(digest))


def _paths(digest: str) -> tuple[Path, ...]:
    return tuple(path_of(digest, part) for part in ("header", *PARTS))


@lru_cache(maxsize=MAPPED)
def _mapped(paths: tuple[Path, ...]) -> Cube:
    return _map(paths)


def _map(paths: tuple[Path, ...]) -> Cube:
    import numpy as np

    header = Header.from_json(json.loads(paths[0].read_bytes()))
    values, notes = (np.load(path, mmap_mode="r") for path in paths[1:])
    if values.shape != notes.shape:
        raise ValueError(values.shape)
    return Cube(header, values, notes)
