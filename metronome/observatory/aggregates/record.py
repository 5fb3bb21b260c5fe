"""What a kept average says of itself, and how it lies in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ..averages import Average
from ..enums import Sex

#: Every area that a geography draws; those in which members act; the beginnings of regions and of classes of size.
ALL, MEMBERS, REGION, SIZE = "all", "members", "region-", "size-"
#: The scale of an average of values of more than one.
MIXED = ""
#: Where its groups lie: by geography, the slugs of the areas of each.
Groups = Mapping[str, Mapping[str, Sequence[str]]]
#: A definition, or a geography, with the source and method by which it is stated.
Stated = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Key:
    """Which average it is. `year`: None where each area comes in with its latest year that is no projection. `scale`:
    that of all its values, or `MIXED`, which is shown only to who asks for it."""

    indicator: str
    geography: str
    group: str
    year: int | None
    scale: str
    sex: str = Sex.TOTAL.value


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One average with what it is of. `methods`: how many of its values are by which source and method. `weight`: by
    which statements a mean is weighted, None for a plain one."""

    key: Key
    average: Average
    methods: Mapping[str, int] = field(default_factory=dict)
    weight: Stated | None = None


def to_row(one: Aggregate) -> list[Any]:
    """Its place in a file, without the indicator under which it stands; a value as an exact fraction."""
    key, found = one.key, one.average
    return [
        key.geography, key.group, key.year, key.scale, key.sex,
        found.aggregation, None if found.value is None else str(found.value), found.n, found.of,
        list(found.years) if found.years else None, dict(found.scales), dict(found.statuses), found.unweighted,
        dict(one.methods), list(one.weight) if one.weight else None,
    ]  # fmt: skip


def of_row(indicator: str, row: Sequence[Any]) -> Aggregate:
    """The same, read again."""
    geography, group, year, scale, sex, *rest = row
    aggregation, value, n, of, years, scales, statuses, unweighted, methods, weight = rest
    average = Average(
        aggregation=aggregation,
        value=None if value is None else Fraction(value),
        n=n,
        of=of,
        years=(years[0], years[1]) if years else None,
        scales=scales,
        statuses=statuses,
        unweighted=unweighted,
    )
    stated = (weight[0], weight[1], weight[2]) if weight else None
    return Aggregate(Key(indicator, geography, group, year, scale, sex), average, methods, stated)
