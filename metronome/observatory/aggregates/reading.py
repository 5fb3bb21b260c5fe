"""Reading the averages of a release."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..enums import Scale
from .keeping import FORM, GROUPS, path_of
from .record import MIXED, Aggregate, Groups, Key, Stated, of_row

#: Indicators and releases whose averages a process keeps in mind.
KEPT = 16


@dataclass(frozen=True, slots=True)
class Kept:
    """The averages of one definition in a release, with what was put together for them: `series`, by geography the
    source and method; `split`, by geography the source of women and men."""

    series: Sequence[Stated]
    split: Sequence[tuple[str, str]]
    rows: Mapping[Key, Aggregate]

    def of_one_scale(self, asked: Key) -> list[Aggregate]:
        """The averages of a group, period and sex, one for each scale of which there is a value, in the order of the
        scales: none of them mixes two."""
        found = (self.rows.get(replace(asked, scale=scale.value)) for scale in Scale)
        return [one for one in found if one is not None]

    def mixed(self, asked: Key) -> Aggregate | None:
        """The average over all scales; None where there is no more than one."""
        return self.rows.get(replace(asked, scale=MIXED))

    def years(self, geography: str) -> list[int]:
        """The years of which there is any average."""
        return sorted({key.year for key in self.rows if key.geography == geography and key.year is not None})


def averages_of(sha256: str, indicator: str) -> Kept | None:
    """The averages of a definition by the name of the release's file; None where they are not made, or cannot be read
    here."""
    try:
        return _read(sha256, indicator) if sha256 else None
    except (OSError, ValueError, KeyError):  # lost, cut short or of another layout: the doctor names it
        return None


def groups_of(sha256: str) -> Groups:
    """Which areas each group had when the release was made; nothing where that cannot be read."""
    try:
        return _groups(sha256) if sha256 else {}
    except (OSError, ValueError, KeyError):
        return {}


def indicators_of(sha256: str) -> Iterator[str]:
    """The definitions of which there are averages.

    Raises OSError, ValueError and KeyError for a file that is not what was written.
    """
    yield from (name for name in _places(sha256)[0] if name != GROUPS)


@lru_cache(maxsize=KEPT)
def _read(sha256: str, indicator: str) -> Kept:
    told = json.loads(_line(sha256, indicator))
    rows = (of_row(indicator, row) for row in told["rows"])
    series, split = ((tuple(one) for one in told[name]) for name in ("series", "split"))
    return Kept(list(series), list(split), {one.key: one for one in rows})


@lru_cache(maxsize=2)
def _groups(sha256: str) -> Groups:
    groups: Groups = json.loads(_line(sha256, GROUPS))
    return groups


@lru_cache(maxsize=KEPT)
def _places(sha256: str) -> tuple[dict[str, list[int]], int]:
    """Where each line lies, and where the first of them begins."""
    with path_of(sha256).open("rb") as file:
        line = file.readline()
    head = json.loads(line)
    if head["form"] != FORM:
        raise ValueError(head["form"])
    return head["places"], len(line)


def _line(sha256: str, name: str) -> bytes:
    places, begin = _places(sha256)
    offset, length = places[name]
    with path_of(sha256).open("rb") as file:
        file.seek(begin + offset)
        return file.read(length)
