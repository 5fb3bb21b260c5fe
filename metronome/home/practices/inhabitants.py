"""How many people live in the metropolises of members, as far as the observatory knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.observatory.averages import in_units
from metronome.observatory.dense.reading import Cube, cube_of
from metronome.observatory.enums import Status
from metronome.observatory.models import AreaMember, IndicatorVersion, Release

#: The sizes by which practices are found: from so many inhabitants on.
SIZES = {"small": 0, "medium": 1_000_000, "large": 5_000_000, "huge": 10_000_000}


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """A number of people with its year and its area; the latest that is no projection."""

    number: Decimal
    year: int
    area: str


def inhabitants() -> Mapping[int, Inhabitants]:
    """Those of each member, by its id; members of which nothing is known are left out."""
    return _inhabitants(publication())


@kept(1)
def _inhabitants(_publication: int) -> Mapping[int, Inhabitants]:
    definitions = _weights()
    release = Release.objects.first()
    cube = cube_of(release.digest) if release else None
    return dict(_known(cube, definitions)) if cube and definitions else {}


def _weights() -> list[IndicatorVersion]:
    """The definitions of the indicator by which most others are weighted: that is a number of people."""
    used = Counter(IndicatorVersion.objects.exclude(weight=None).values_list("weight", flat=True))
    if not used:
        return []
    most = min(used, key=lambda pk: (-used[pk], pk))
    return list(IndicatorVersion.objects.filter(indicator=most).order_by("-number"))


def _known(cube: Cube, definitions: list[IndicatorVersion]) -> Iterator[tuple[int, Inhabitants]]:
    rows = AreaMember.objects.filter(until=None).select_related("area").prefetch_related("area__versions")
    found: dict[int, Inhabitants] = {}
    for row in rows:
        for definition in definitions:
            for drawn in row.area.versions.all():
                history = cube.history(definition.slug, drawn.slug)
                past = [one for one in history if one.number is not None and one.status != Status.FORECAST]
                if past:
                    number = in_units(past[-1].number or 0, definition.decimals)
                    one = Inhabitants(number, past[-1].year, row.area.slug)
                    known = found.get(row.member_id)
                    found[row.member_id] = max(known, one, key=lambda it: it.number) if known else one
    yield from found.items()


def size_of(number: Decimal) -> str:
    """The size that a number of inhabitants makes."""
    return [name for name, least in SIZES.items() if number >= least][-1]
