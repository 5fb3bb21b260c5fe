"""Indicators, sources and areas as a folder tells them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.observatory.enums import Aggregation, Direction, GeographyKind, Ground
from metronome.observatory.given import (
    GivenArea,
    GivenAreaMember,
    GivenAreaVersion,
    GivenDomain,
    GivenGeography,
    GivenIndicator,
    GivenObservatory,
    GivenOverlap,
    GivenPublication,
    GivenSizeClass,
    GivenSource,
    GivenVersion,
)

from .record import read_goals

#: As large as a bound of an indicator may be.
LARGEST = 10**13


def read_observatory(folder: Folder) -> GivenObservatory:
    """Everything that the folder says of the observatory, what is named before what names it."""
    domains = folder.read("domains", read_domain)
    sources = folder.read("sources", read_source)
    indicators = folder.read("indicators", read_indicator)
    size_classes = folder.read("size_classes", read_size_class)
    geographies = folder.read("geographies", read_geography)
    areas = folder.read("areas", read_area)
    acting: dict[str, list[GivenAreaMember]] = defaultdict(list)
    for area, member in folder.read("area_members", read_area_member):
        acting[area].append(member)
    return GivenObservatory(
        domains=domains,
        sources=sources,
        indicators=tuple(indicator for indicator, _versions in indicators),
        definitions=tuple(version for _indicator, versions in indicators for version in versions),
        size_classes=size_classes,
        geographies=geographies,
        areas=tuple(replace(area, memberships=tuple(acting[area.slug])) for area in areas),
        area_versions=folder.read("area_versions", read_area_version),
        overlaps=folder.read("area_overlaps", read_overlap),
        publications=folder.read("publications", read_publication),
    )


def read_domain(folder: Folder, fields: Fields, number: int) -> GivenDomain:
    slug = fields.identity("slug", folder.ids.domains)
    return GivenDomain(slug, fields.words("label", required=True), fields.order(number))


def read_source(folder: Folder, fields: Fields, number: int) -> GivenSource:
    """A source has a licence and a way to be cited, or nothing may be taken from it."""
    return GivenSource(
        slug=fields.identity("slug", folder.ids.sources),
        title=fields.words("title", required=True),
        publisher=fields.text("publisher", most=200),
        citation=fields.text("citation", required=True, most=500),
        licence=fields.text("licence", required=True, most=120),
        licence_url=fields.url("licence_url"),
        url=fields.url("url"),
        notes=fields.words("notes"),
        order=fields.order(number),
    )


def read_indicator(folder: Folder, fields: Fields, number: int) -> tuple[GivenIndicator, list[GivenVersion]]:
    """An indicator, and the versions of its definition, the first one first."""
    indicator = read_grouped(folder, fields, number)
    versions = []
    for place, item in enumerate(fields.items("versions"), 1):
        versions.append(_version(folder, item, indicator.slug, place))
        item.close()
    if not versions:
        reason = _("The indicator has no definition.")
        fields.refuse("versions", reason, _("Write at least one version with its name, definition and unit."))
    return indicator, versions


def read_grouped(folder: Folder, fields: Fields, number: int) -> GivenIndicator:
    """What of an indicator stays the same whatever its definition."""
    slug = fields.identity("slug", folder.ids.indicators)
    preference = tuple(
        fields.found("preference", text, folder.ids.sources, place) for text, place in fields.listed("preference")
    )
    return GivenIndicator(
        slug=slug,
        domain=fields.reference("domain", folder.ids.domains),
        preference=preference,
        challenges=folder.all_coded(fields, "challenges", folder.ids.challenges),
        goals=read_goals(fields),
        order=fields.order(number),
    )


def _version(folder: Folder, fields: Fields, indicator: str, place: int) -> GivenVersion:
    number = fields.number("number", low=1, high=999) or place
    slug = f"{indicator}-v{number}"
    if first := folder.ids.indicator_versions.add(slug, fields.place.file, fields.place.row):
        reason = _("“%(slug)s” stands twice: first in %(first)s.") % {"slug": slug, "first": first}
        fields.refuse("number", reason, _("Remove one of the two, or give it a number of its own."))
    return replace(read_definition(folder, fields, indicator), slug=slug, number=number, order=place)


def read_definition(folder: Folder, fields: Fields, indicator: str) -> GivenVersion:
    """What a definition says, without what it is known by."""
    low, high = (fields.decimal(name, ends=LARGEST, places=6) for name in ("low", "high"))
    if low is not None and high is not None and high < low:
        fields.refuse("high", _("The highest value is below the lowest."), _("Exchange the two, or mend one."))
    aggregation = fields.choice("aggregation", Aggregation.values, Aggregation.MEAN.value)
    weight = fields.reference("weight", folder.ids.indicators)
    if aggregation == Aggregation.WEIGHTED and not weight:
        reason = _("A weighted mean needs the indicator that it is weighted by.")
        fields.refuse("weight", reason, _("Name an indicator that stands above this one."))
    return GivenVersion(
        slug="",
        indicator=indicator,
        number=0,
        name=fields.words("name", required=True),
        definition=fields.words("definition", required=True),
        numerator=fields.words("numerator"),
        denominator=fields.words("denominator"),
        reading=fields.words("reading"),
        unit=fields.text("unit", required=True, most=40),
        unit_label=fields.words("unit_label", required=True),
        decimals=fields.number("decimals", high=6) or 0,
        low=low,
        high=high,
        direction=fields.choice("direction", Direction.values, Direction.NONE.value),
        aggregation=aggregation,
        weight=weight,
        order=0,
    )


def read_size_class(folder: Folder, fields: Fields, number: int) -> GivenSizeClass:
    """From `low` to below `high` of an indicator; one of the two may be missing."""
    low, high = (fields.decimal(name, ends=LARGEST, places=6) for name in ("low", "high"))
    if low is None and high is None:
        fields.refuse("low", _("The class has no end."), _("Give its lowest value, or the one that it stays below."))
    if low is not None and high is not None and high <= low:
        fields.refuse("high", _("The highest value is below the lowest."), _("Exchange the two, or mend one."))
    return GivenSizeClass(
        slug=fields.identity("slug", folder.ids.size_classes),
        label=fields.words("label", required=True),
        indicator=fields.reference("indicator", folder.ids.indicators, required=True),
        low=low,
        high=high,
        order=fields.order(number),
    )


def read_geography(folder: Folder, fields: Fields, number: int) -> GivenGeography:
    return GivenGeography(
        slug=fields.identity("slug", folder.ids.geographies),
        label=fields.words("label", required=True),
        system=fields.text("system", required=True, most=60),
        release=fields.text("release", required=True, most=40),
        kind=fields.choice("kind", GeographyKind.values, GeographyKind.ADMINISTRATIVE.value),
        order=fields.order(number),
    )


def read_area(folder: Folder, fields: Fields, number: int) -> GivenArea:
    return GivenArea(
        slug=fields.identity("slug", folder.ids.areas),
        name=fields.words("name", required=True, is_name=True),
        country=fields.country("country"),
        region=fields.reference("region", folder.ids.regions),
        order=fields.order(number),
        memberships=(),
    )


def read_area_member(folder: Folder, fields: Fields, number: int) -> tuple[str, GivenAreaMember]:
    area = fields.reference("area", folder.ids.areas, required=True)
    return area, GivenAreaMember(folder.member(fields, "member", required=True), *fields.since_until())


def read_area_version(folder: Folder, fields: Fields, number: int) -> GivenAreaVersion:
    """An area as a geography draws it: AREA-GEOGRAPHY, since there is one of an area in a geography."""
    area = fields.reference("area", folder.ids.areas, required=True)
    geography = fields.reference("geography", folder.ids.geographies, required=True)
    code = fields.text("code", required=True, most=160)
    slug = f"{area}-{geography}"
    known = folder.ids.area_versions
    for name in (slug, f"{geography}/{code}"):
        if area and geography and (first := known.add(name, fields.place.file, fields.place.row)):
            reason = _("“%(slug)s” stands twice: first in %(first)s.") % {"slug": name, "first": first}
            fields.refuse("code", reason, _("A geography draws an area once, under a code of its own."))
    return GivenAreaVersion(
        slug=slug,
        area=area,
        geography=geography,
        code=code,
        known_as=fields.text("known_as", most=200),
        km2=fields.decimal("km2", ends=10**9, places=2),
    )


def read_overlap(folder: Folder, fields: Fields, number: int) -> GivenOverlap:
    part, whole = (fields.reference(name, folder.ids.area_versions, required=True) for name in ("part", "whole"))
    if part and part == whole:
        fields.refuse("whole", _("An area lies wholly in itself."), _("Name another area."))
    of = fields.choice("of", Ground.values, Ground.SURFACE.value)
    slug = f"{part}--{whole}--{of}"
    if first := folder.ids.overlaps.add(slug, fields.place.file, fields.place.row):
        reason = _("“%(slug)s” stands twice: first in %(first)s.") % {"slug": slug, "first": first}
        fields.refuse("part", reason, _("Remove one of the two."))
    share = fields.decimal("share", ends=1, places=6)
    if share is None or share < 0:
        fields.refuse("share", _("A share lies between 0 and 1."), _("Write it as 0.85."))
    return GivenOverlap(slug, part, whole, share or Decimal(0), of)


def read_publication(folder: Folder, fields: Fields, number: int) -> GivenPublication:
    """A publication; the release it rests on is one that was made, the indicators are those of the folder."""
    del number
    indicators = tuple(
        fields.found("indicators", text, folder.ids.indicators, place) for text, place in fields.listed("indicators")
    )
    fields.once("indicators", indicators)
    return GivenPublication(
        slug=fields.identity("slug", folder.ids.publications),
        title=fields.words("title", required=True),
        kind=fields.words("kind", required=True),
        number=fields.number("number", low=1, high=9999),
        abstract=fields.words("abstract"),
        authors=fields.words("authors"),
        published_on=fields.day("published_on"),
        languages=fields.texts("languages"),
        url=fields.url("url"),
        licence=fields.text("licence", most=120),
        indicators=indicators,
        release=fields.reference("release", folder.ids.releases),
    )
