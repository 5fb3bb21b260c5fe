"""The exhibit of metropolises like one: those that differ least from it by what is known of both, and why."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from metronome.design.pictures.pen import Palette
from metronome.design.pictures.rank import Bar, rank
from metronome.design.words import direction_of, reader
from metronome.ground.addresses import address
from metronome.ground.phrases import number_in_words

from ..asked import Wish, read_several
from ..dense.reading import Cube
from ..enums import Aggregation
from ..models import Area, AreaVersion, Geography, Indicator, IndicatorVersion
from ..shown import definitions_in
from .asking import chosen_geography, cube_and_release, drawn_by, sources_of, wish_of
from .exhibit import Exhibit, Row, Unclear
from .measures import Measure
from .relation import in_words

SIMILAR = ("place", "area", "name", "distance", "measures", "measure", "value", "own_value", "apart")
#: How many are shown; how far back the change of a sum is looked at, in years.
SHOWN, SPAN = 12, 10
MOST = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """How far apart two metropolises are in one measure: both values, and their distance in standard deviations of
    the peers."""

    measure: Measure
    value: Decimal
    own: Decimal
    apart: Decimal

    @property
    def words(self) -> str:
        return in_words(self.measure, self.value)


@dataclass(frozen=True, slots=True)
class Alike:
    """A metropolis, its distance (the root of the mean of the squared differences) and what it is made of."""

    place: int
    drawn: AreaVersion
    distance: Decimal
    differences: Sequence[Difference]


@dataclass(frozen=True)
class Similar:
    """Metropolises in the order of their distance. `measures` are what they are held against; `logs` those of which
    the logarithm is taken."""

    wish: Wish
    area: Area
    geography: Geography
    measures: Sequence[Measure]
    logs: frozenset[str]
    own: Mapping[str, Decimal]
    alike: Sequence[Alike]
    of: int
    chosen: Sequence[str]
    sources: Sequence[str]


def read_similar(asked: QueryDict) -> Similar | None:
    """What an address asks for; None while it names no metropolis, or nothing is known of it.

    Raises Unclear.
    """
    wish = wish_of(asked)
    faults: list[str] = []
    chosen = read_several(asked, "indicators", Indicator, MOST, faults)
    if faults:
        raise Unclear(*faults)
    there = cube_and_release(wish.release)
    if there is None or not wish.area:
        return None
    cube, _release = there
    definitions = [one for one in definitions_in(cube) if not chosen or one.indicator.slug in chosen]
    area = Area.objects.get(slug=wish.area)
    drawn = set(AreaVersion.objects.filter(area=area).values_list("geography__slug", flat=True))
    held = [one for one in definitions if any(series.geography in drawn for series in cube.series(one.slug))]
    geography = chosen_geography(cube, wish.geography, held)
    return similar_to(wish, cube, area, geography, held, chosen) if geography else None


def similar_to(
    wish: Wish,
    cube: Cube,
    area: Area,
    geography: Geography,
    definitions: Sequence[IndicatorVersion],
    chosen: Sequence[str],
) -> Similar | None:
    """None where the geography does not draw the area, or nothing is known of it."""
    drawn = drawn_by(geography.slug)
    own_slug = next((one.slug for one in drawn if one.area == area.slug), "")
    slugs = [one.slug for one in drawn]
    known: dict[Measure, dict[str, Decimal]] = {}
    for measure in _measures(cube, definitions, own_slug):
        values = {slug: one.value for slug, one in measure.of(cube, slugs).items()}
        if own_slug in values and len(values) > 2:
            known[measure] = values
    if not known:
        return None
    logs = frozenset(measure.label for measure, values in known.items() if _by_logarithm(measure, values.values()))
    order = _ordered(known, logs, own_slug)
    versions = AreaVersion.objects.select_related("area").in_bulk(
        [slug for slug, *_ in order[:SHOWN]], field_name="slug"
    )
    alike = [
        Alike(place, versions[slug], distance, differences)
        for place, (slug, distance, differences) in enumerate(order[:SHOWN], 1)
    ]
    sources = [
        series.source
        for measure in known
        for series in cube.series(measure.definition.slug)
        if series.geography == geography.slug
    ]
    own = {measure.label: values[own_slug] for measure, values in known.items()}
    return Similar(wish, area, geography, list(known), logs, own, alike, len(order), chosen, sources)


def _measures(cube: Cube, definitions: Sequence[IndicatorVersion], area: str) -> Iterator[Measure]:
    """Each indicator in the latest year in which the area has a value that is no projection; of sums, such as
    inhabitants, also how they changed over the ten years before."""
    for definition in definitions:
        year = cube.latest_year(definition.slug, [area])
        if year:
            yield Measure(definition, year)
            if definition.aggregation == Aggregation.SUM:
                yield from _growth(cube, definition, year, area)


def _growth(cube: Cube, definition: IndicatorVersion, year: int, area: str) -> Iterator[Measure]:
    """The change since the last year that lies at least so many back; none where nothing is stated of such a year."""
    before = [one for one in cube.stated_years(definition.slug, [area]) if one <= year - SPAN]
    if before:
        yield Measure(definition, year, before[-1])


def _by_logarithm(measure: Measure, values: object) -> bool:
    """A sum differs by factors: twice as many is as far from once as once is from half."""
    return (
        measure.since is None
        and measure.definition.aggregation == Aggregation.SUM
        and all(value > 0 for value in values)  # type: ignore[attr-defined]
    )


Ordered = tuple[str, Decimal, list[Difference]]


def _ordered(known: Mapping[Measure, Mapping[str, Decimal]], logs: frozenset[str], own: str) -> list[Ordered]:
    """The others by their distance, as far as every measure is known of them."""
    scaled: dict[Measure, dict[str, float]] = {}
    for measure, values in known.items():
        numbers = {slug: math.log(value) if measure.label in logs else float(value) for slug, value in values.items()}
        mean = math.fsum(numbers.values()) / len(numbers)
        deviation = math.sqrt(math.fsum((number - mean) ** 2 for number in numbers.values()) / len(numbers))
        scaled[measure] = {slug: (number - mean) / deviation if deviation else 0.0 for slug, number in numbers.items()}
    whole = set.intersection(*(set(values) for values in known.values())) - {own}
    found = []
    for slug in whole:
        apart = {measure: numbers[slug] - numbers[own] for measure, numbers in scaled.items()}
        distance = math.sqrt(math.fsum(one * one for one in apart.values()) / len(apart))
        found.append((round(distance, 9), slug, apart))
    return [
        (
            slug,
            Decimal(f"{distance:.3f}"),
            [Difference(one, known[one][slug], known[one][own], Decimal(f"{by:.2f}")) for one, by in apart.items()],
        )
        for distance, slug, apart in sorted(found, key=lambda one: one[:2])
    ]


def similar(asked: QueryDict) -> Exhibit | None:
    found = read_similar(asked)
    return similar_exhibit(found) if found else None


def similar_exhibit(found: Similar) -> Exhibit:
    if found.wish.release is None:
        raise Unclear(_("There is no release yet."))
    title = _("Metropolises like %(name)s") % {"name": found.area.name.in_(reader())}

    def draw(width: int, palette: Palette) -> SafeString:
        farthest = max((one.distance for one in found.alike), default=Decimal(1)) or Decimal(1)
        bars = [
            Bar(one.drawn.area.name.in_(reader()), float(one.distance / farthest), number_in_words(one.distance))
            for one in found.alike
        ]
        return rank(bars, sentence=title, width=width, palette=palette, direction=direction_of(reader()))

    def make() -> Iterator[Row]:
        for one in found.alike:
            for difference in one.differences:
                measure = difference.measure
                yield (
                    one.place, one.drawn.area.slug, one.drawn.area.name.in_(reader()), one.distance,
                    len(one.differences), measure.code, difference.value, difference.own, difference.apart,
                )  # fmt: skip

    return Exhibit(
        view="similar",
        title=title,
        release=found.wish.release,
        query={"area": found.area.slug, "geography": found.geography.slug, "indicators": found.chosen},
        columns=SIMILAR,
        make=make,
        draw=draw,
        sources=sources_of(found.sources),
        page=address("observatory:similar"),
        notes=[
            _("The distance is the root of the mean of the squared differences: the less, the more alike."),
            _("Each difference counts in standard deviations of all metropolises that the same system draws."),
        ],
    )
