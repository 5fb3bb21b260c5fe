"""An observatory of no place in particular: two indicators, three areas in two geographies, and files to load."""

from __future__ import annotations

from metronome.observatory.actions import load_observations, make_release
from metronome.observatory.dense.building import build
from metronome.observatory.enums import GeographyKind
from metronome.observatory.loading.preparing import FileGiven, Prepared, prepare
from metronome.observatory.models import (
    Area,
    AreaVersion,
    Domain,
    Geography,
    Indicator,
    IndicatorVersion,
    Load,
    Overlap,
    Publication,
    Release,
    SizeClass,
    Source,
)
from tests.factories.network import text

#: A long file: one row an observation.
MAPPING = """
source: census-office
geography: drawn
indicator: {column: indicator}
area: {column: area}
period: {column: period}
value: {column: value}
unit: {column: unit}
blank: L
"""
HEADER = "indicator,area,period,value,unit"


def make_indicator(slug: str = "people", **fields: object) -> IndicatorVersion:
    domain, _ = Domain.objects.get_or_create(slug="social", defaults={"label": text("Social")})
    indicator = Indicator.objects.create(slug=slug, domain=domain, preference=["census-office"])
    given = {
        "slug": f"{slug}-v1",
        "name": text(slug.title()),
        "definition": text("Combien."),
        "unit": "persons",
        "unit_label": text("habitants"),
        "low": 0,
    }
    return IndicatorVersion.objects.create(**{**given, "indicator": indicator, **fields})


def make_geography(slug: str = "drawn", kind: str = GeographyKind.AGGLOMERATION) -> Geography:
    return Geography.objects.create(slug=slug, label=text(slug.title()), system=slug, release="1", kind=kind)


def make_area(slug: str, geography: Geography, **fields: object) -> AreaVersion:
    area, _ = Area.objects.get_or_create(slug=slug, defaults={"name": text(slug.title()), **fields})
    return AreaVersion.objects.create(
        slug=f"{slug}-{geography.slug}", area=area, geography=geography, code=slug.upper(), known_as=slug.title()
    )


def make_source(slug: str = "census-office") -> Source:
    return Source.objects.create(slug=slug, title=text("Office"), citation="Office, 2021", licence="CC BY 4.0")


def make_observatory() -> None:
    """People as whole numbers, a share in per cent with one decimal; three areas, two of them drawn twice."""
    make_source()
    make_indicator()
    SizeClass.objects.create(slug="large", label=text("Grandes"), indicator=Indicator.objects.get(), low=5000)
    make_indicator("share", unit="percent", unit_label=text("%"), decimals=1, low=None)
    drawn, narrow = make_geography(), make_geography("narrow", GeographyKind.CITY_PROPER)
    for slug in ("dakar", "lagos", "baku"):
        make_area(slug, drawn)
    for slug in ("dakar", "lagos"):
        make_area(slug, narrow)
    part, whole = (AreaVersion.objects.get(slug=slug) for slug in ("dakar-narrow", "dakar-drawn"))
    Overlap.objects.create(slug="dakar", part=part, whole=whole, share=1, of="surface")


def make_publication(slug: str = "paper", **fields: object) -> Publication:
    """A publication; `indicators` are slugs of those it rests on."""
    resting = fields.pop("indicators", ())
    given = {"title": text("Cahier"), "kind": text("Étude"), "authors": text("Bureau des villes"), **fields}
    publication = Publication.objects.create(slug=slug, **given)
    publication.indicators.set(Indicator.objects.filter(slug__in=resting))
    return publication


def prepared(*rows: str, mapping: str = MAPPING, header: str = HEADER, name: str = "given.csv") -> Prepared:
    content = "\n".join((header, *rows, "")).encode()
    return prepare(FileGiven(name, content, mapping))


def loaded(*rows: str, mapping: str = MAPPING, header: str = HEADER, leave_out: bool = False) -> Load:
    return load_observations(
        prepared=prepared(*rows, mapping=mapping, header=header), leave_out=leave_out, by="operator"
    )


def make_released() -> Release:
    """The observatory with something to show: two years of two metropolises, one of them projected."""
    make_observatory()
    loaded(
        "people-v1,DAKAR,2020,3000,persons,A",
        "people-v1,DAKAR,2030,4500,persons,F",
        "people-v1,LAGOS,2020,9000,persons,A",
        mapping=MAPPING + "status: {column: status}\n",
        header=HEADER + ",status",
    )
    release = make_release(slug="spring", title=text("Printemps"), by="operator")
    build(release)
    return release
