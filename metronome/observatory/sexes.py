"""What a release states of women and of men. It is made once from the facts (`facts.splitting`) and read here without
the engine; like the arrays of a release, it may be thrown away and made again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Protocol, TypeVar

from django.conf import settings

from .averages import Cell
from .enums import Sex
from .models import IndicatorVersion, Release


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


class Sourced(Protocol):
    """What one source says by one method, of days that begin in a year."""

    @property
    def source(self) -> str: ...

    @property
    def method(self) -> str: ...

    @property
    def year(self) -> int: ...


S = TypeVar("S", bound=Sourced)


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


def chosen_splits(
    definition: IndicatorVersion, found: Iterable[Split], drawn: Mapping[str, str]
) -> dict[str, dict[str, Split]]:
    """What stands for each area by geography: of one source, by the preference of the indicator and then the one that
    says the most, the latest year. `drawn`: the geography of each area version."""
    by_geography: dict[str, list[Split]] = {}
    for one in found:
        by_geography.setdefault(drawn.get(one.area, ""), []).append(one)
    return {
        geography: {split.area: split for split in of_source(some, source_of(definition, some))}
        for geography, some in sorted(by_geography.items())
    }


def of_source(some: Sequence[S], source: str) -> list[S]:
    """What one source states, by year, so that the later counts; of several methods in a year the one that the source
    uses most comes last."""
    used = Counter(one.method for one in some if one.source == source)
    kept = (one for one in some if one.source == source)
    return sorted(kept, key=lambda one: (one.year, used[one.method], one.method))


def source_of(definition: IndicatorVersion, some: Sequence[Sourced]) -> str:
    """The source that stands for some statements: by the preference of the indicator, then who says the most."""
    preference, counts = list(definition.indicator.preference), Counter(one.source for one in some)

    def order(source: str) -> tuple[int, int, str]:
        return preference.index(source) if source in preference else len(preference), -counts[source], source

    return min(counts, key=order)


def cell_of(one: Split, sex: Sex, decimals: int) -> Cell:
    """Women or men of an area as one cell, in the places that are kept."""
    value = one.women if sex == Sex.FEMALE else one.men
    return Cell(one.area, int(value.scaleb(decimals)), one.year, one.status, one.scale)
