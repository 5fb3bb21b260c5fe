"""What the pages of the observatory show of definitions, areas, sources and loads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils.translation import gettext

from metronome.design.parts import Crumb
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.text import Text

from .dense.reading import Cube, cube_of
from .models import (
    Area,
    AreaMember,
    AreaVersion,
    Geography,
    Indicator,
    IndicatorVersion,
    Load,
    Overlap,
    Release,
    Source,
)


@dataclass(frozen=True, slots=True)
class Group:
    """The indicators of one domain, each by its latest definition; without a label those of none."""

    label: Text | None
    definitions: list[IndicatorVersion] = field(default_factory=list)


def groups() -> list[Group]:
    """Every indicator, by the domains in their order."""
    versions = IndicatorVersion.objects.select_related("indicator__domain").order_by("indicator__order", "-number")
    found: dict[int | None, Group] = {}
    seen: set[int] = set()
    ordered = sorted(versions, key=lambda one: _place(one.indicator))
    for version in ordered:
        if version.indicator_id not in seen:
            seen.add(version.indicator_id)
            domain = version.indicator.domain
            key = domain.pk if domain else None
            found.setdefault(key, Group(domain.label if domain else None)).definitions.append(version)
    return list(found.values())


def _place(indicator: Indicator) -> tuple[int, int, str]:
    domain = indicator.domain
    return (domain.order if domain else 1 << 20, indicator.order, indicator.slug)


def latest_definitions() -> list[IndicatorVersion]:
    """The latest definition of every indicator, in the order in which they are shown."""
    return [one for group in groups() for one in group.definitions]


def latest_definition(slug: str) -> IndicatorVersion:
    """The latest definition of an indicator.

    Raises IndicatorVersion.DoesNotExist.
    """
    versions = IndicatorVersion.objects.select_related("indicator__domain", "weight")
    return versions.filter(indicator__slug=slug).order_by("-number")[:1].get()


def definition_in(slug: str, release: Release | None) -> IndicatorVersion:
    """The latest definition of an indicator of which a release holds values, so that a citation finds what it cited;
    the latest at all where it holds none.

    Raises IndicatorVersion.DoesNotExist.
    """
    found = _definitions_of(publication(), slug)
    if not found:
        raise IndicatorVersion.DoesNotExist
    return in_cube(found, cube_of(release.digest) if release else None)


@kept(64)
def _definitions_of(_publication: int, slug: str) -> list[IndicatorVersion]:
    versions = IndicatorVersion.objects.select_related("indicator__domain", "weight")
    return list(versions.filter(indicator__slug=slug).order_by("-number"))


def in_cube(versions: Sequence[IndicatorVersion], cube: Cube | None) -> IndicatorVersion:
    """Of the definitions of one indicator, the latest first, that of which there are values."""
    held = cube.header.indicators if cube else ()
    return next((one for one in versions if one.slug in held), versions[0])


def definitions_in(cube: Cube | None) -> list[IndicatorVersion]:
    """Every indicator by the definition of which there are values, in the order in which they are shown."""
    versions = IndicatorVersion.objects.select_related("indicator__domain").order_by("indicator__order", "-number")
    found: dict[int, list[IndicatorVersion]] = {}
    for version in sorted(versions, key=lambda one: _place(one.indicator)):
        found.setdefault(version.indicator_id, []).append(version)
    return [in_cube(several, cube) for several in found.values()]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where observations come from: sources with their latest load, geographies with how much they draw, releases."""

    sources: list[tuple[Source, Load | None]]
    geographies: list[Geography]
    releases: list[Release]


def provenance() -> Provenance:
    """Everything that a citation rests on."""
    loads = {load.source_id: load for load in Load.objects.order_by("number")}
    return Provenance(
        [(source, loads.get(source.pk)) for source in Source.objects.all()],
        list(Geography.objects.annotate(areas=Count("versions"))),
        list(Release.objects.select_related("cutoff")),
    )


def area_of(slug: str) -> Area:
    """An area with its members and the ways in which it is drawn.

    Raises Area.DoesNotExist.
    """
    lying = Overlap.objects.select_related("whole__geography", "whole__area")
    drawn = AreaVersion.objects.select_related("geography").prefetch_related(Prefetch("overlaps", lying))
    acting = AreaMember.objects.select_related("member")
    return (
        Area.objects.select_related("region")
        .prefetch_related(Prefetch("versions", drawn), Prefetch("memberships", acting))
        .get(slug=slug)
    )


def crumbs() -> list[Crumb]:
    return [Crumb(label=gettext("Observatory"), href=reverse("observatory:index"))]
