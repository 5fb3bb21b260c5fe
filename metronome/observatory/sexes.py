"""What a release states of women and of men. It is made once from the facts (`facts.splitting`) and read here without
the engine; like the arrays of a release, it may be thrown away and made again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

from django.conf import settings

from .models import Release


@dataclass(frozen=True, slots=True)
class Split:
    """One area version in one year by one source and method: women and men, in units. `both` is what the source
    states of both together, None where it states nothing."""

    area: str
    year: int
    source: str
    method: str
    women: Decimal
    men: Decimal
    both: Decimal | None
    status: str
    scale: str

    @property
    def share(self) -> Decimal | None:
        """Women of women and men, in per cent with two decimals; None where there is nobody."""
        return share_of(self.women, self.women + self.men)


def share_of(part: Decimal, whole: Decimal) -> Decimal | None:
    return (100 * part / whole).quantize(Decimal("0.01"), ROUND_HALF_EVEN) if whole > 0 else None


def folder_of(digest: str) -> Path:
    return Path(settings.HOME) / "observatory" / "sexes" / digest


def path_of(digest: str, indicator: str) -> Path:
    """Where the splits of an indicator lie; `.made` is written last, so that what has one is whole."""
    return folder_of(digest) / f"{indicator}.jsonl"


def is_split(digest: str) -> bool:
    return (folder_of(digest) / ".made").exists()


def indicators_split(release: Release) -> list[str]:
    """The definitions of which a release states women and men."""
    return sorted(path.stem for path in folder_of(release.digest).glob("*.jsonl"))


def splits(release: Release, indicator: str) -> Iterator[Split]:
    """By area and year; nothing where nothing is stated by sex, or it was not made."""
    try:
        lines = path_of(release.digest, indicator).read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        area, year, source, method, women, men, both, status, scale = json.loads(line)
        whole = None if both is None else Decimal(both)
        yield Split(area, year, source, method, Decimal(women), Decimal(men), whole, status, scale)
