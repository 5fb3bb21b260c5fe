"""Averages as their page says them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from metronome.ground.phrases import number_in_words

from ..aggregates.record import Aggregate
from ..enums import Scale, Sex, Status
from ..models import Area, IndicatorVersion
from ..telling import mix_in_words
from .averages import LATEST, Averages, Member, men_to_women, value_in, women_percent


@dataclass(frozen=True, slots=True)
class Told:
    """One average in a line of the table: what it is called, where its metropolises are, what it says."""

    name: str
    href: str
    value: str
    one: Aggregate | None
    of: int
    years: str
    scale: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Women and men of a group: their share, the ratio, what both are of."""

    name: str
    href: str
    percent: str
    ratio: str
    women: Aggregate
    years: str
    scale: str


def averages_told(found: Averages) -> dict[str, Any]:
    """Both tables of the page."""
    whole = [_told(found, group, one) for group, one in found.whole]
    pairs = [
        Pair(
            found.names[group],
            _href(found, group, Sex.FEMALE),
            _number(women_percent(women, men)),
            _number(men_to_women(women, men)),
            women,
            years_in_words(women),
            scale_in_words(women),
        )
        for group, women, men in found.pairs
    ]
    weight = next((one.weight for _group, one in found.whole if one and one.weight), None)
    definition = IndicatorVersion.objects.filter(slug=weight[0]).first() if weight else None
    return {"told": whole, "pairs": pairs, "weight": definition, "latest": LATEST}


def _told(found: Averages, group: str, one: Aggregate | None) -> Told:
    return Told(
        name=found.names[group],
        href=_href(found, group),
        value=_number(found.in_places(one)) if one else "",
        one=one,
        of=len(found.groups[group]),
        years=years_in_words(one) if one else "",
        scale=scale_in_words(one) if one else "",
        is_open=group == found.group,
    )


def _number(value: Any) -> str:
    return "" if value is None else number_in_words(value)


def _href(found: Averages, group: str, sex: str = "") -> str:
    year = LATEST if found.period is None or sex else str(found.period)
    asked = {
        "indicator": found.definition.indicator.slug,
        "geography": found.geography.slug,
        "release": found.release.slug,
        "year": year,
        "group": group,
        "sex": str(sex),
        "mixed": "yes" if found.is_mixed else "",
    }
    return "?" + urlencode({name: value for name, value in asked.items() if value}) + "#rows"


def years_in_words(one: Aggregate) -> str:
    """One year, or from which to which."""
    if one.average.years is None:
        return ""
    first, last = one.average.years
    return str(first) if first == last else f"{first}\u2013{last}"


def scale_in_words(one: Aggregate) -> str:
    """Its scale, or how many values are of which."""
    if one.key.scale:
        return str(Scale(one.key.scale).label)
    return mix_in_words(dict(one.average.scales), Scale)


@dataclass(frozen=True, slots=True)
class Line:
    """A metropolis that an average is of, or is not."""

    area: Area
    value: str
    year: int | None
    status: str
    scale: str
    weight: str
    is_in: bool


def rows_told(found: Averages, some: Iterable[Member]) -> list[Line]:
    return [
        Line(
            one.drawn.area,
            _number(value_in(found, one)),
            one.cell.year if one.cell else None,
            str(Status(one.cell.status).label) if one.cell else "",
            str(Scale(one.cell.scale).label) if one.cell else "",
            _number(one.weight),
            one.is_in,
        )
        for one in some
    ]
