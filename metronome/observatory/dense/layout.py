"""How a release lies in its arrays.

Values: whole numbers in the places that the definition keeps, by indicator, area and year, once; of 32 bits where
every value has room in them. The years of an area lie side by side, so that a profile touches a few bytes of each
indicator and a ranking one place in so many. Beside each value one byte: 0 where nothing is stated, else status and
scale. Only totals of both sexes and all ages, of whole calendar years.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from ..enums import Scale, Status

STATUSES, SCALES = tuple(Status.values), tuple(Scale.values)
PARTS = ("values", "notes")
#: Which layout this is: it stands in the names of the files, so that arrays of another one are none.
FORM = 2


@dataclass(frozen=True, slots=True)
class Series:
    """Which statements stand for an indicator in a geography, and what was passed over for them."""

    indicator: str
    geography: str
    source: str
    method: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """What the places along the three sides of the arrays mean."""

    digest: str
    indicators: tuple[str, ...]
    first_year: int
    last_year: int
    areas: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Header:
        series = tuple(Series(**{**one, "others": tuple(one["others"])}) for one in data.pop("series"))
        indicators, areas = tuple(data.pop("indicators")), tuple(data.pop("areas"))
        return cls(indicators=indicators, areas=areas, series=series, **data)


def note_of(status: str, scale: str) -> int:
    """Status and scale in one byte, never 0."""
    return (STATUSES.index(status) + 1) << 3 | SCALES.index(scale)


def status_of(note: int) -> Status:
    return Status(STATUSES[(note >> 3) - 1])


def scale_of(note: int) -> Scale:
    return Scale(SCALES[note & 7])


def path_of(digest: str, part: str) -> Path:
    """Where a part lies: `header` is written last, so that what has one is whole."""
    return _path_of(settings.HOME, digest, part)


@lru_cache(maxsize=256)
def _path_of(_home: object, digest: str, part: str) -> Path:
    suffix = "json" if part == "header" else "npy"
    return folder() / f"{digest}.{FORM}.{part}.{suffix}"


def folder() -> Path:
    return Path(settings.HOME) / "observatory" / "dense"


def is_made(digest: str) -> bool:
    """Whether the arrays of a release lie there in this layout."""
    return all(path_of(digest, part).exists() for part in ("header", *PARTS))
