"""What the forms of the pages offer to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from metronome.design import parts
from metronome.design.words import reader
from metronome.ground.fold import fold
from metronome.network.models import Region

from ..dense.reading import cube_of
from ..models import Area, Geography, IndicatorVersion, Release
from ..shown import latest_definitions
from .catalogue import offer
from .exhibit import Exhibit

#: So many metropolises can be chosen from a list; of more, they are named by their slugs.
MOST = 300
WIDE, NARROW = 720, 360


@dataclass(frozen=True, slots=True)
class Choices:
    """Geographies, regions, releases, metropolises by name (none where they are too many), indicators, years (the
    latest first)."""

    geographies: list[Geography]
    regions: list[Region]
    releases: list[Release]
    areas: list[Area]
    indicators: list[IndicatorVersion]
    years: list[int]


def choices(release: Release | None) -> Choices:
    """In as many questions for many things as for few."""
    cube = cube_of(release.digest) if release else None
    areas = list(Area.objects.filter(versions__isnull=False).distinct()[: MOST + 1])
    return Choices(
        geographies=list(Geography.objects.all()),
        regions=list(Region.objects.all()),
        releases=list(Release.objects.all()),
        areas=sorted(areas, key=lambda area: fold(area.name.in_(reader()))) if len(areas) <= MOST else [],
        indicators=latest_definitions(),
        years=list(reversed(cube.years)) if cube else [],
    )


@dataclass(frozen=True)
class Shown:
    """An exhibit as a page shows it: its picture for wide and for narrow pages, and what can be taken along; each made
    where a page shows it."""

    one: Exhibit

    @property
    def wide(self) -> SafeString:
        return self.one.draw(WIDE, "class")

    @property
    def narrow(self) -> SafeString:
        return self.one.draw(NARROW, "class")

    @property
    def offer(self) -> parts.Offer:
        return offer(self.one)


def shown(one: Exhibit) -> Shown:
    return Shown(one)
