"""Differences of releases in words: what files call by codes, pages call by names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from metronome.design.words import reader
from metronome.ground.period import Period
from metronome.ground.phrases import period_in_words

from .changes import Change, Counted
from .enums import Sex
from .models import AreaVersion, IndicatorVersion, Source


@dataclass(frozen=True, slots=True)
class Named:
    """What a change is of, in the reader's words."""

    area: str
    geography: str
    indicator: str
    period: str
    sex: str


def counts_in_words(counts: Sequence[Counted]) -> list[Counted]:
    """The same counts, with the names of sources and indicators; a code where there is no name any more."""
    sources = {slug: title.in_(reader()) for slug, title in Source.objects.values_list("slug", "title")}
    names = _indicators([one.indicator for one in counts])
    return [
        replace(one, source=sources.get(one.source, one.source), indicator=names.get(one.indicator, one.indicator))
        for one in counts
    ]


def changes_in_words(rows: Sequence[Change]) -> list[tuple[Change, Named]]:
    """Each change beside its names, in as many questions for many as for one."""
    drawn = AreaVersion.objects.select_related("area", "geography").in_bulk(
        {one.area for one in rows}, field_name="slug"
    )
    names = _indicators([one.indicator for one in rows])
    return [(one, _named(one, drawn.get(one.area), names)) for one in rows]


def _named(one: Change, drawn: AreaVersion | None, names: dict[str, str]) -> Named:
    return Named(
        area=drawn.area.name.in_(reader()) if drawn else one.area,
        geography=drawn.geography.label.in_(reader()) if drawn else "",
        indicator=names.get(one.indicator, one.indicator),
        period=period_in_words(Period(one.first_day, one.last_day)),
        sex=str(Sex(one.sex).label) if one.sex in Sex.values else one.sex,
    )


def _indicators(slugs: Sequence[str]) -> dict[str, str]:
    versions = IndicatorVersion.objects.filter(slug__in=set(slugs))
    return {slug: name.in_(reader()) for slug, name in versions.values_list("slug", "name")}
