"""Reading the arrays of a release. They are mapped, not read: a page touches only the rows that it shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ..averages import Cell
from ..engine import is_there
from ..enums import WITHOUT_VALUE, Status
from .layout import PARTS, STATUSES, Header, Series, path_of, scale_of, status_of

#: The status of projections as it stands in the upper bits of a note.
AHEAD = STATUSES.index(Status.FORECAST) + 1
#: Releases whose arrays a process keeps mapped.
MAPPED = 4


@dataclass(frozen=True)
class Cube:
    """A release: what is stated of each indicator, year and area version."""

    header: Header
    values: Any
    notes: Any
    by_area: Any

    @cached_property
    def places(self) -> dict[str, int]:
        return {slug: place for place, slug in enumerate(self.header.areas)}

    @property
    def years(self) -> range:
        return range(self.header.first_year, self.header.last_year + 1)

    def series(self, indicator: str) -> list[Series]:
        """Which statements stand for an indicator, by geography."""
        return [one for one in self.header.series if one.indicator == indicator]

    def cells(self, indicator: str, year: int, areas: Sequence[str]) -> list[Cell]:
        """What is stated of some areas in a year; those of which nothing is stated are left out."""
        if indicator not in self.header.indicators or year not in self.years:
            return []
        along = self.header.indicators.index(indicator), year - self.header.first_year
        values, notes = self.values[along], self.notes[along]
        found = []
        for slug in areas:
            place = self.places.get(slug)
            if place is not None and (note := int(notes[place])):
                found.append(_cell(slug, int(values[place]), note, year))
        return found

    def history(self, indicator: str, area: str) -> list[Cell]:
        """What is stated of an area, year by year."""
        if indicator not in self.header.indicators or area not in self.places:
            return []
        along, place = self.header.indicators.index(indicator), self.places[area]
        values, notes = self.by_area[place, along], self.notes[along, :, place]
        return [
            _cell(area, int(values[number]), int(notes[number]), year)
            for number, year in enumerate(self.years)
            if notes[number]
        ]

    def stated_years(self, indicator: str, areas: Sequence[str]) -> list[int]:
        """The years in which a value of at least one of the areas is stated."""
        if indicator not in self.header.indicators:
            return []
        places = [self.places[slug] for slug in areas if slug in self.places]
        notes = self.notes[self.header.indicators.index(indicator)][:, places]
        return [year for year, stated in zip(self.years, notes.any(axis=1), strict=True) if stated]

    def latest_year(self, indicator: str, areas: Sequence[str]) -> int:
        """The latest year of which something else than projections is stated; the latest at all where there is none,
        0 where nothing is stated."""
        years = self.stated_years(indicator, areas)
        if not years:
            return 0
        places = [self.places[slug] for slug in areas if slug in self.places]
        statuses = self.notes[self.header.indicators.index(indicator)][:, places] >> 3
        real = ((statuses > 0) & (statuses != AHEAD)).any(axis=1).nonzero()[0]
        return self.header.first_year + int(real[-1]) if len(real) else years[-1]


def _cell(area: str, number: int, note: int, year: int) -> Cell:
    status, scale = status_of(note).value, scale_of(note).value
    return Cell(area, None if status in WITHOUT_VALUE else number, year, status, scale)


def cube_of(digest: str) -> Cube | None:
    """The arrays of a release by its digest; None where they are not made, or cannot be read here."""
    paths = tuple(path_of(digest, part) for part in ("header", *PARTS))
    return _mapped(paths) if is_there() and all(path.exists() for path in paths) else None


@lru_cache(maxsize=MAPPED)
def _mapped(paths: tuple[Path, ...]) -> Cube:
    import numpy as np

    header = Header.from_json(json.loads(paths[0].read_bytes()))
    return Cube(header, *(np.load(path, mmap_mode="r") for path in paths[1:]))
