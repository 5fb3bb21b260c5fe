"""Putting definitions and areas by their identity, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put

from ..given import GivenIndicator, GivenObservatory, GivenSource
from ..models import (
    Area,
    AreaMember,
    AreaVersion,
    Domain,
    Geography,
    Indicator,
    IndicatorVersion,
    Overlap,
    SizeClass,
    Source,
)
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


def put_sources(*, sources: Iterable[GivenSource], by: Hand) -> Keys:
    """Put who publishes observations."""
    columns = ("title", "publisher", "citation", "licence", "licence_url", "url", "notes", "order")
    return put(Noun(Source, "source", columns), sources, by=by)


def put_observatory(*, given: GivenObservatory, regions: Keys, members: Keys, by: Hand) -> ObservatoryKeys:
    """Put everything that a folder says of the observatory, from what is named to what names it."""
    domains = put(Noun(Domain, "domain", ("label", "order")), given.domains, by=by)
    sources = put_sources(sources=given.sources, by=by)
    indicators, versions = _put_indicators(given.indicators, domains, by)
    sizes = Noun(
        SizeClass, "size-class", ("label", "indicator", "low", "high", "order"), references={"indicator": indicators}
    )
    size_classes = put(sizes, given.size_classes, by=by)
    drawing = Noun(Geography, "geography", ("label", "system", "release", "kind", "order"))
    geographies = put(drawing, given.geographies, by=by)
    areas = _put_areas(given, regions, members, by)
    drawn = _put_versions(given, areas, geographies, by)
    both = {"part": drawn, "whole": drawn}
    noun = Noun(Overlap, "overlap", ("part", "whole", "share", "of"), references=both)
    overlaps = put(noun, given.overlaps, by=by)
    publications = put_publications(publications=given.publications, by=by)
    return ObservatoryKeys(
        domains, sources, indicators, versions, size_classes, geographies, areas, drawn, overlaps, publications
    )


def _put_indicators(given: Iterable[GivenIndicator], domains: Keys, by: Hand) -> tuple[Keys, Keys]:
    indicators = tuple(given)
    noun = Noun(Indicator, "indicator", ("domain", "preference", "order"), references={"domain": domains})
    keys = put(noun, indicators, by=by)
    columns = (
        "indicator", "number", "name", "definition", "numerator", "denominator", "reading", "unit", "unit_label",
        "decimals", "low", "high", "direction", "aggregation", "weight", "order",
    )  # fmt: skip
    versions = Noun(IndicatorVersion, "indicator-version", columns, references={"indicator": keys, "weight": keys})
    return keys, put(versions, (version for one in indicators for version in one.versions), by=by)


def _put_areas(given: GivenObservatory, regions: Keys, members: Keys, by: Hand) -> Keys:
    acting = Part(AreaMember, "area", ("member", "since", "until"), {"member": members})
    noun = Noun(
        Area,
        "area",
        ("name", "country", "region", "order"),
        references={"region": regions},
        parts={"memberships": acting},
    )
    return put(noun, given.areas, by=by)


def _put_versions(given: GivenObservatory, areas: Keys, geographies: Keys, by: Hand) -> Keys:
    noun = Noun(
        AreaVersion,
        "area-version",
        ("area", "geography", "code", "known_as", "km2"),
        references={"area": areas, "geography": geographies},
    )
    return put(noun, given.area_versions, by=by)
