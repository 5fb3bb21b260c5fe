"""The rows of indicators that a report cites: read of a release of the observatory, and frozen with everything that it
takes to say where they come from. What is loaded, corrected or released later does not reach them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Q

from metronome.ground.kept import kept
from metronome.ground.text import Text
from metronome.network.models import Region
from metronome.observatory.aggregates.reading import groups_of
from metronome.observatory.aggregates.record import ALL, MEMBERS, MIXED, REGION, SIZE, Key
from metronome.observatory.asked import Wish
from metronome.observatory.comparing import Compared, compared
from metronome.observatory.enums import Aggregation
from metronome.observatory.models import AreaMember, AreaVersion, Geography, Indicator, Release, SizeClass
from metronome.observatory.shown import definition_in
from metronome.report.rows import IndicatorAverageRow, IndicatorRow, IndicatorValueRow

#: How the figure of an indicator is named in a text: of all metropolises where members act, or of one of them.
CITED = re.compile(r"\{figure:indicator\.(?P<indicator>[\w-]+)(?:\.(?P<area>[\w-]+))?\}")


def cited_in(texts: Iterable[Text]) -> tuple[str, ...]:
    """The slugs of the indicators that texts cite, in any language."""
    found = {match["indicator"] for text in texts for words in text.texts.values() for match in CITED.finditer(words)}
    return tuple(sorted(found))


def indicator_rows(slugs: Iterable[str]) -> tuple[IndicatorRow, ...]:
    """The indicators by the latest release, each in its latest year that is no projection; those that no release has a
    value of are left out."""
    named = tuple(Indicator.objects.filter(slug__in=list(slugs)).order_by("slug").values_list("slug", flat=True))
    if not named:
        return ()
    release = Release.objects.select_related("cutoff").first()
    if release is None:
        return ()
    rows = (_row(slug, release) for slug in named)
    return tuple(row for row in rows if row is not None)


@kept(2)
def every_indicator(_publication: int) -> tuple[IndicatorRow, ...]:
    """All that could be cited."""
    return indicator_rows(Indicator.objects.order_by("slug").values_list("slug", flat=True))


def _row(slug: str, release: Release) -> IndicatorRow | None:
    definition = definition_in(slug, release)
    found = compared(definition, Wish(release))
    if found is None or definition.aggregation == Aggregation.NONE:
        return None
    geography = Geography.objects.get(slug=found.series.geography)
    values = _values(found)
    return IndicatorRow(
        slug=slug,
        name=definition.name,
        definition=definition.definition,
        version=definition.number,
        unit=definition.unit,
        unit_label=definition.unit_label,
        decimals=definition.decimals,
        aggregation=definition.aggregation,
        geography=geography.slug,
        geography_label=geography.label,
        year=found.year,
        release=release.slug,
        release_title=release.title,
        digest=release.digest,
        source=found.source.citation,
        licence=found.source.licence,
        of=len(_acting(found)),
        values=values,
        averages=_averages(found),
    )


def _acting(found: Compared) -> dict[str, Text]:
    """The areas where a member acts, by how they are drawn, with their names: those that the release counts."""
    groups = groups_of(found.same.averages).get(found.series.geography, {})
    if MEMBERS in groups:
        rows = AreaVersion.objects.filter(slug__in=groups[MEMBERS]).select_related("area")
        return {one.slug: one.area.name for one in rows.order_by("slug")}
    acting = AreaMember.objects.filter(Q(until=None) | Q(until__year__gte=found.year)).values("area")
    drawn = AreaVersion.objects.filter(geography__slug=found.series.geography, area__in=acting)
    return {one.slug: one.area.name for one in drawn.select_related("area").order_by("slug")}


def _values(found: Compared) -> tuple[IndicatorValueRow, ...]:
    names = _acting(found)
    slugs = dict(AreaVersion.objects.filter(slug__in=names).values_list("slug", "area__slug"))
    weights = found.same.weights
    return tuple(
        IndicatorValueRow(
            area=slugs[cell.area],
            name=names[cell.area],
            number=cell.number,
            status=cell.status,
            scale=cell.scale,
            weight=(weights or {}).get(cell.area),
        )
        for cell in sorted(found.cells, key=lambda cell: cell.area)
        if cell.number is not None and cell.area in names
    )


def _averages(found: Compared) -> tuple[IndicatorAverageRow, ...]:
    """The averages of other groups than the network's own, as they were kept with the release."""
    kept = found.same.kept
    if kept is None:
        return ()
    groups = groups_of(found.same.averages).get(found.series.geography, {})
    labels: dict[str, Text] = {ALL: Text()}
    labels |= {REGION + region.slug: region.name for region in Region.objects.all()}
    labels |= {SIZE + one.slug: one.label for one in SizeClass.objects.all()}
    rows = []
    for group in (one for one in labels if one in groups):
        asked = Key(found.definition.slug, found.series.geography, group, found.year, MIXED)
        for one in kept.of_one_scale(asked)[:1]:
            if one.average.value is not None and one.average.years is not None:
                value, years = str(one.average.value), one.average.years
                counts = (one.average.n, one.average.of)
                rows.append(IndicatorAverageRow(group, labels[group], value, *counts, *years, one.key.scale))
    return tuple(rows)
