"""Putting definitions and areas by their identity, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put

from ..given import GivenDomain, GivenIndicator, GivenObservatory, GivenSizeClass, GivenSource, GivenVersion
from ..models import Domain, Indicator, IndicatorVersion, SizeClass, Source
from .areas import put_area_versions, put_areas, put_geographies, put_overlaps
from .meaning import refuse_another_meaning
from .publications import put_publications


@dataclass(frozen=True, slots=True)
class ObservatoryKeys:
    """What the names of the observatory stand for, once it was put."""

    domains: Keys
    sources: Keys
    indicators: Keys
    versions: Keys
    size_classes: Keys
    geographies: Keys
    areas: Keys
    area_versions: Keys
    overlaps: Keys
    publications: Keys


def put_observatory(
    *, given: GivenObservatory, regions: Keys, members: Keys, challenges: Keys, by: Hand
) -> ObservatoryKeys:
    """Put everything that a folder says of the observatory, from what is named to what names it.

    Raises Refusal where a definition would mean something else than its observations, and where the drawings of a
    geography would hold more than the whole of another one.
    """
    domains = put_domains(domains=given.domains, by=by)
    sources = put_sources(sources=given.sources, by=by)
    indicators = put_indicators(indicators=given.indicators, domains=domains, challenges=challenges, by=by)
    versions = put_definitions(definitions=given.definitions, indicators=indicators, by=by)
    size_classes = put_size_classes(size_classes=given.size_classes, indicators=indicators, by=by)
    geographies = put_geographies(geographies=given.geographies, by=by)
    areas = put_areas(areas=given.areas, regions=regions, members=members, by=by)
    drawn = put_area_versions(versions=given.area_versions, areas=areas, geographies=geographies, by=by)
    overlaps = put_overlaps(overlaps=given.overlaps, drawn=drawn, by=by)
    publications = put_publications(publications=given.publications, by=by)
    return ObservatoryKeys(
        domains, sources, indicators, versions, size_classes, geographies, areas, drawn, overlaps, publications
    )


def put_domains(*, domains: Iterable[GivenDomain], by: Hand) -> Keys:
    """Put how the network groups its indicators."""
    return put(Noun(Domain, "domain", ("label", "order")), domains, by=by)


def put_sources(*, sources: Iterable[GivenSource], by: Hand) -> Keys:
    """Put who publishes observations."""
    columns = ("title", "publisher", "citation", "licence", "licence_url", "url", "notes", "order")
    return put(Noun(Source, "source", columns), sources, by=by)


def put_indicators(*, indicators: Iterable[GivenIndicator], domains: Keys, challenges: Keys, by: Hand) -> Keys:
    """Put indicators: what stays the same whatever the wording of their definition."""
    answering = Part(Indicator.challenges.through, "indicator", ("challenge",), {"challenge": challenges})
    noun = Noun(
        Indicator,
        "indicator",
        ("domain", "preference", "goals", "order"),
        references={"domain": domains},
        parts={"challenges": answering},
    )
    return put(noun, indicators, by=by)


def put_definitions(*, definitions: Iterable[GivenVersion], indicators: Keys, by: Hand) -> Keys:
    """Put definitions of indicators.

    Raises Refusal where one would mean something else than the observations that it has.
    """
    given = tuple(definitions)
    refuse_another_meaning(given)
    columns = (
        "indicator", "number", "name", "definition", "numerator", "denominator", "reading", "unit", "unit_label",
        "decimals", "low", "high", "direction", "aggregation", "weight", "order",
    )  # fmt: skip
    references = {"indicator": indicators, "weight": indicators}
    return put(Noun(IndicatorVersion, "indicator-version", columns, references=references), given, by=by)


def put_size_classes(*, size_classes: Iterable[GivenSizeClass], indicators: Keys, by: Hand) -> Keys:
    """Put the classes of metropolises by size."""
    columns = ("label", "indicator", "low", "high", "order")
    return put(Noun(SizeClass, "size-class", columns, references={"indicator": indicators}), size_classes, by=by)
