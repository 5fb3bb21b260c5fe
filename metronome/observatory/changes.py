"""What a release says otherwise than an earlier one. The differences are made once (`facts.differing`) and read here
without the engine; like the arrays of a release, they may be thrown away and made again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings

from .enums import Difference, Status
from .models import Release


@dataclass(frozen=True, slots=True)
class Statement:
    """What was stated by one method: a value in units, or none for the reason that the status is."""

    method: str
    value: Decimal | None
    status: Status


@dataclass(frozen=True, slots=True)
class Change:
    """What both releases say of one area (the slug of its version), period, sex and age by one source."""

    kind: Difference
    source: str
    indicator: str
    area: str
    first_day: date
    last_day: date
    sex: str
    age: str
    before: Sequence[Statement]
    after: Sequence[Statement]


@dataclass(frozen=True, slots=True)
class Counted:
    """How much differs of one source and indicator. `new` is counted and never listed."""

    source: str
    indicator: str
    changed: int = 0
    gone: int = 0
    restated: int = 0
    new: int = 0


@dataclass(frozen=True)
class Differences:
    """A release against an earlier one: counts by source and indicator, and what changed, is gone or is restated."""

    earlier: Release
    later: Release
    counts: Sequence[Counted]
    path: Path

    def total(self, kind: Difference) -> int:
        return sum(getattr(one, kind.value) for one in self.counts)

    @property
    def listed(self) -> int:
        """How many rows `rows` has."""
        return sum(one.changed + one.gone + one.restated for one in self.counts)

    def rows(self, first: int = 0, most: int | None = None) -> Iterator[Change]:
        """Rows from a place on, by source, indicator, area and period; only those asked for are read into memory."""
        with self.path.open(encoding="utf-8") as file:
            until = None if most is None else first + most + 1
            for line in islice(file, first + 1, until):
                yield _change(json.loads(line))


def path_of(earlier: str, later: str) -> Path:
    """Where the differences of two digests lie."""
    return Path(settings.HOME) / "observatory" / "differences" / f"{earlier}.{later}.jsonl"


def differences(earlier: Release, later: Release) -> Differences | None:
    """The differences of two releases; None where they were not made yet (`metronome observatory differences`)."""
    path = path_of(earlier.digest, later.digest)
    try:
        with path.open(encoding="utf-8") as file:
            head = json.loads(next(file))
    except OSError:
        return None
    return Differences(earlier, later, tuple(Counted(**one) for one in head["counts"]), path)


def release_before(release: Release) -> Release | None:
    """The latest release whose cutoff lies before that of another."""
    earlier = Release.objects.filter(cutoff__number__lt=release.cutoff.number).select_related("cutoff")
    return earlier.order_by("-cutoff__number", "-at").first()


def _change(row: Mapping[str, Any]) -> Change:
    return Change(
        kind=Difference(row["kind"]),
        **{name: row[name] for name in ("source", "indicator", "area", "sex", "age")},
        first_day=date.fromisoformat(row["first_day"]),
        last_day=date.fromisoformat(row["last_day"]),
        before=tuple(map(_statement, row["before"])),
        after=tuple(map(_statement, row["after"])),
    )


def _statement(said: Sequence[Any]) -> Statement:
    method, value, status = said
    return Statement(method, None if value is None else Decimal(value), Status(status))
