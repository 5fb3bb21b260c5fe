"""What a release states of months, quarters and other stretches that are no calendar year. It is made once from the
facts (`facts.stretching`) and read here without the engine; like the arrays of a release, it may be thrown away and
made again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from metronome.ground.period import Period

from .models import Release


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one source states by one method of an area version in a period: a value in units, or none with the reason
    as its status."""

    area: str
    period: Period
    sex: str
    source: str
    method: str
    value: Decimal | None
    status: str
    scale: str

    @property
    def year(self) -> int:
        """In which it begins."""
        return self.period.ends[0].year


def folder_of(digest: str) -> Path:
    return Path(settings.HOME) / "observatory" / "stretches" / digest


def path_of(digest: str, indicator: str) -> Path:
    """Where those of an indicator lie; `.made` is written last, so that what has one is whole."""
    return folder_of(digest) / f"{indicator}.jsonl"


def is_stretched(digest: str) -> bool:
    return (folder_of(digest) / ".made").exists()


def indicators_stretched(release: Release) -> list[str]:
    """The definitions of which a release states something of another stretch than a year."""
    return sorted(path.stem for path in folder_of(release.digest).glob("*.jsonl"))


def stretches(release: Release, indicator: str, area: str = "") -> Iterator[Stretch]:
    """By area and days, of all areas or of one version; nothing where a release states whole years alone, or it was
    not made."""
    first_words = json.dumps([area])[:-1] if area else "["
    try:
        lines = path_of(release.digest, indicator).read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        if not line.startswith(first_words):
            continue
        area, first, last, sex, source, method, value, status, scale = json.loads(line)
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
        yield Stretch(area, period, sex, source, method, None if value is None else Decimal(value), status, scale)
