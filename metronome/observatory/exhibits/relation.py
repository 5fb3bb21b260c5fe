"""The exhibit of two measures against each other: a dot for each metropolis that has both."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from metronome.design.pictures.axis import Axis, Say, axis
from metronome.design.pictures.pen import Palette
from metronome.design.pictures.scatter import Dot, scatter
from metronome.design.words import direction_of, reader
from metronome.ground.addresses import address
from metronome.ground.phrases import number_in_words

from ..asked import Wish, read_known, read_year
from ..dense.reading import Cube
from ..models import AreaVersion, Geography, Indicator
from ..phrases import percent_in_words, short_number, short_percent
from ..shown import definition_in
from .asking import Drawn, chosen_geography, cube_and_release, drawn_by, sources_of, wish_of
from .exhibit import Exhibit, Row, Unclear
from .measures import Measure, Measured

RELATION = (
    "area",
    "name",
    "x",
    "x_unit",
    "x_year",
    "x_status",
    "x_scale",
    "y",
    "y_unit",
    "y_year",
    "y_status",
    "y_scale",
)
#: From which factor between the ends on an axis goes by powers of ten.
WIDE = 50


@dataclass(frozen=True)
class Relation:
    """Two measures of the areas that have both, with how closely they go together."""

    wish: Wish
    geography: Geography
    x: Measure
    y: Measure
    pairs: Sequence[tuple[Drawn, Measured, Measured]]
    of: int
    sources: Sequence[str]

    @property
    def correlation(self) -> Decimal | None:
        """Pearson's r of the values, -1 to 1; None for less than three pairs, or where one does not vary."""
        return correlated([float(x.value) for _a, x, _y in self.pairs], [float(y.value) for _a, _x, y in self.pairs])

    @property
    def rank_correlation(self) -> Decimal | None:
        """Spearman's: that of the places, which a few very large values do not decide."""
        return correlated(
            places_of([float(x.value) for _a, x, _y in self.pairs]),
            places_of([float(y.value) for _a, _x, y in self.pairs]),
        )


def correlated(xs: Sequence[float], ys: Sequence[float]) -> Decimal | None:
    """With two decimals."""
    if len(xs) < 3:
        return None
    mean_x, mean_y = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    along = math.fsum((x - mean_x) ** 2 for x in xs)
    across = math.fsum((y - mean_y) ** 2 for y in ys)
    if along <= 0 or across <= 0:
        return None
    both = math.fsum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return Decimal(f"{both / math.sqrt(along) / math.sqrt(across):.2f}")


def places_of(values: Sequence[float]) -> list[float]:
    """The place of each from the lowest; equals share the middle of theirs."""
    order = sorted(range(len(values)), key=lambda number: values[number])
    places = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for number in order[start : end + 1]:
            places[number] = (start + end) / 2
        start = end + 1
    return places


def read_relation(asked: QueryDict) -> Relation | None:
    """What an address relates; None while it does not name two indicators, or nothing is released.

    Raises Unclear.
    """
    wish = wish_of(asked)
    faults: list[str] = []
    named = [read_known(asked, name, Indicator, faults) for name in ("x", "y")]
    years = {name: read_year(asked, name, faults) for name in ("x_year", "x_since", "y_year", "y_since")}
    if faults:
        raise Unclear(*faults)
    there = cube_and_release(wish.release)
    if there is None or not all(named):
        return None
    cube, release = there
    definitions = [definition_in(slug, release) for slug in named]
    geography = chosen_geography(cube, wish.geography, definitions)
    if geography is None:
        return None
    areas = drawn_by(geography.slug, wish.region)
    slugs = [one.slug for one in areas]
    x, y = (
        Measure(definition, years[f"{name}_year"] or cube.latest_year(definition.slug, slugs), years[f"{name}_since"])
        for name, definition in zip("xy", definitions, strict=True)
    )
    return relate(wish, cube, geography, x, y, areas)


def relate(wish: Wish, cube: Cube, geography: Geography, x: Measure, y: Measure, areas: Sequence[Drawn]) -> Relation:
    slugs = [one.slug for one in areas]
    xs, ys = x.of(cube, slugs), y.of(cube, slugs)
    pairs = [(one, xs[one.slug], ys[one.slug]) for one in areas if one.slug in xs and one.slug in ys]
    sources = [
        series.source
        for measure in (x, y)
        for series in cube.series(measure.definition.slug)
        if series.geography == geography.slug
    ]
    return Relation(wish, geography, x, y, pairs, len(areas), sources)


def relation(asked: QueryDict) -> Exhibit | None:
    found = read_relation(asked)
    return relation_of(found) if found else None


def relation_of(found: Relation) -> Exhibit:
    if found.wish.release is None:
        raise Unclear(_("There is no release yet."))
    title = _("%(y)s against %(x)s") % {"x": found.x.label, "y": found.y.label}

    def draw(width: int, palette: Palette) -> SafeString:
        return _drawn(found, title, width, palette)

    def make() -> Iterator[Row]:
        names = names_of([one.slug for one, _x, _y in found.pairs])
        for one, x, y in found.pairs:
            yield (
                one.area, names[one.slug],
                x.value, found.x.unit, x.cell.year, x.cell.status, x.cell.scale,
                y.value, found.y.unit, y.cell.year, y.cell.status, y.cell.scale,
            )  # fmt: skip

    return Exhibit(
        view="relation",
        title=title,
        release=found.wish.release,
        query={
            "x": found.x.definition.indicator.slug,
            "x_year": str(found.x.year),
            "x_since": str(found.x.since or ""),
            "y": found.y.definition.indicator.slug,
            "y_year": str(found.y.year),
            "y_since": str(found.y.since or ""),
            "geography": found.geography.slug,
            "region": found.wish.region,
            "area": found.wish.area,
        },
        columns=RELATION,
        make=make,
        draw=draw,
        sources=sources_of(found.sources),
        page=address("observatory:relation"),
        notes=[_("That two measures go together does not say that one brings about the other.")],
    )


def names_of(slugs: Sequence[str]) -> dict[str, str]:
    """The names of areas by how they are drawn, in the reader's language."""
    drawn = AreaVersion.objects.filter(slug__in=slugs).select_related("area").only("slug", "area__name")
    return {one.slug: one.area.name.in_(reader()) for one in drawn}


def in_words(measure: Measure, value: Decimal) -> str:
    return percent_in_words(value) if measure.since is not None else number_in_words(value)


def _drawn(found: Relation, title: str, width: int, palette: Palette) -> SafeString:
    names = names_of([one.slug for one, _x, _y in found.pairs])
    dots = [
        Dot(
            one.area,
            names[one.slug],
            float(x.value),
            float(y.value),
            _("%(x)s; %(y)s") % {"x": in_words(found.x, x.value), "y": in_words(found.y, y.value)},
            is_marked=one.area == found.wish.area,
            href=address("observatory:area", one.area),
        )
        for one, x, y in found.pairs
    ]
    return scatter(
        dots,
        across=_axis([dot.x for dot in dots]),
        up=_axis([dot.y for dot in dots]),
        across_label=found.x.label,
        up_label=found.y.label,
        say_across=_say(found.x),
        say_up=_say(found.y),
        sentence=title,
        width=width,
        palette=palette,
        direction=direction_of(reader()),
    )


def _axis(values: list[float]) -> Axis:
    """By powers of ten where the ends are so far apart that most dots would lie on each other."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    return axis(values, steps=5, with_zero=False, is_log=low > 0 and high / low >= WIDE)


def _say(measure: Measure) -> Say:
    if measure.since is not None:
        return short_percent
    return short_number
