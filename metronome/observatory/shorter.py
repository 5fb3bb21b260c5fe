"""What a release states of a metropolis in months, quarters and other stretches, which no ranking of years shows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from metronome.ground.phrases import period_in_words

from .enums import Scale, Sex, Status
from .models import Area, AreaVersion, IndicatorVersion, Release
from .stretches import Stretch, indicators_stretched, stretches

#: So many of the latest are shown of each indicator; files have all of them.
MOST = 24


@dataclass(frozen=True, slots=True)
class Told:
    """One value in words, with what it rests on; without a value its status says why."""

    period: str
    value: Decimal | None
    status: str
    scale: str
    source: str
    method: str


@dataclass(frozen=True, slots=True)
class Shorter:
    """An indicator of a metropolis as one geography draws it: the latest periods first, of `all` that there are."""

    definition: IndicatorVersion
    drawn: AreaVersion
    rows: list[Told]
    all: int


def shorter_of(area: Area, release: Release | None) -> list[Shorter]:
    """By indicator and drawing, of women and men together; nothing where only years are stated."""
    held = indicators_stretched(release) if release else []
    if release is None or not held:
        return []
    versions = IndicatorVersion.objects.filter(slug__in=held).select_related("indicator")
    found = []
    for definition in versions.order_by("indicator__order", "number"):
        for drawn in area.versions.all():
            told = [one for one in stretches(release, definition.slug, drawn.slug) if one.sex == Sex.TOTAL]
            told.sort(key=lambda one: one.period.ends, reverse=True)
            if told:
                found.append(Shorter(definition, drawn, [_told(one) for one in told[:MOST]], len(told)))
    return found


def _told(one: Stretch) -> Told:
    return Told(
        period=period_in_words(one.period),
        value=one.value,
        status=str(Status(one.status).label),
        scale=str(Scale(one.scale).label),
        source=one.source,
        method=one.method,
    )
