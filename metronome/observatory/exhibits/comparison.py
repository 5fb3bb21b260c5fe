"""The exhibit of a comparison: any metropolises by any indicators. One geography, unless the reader asks for more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import F
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from metronome.design.pictures import lines as many_lines
from metronome.design.pictures.pen import Palette
from metronome.design.pictures.rank import Bar, rank
from metronome.design.words import direction_of, reader
from metronome.ground.addresses import address
from metronome.ground.phrases import number_in_words

from ..asked import Wish, read_several, value_of
from ..averages import Cell, in_units
from ..comparing import change_of
from ..dense.layout import Series
from ..dense.reading import Cube
from ..enums import Status
from ..models import Area, AreaVersion, Geography, Indicator, IndicatorVersion, Overlap
from ..phrases import percent_in_words, share_in_words, short_number
from ..shown import definition_in
from .asking import chosen_geography, cube_and_release, sources_of, wish_of
from .exhibit import Exhibit, Row, Unclear
from .ranking import points

#: So many can be compared at once.
MOST_AREAS, MOST_INDICATORS = 40, 20
COMPARISON = (
    "indicator", "area", "name", "value", "unit", "year", "change", "since", "status", "scale", "geography", "source",
    "method",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cellular:
    """One meeting of an area and an indicator; without a value it says why, as far as that is known. `is_mixed`: the
    value is of another geography than the one that is compared; `overlaps` say what of it lies there."""

    area: Area
    definition: IndicatorVersion
    cell: Cell | None = None
    value: Decimal | None = None
    change: Decimal | None = None
    drawn: AreaVersion | None = None
    is_mixed: bool = False
    overlaps: Sequence[Overlap] = ()

    @property
    def shares(self) -> list[str]:
        """Which share of a drawing of another geography lies in that of the one that is compared, as far as known."""
        return [
            _("%(share)s of its %(ground)s lie in what is compared")
            % {"share": share_in_words(one.share), "ground": one.ground.label}
            for one in self.overlaps
        ]

    @property
    def status(self) -> str:
        return str(Status(self.cell.status).label) if self.cell else ""

    @property
    def change_in_words(self) -> str:
        return percent_in_words(self.change)


@dataclass(frozen=True)
class Comparison:
    """What is compared, in the order in which it was asked for."""

    wish: Wish
    cube: Cube
    geography: Geography
    areas: Sequence[Area]
    definitions: Sequence[IndicatorVersion]
    years: Mapping[str, int]
    is_mixing: bool
    cells: Mapping[tuple[str, str], Cellular]

    def row(self, area: Area) -> list[Cellular]:
        return [self.cells[area.slug, definition.slug] for definition in self.definitions]

    @property
    def rows(self) -> list[tuple[Area, list[Cellular]]]:
        return [(area, self.row(area)) for area in self.areas]

    @property
    def heads(self) -> list[tuple[IndicatorVersion, int]]:
        return [(one, self.years[one.slug]) for one in self.definitions]

    @property
    def mixed(self) -> list[str]:
        """The other geographies of which values are shown, by slug."""
        return sorted({one.drawn.geography.slug for one in self.cells.values() if one.is_mixed and one.drawn})


def read_comparison(asked: QueryDict) -> Comparison | None:
    """What an address compares; None while it names no metropolis or no indicator, or nothing is released.

    Raises Unclear.
    """
    wish = wish_of(asked)
    faults: list[str] = []
    areas = read_several(asked, "areas", Area, MOST_AREAS, faults)
    indicators = read_several(asked, "indicators", Indicator, MOST_INDICATORS, faults)
    if faults:
        raise Unclear(*faults)
    there = cube_and_release(wish.release)
    if there is None or not areas or not indicators:
        return None
    cube, release = there
    definitions = [definition_in(slug, release) for slug in indicators]
    geography = chosen_geography(cube, wish.geography, definitions)
    return compare(wish, cube, geography, areas, definitions, bool(value_of(asked, "mix"))) if geography else None


def compare(
    wish: Wish,
    cube: Cube,
    geography: Geography,
    areas: Sequence[str],
    definitions: Sequence[IndicatorVersion],
    is_mixing: bool,
) -> Comparison:
    """Look up every meeting, in as many questions for many as for one."""
    named = Area.objects.in_bulk(list(areas), field_name="slug")
    drawn: dict[str, list[AreaVersion]] = {slug: [] for slug in areas}
    for one in AreaVersion.objects.filter(area__slug__in=areas).select_related("area", "geography"):
        drawn[one.area.slug].append(one)
    for versions in drawn.values():
        # The geography that is compared comes first; the others by their order.
        versions.sort(key=lambda one: (one.geography_id != geography.pk, one.geography.order, one.slug))
    own = [one.slug for versions in drawn.values() for one in versions[:1] if one.geography_id == geography.pk]
    years = {one.slug: wish.year or cube.latest_year(one.slug, own) for one in definitions}
    lying = _lying_in(geography, areas) if is_mixing else {}
    found = {}
    for slug in areas:
        tried = [one for one in drawn[slug] if is_mixing or one.geography_id == geography.pk]
        for definition in definitions:
            met = _meeting(cube, named[slug], definition, tried, years[definition.slug], wish.since, geography)
            lies = lying.get(met.drawn.pk, ()) if met.is_mixed and met.drawn else ()
            found[slug, definition.slug] = replace(met, overlaps=lies)
    return Comparison(wish, cube, geography, [named[slug] for slug in areas], definitions, years, is_mixing, found)


def _lying_in(geography: Geography, areas: Sequence[str]) -> Mapping[int, Sequence[Overlap]]:
    """What of other drawings of some areas lies in that of one geography, by the number of the drawing."""
    found: dict[int, list[Overlap]] = {}
    wanted = Overlap.objects.filter(part__area__slug__in=areas, whole__geography=geography)
    for one in wanted.filter(whole__area=F("part__area")).order_by("of"):
        found.setdefault(one.part_id, []).append(one)
    return found


def _meeting(
    cube: Cube,
    area: Area,
    definition: IndicatorVersion,
    tried: Sequence[AreaVersion],
    year: int,
    since: int | None,
    geography: Geography,
) -> Cellular:
    """The first drawing of the area that has a value in the year; else why the first has none."""
    told: Cellular | None = None
    for one in tried:
        cell = next(iter(cube.cells(definition.slug, year, [one.slug])), None)
        if cell is None:
            continue
        if cell.number is None:
            told = told or Cellular(area, definition, cell, drawn=one)
            continue
        before = next(iter(cube.cells(definition.slug, since, [one.slug])), None) if since else None
        change = change_of(cell.number, before.number if before else None)
        return Cellular(
            area,
            definition,
            cell,
            in_units(cell.number, definition.decimals),
            None if change is None else Decimal(round(change * 10_000)).scaleb(-4),
            one,
            is_mixed=one.geography_id != geography.pk,
        )
    return told or Cellular(area, definition)


def comparison(asked: QueryDict) -> Exhibit | None:
    found = read_comparison(asked)
    return comparison_of(found) if found else None


def comparison_of(found: Comparison) -> Exhibit:
    release = found.wish.release
    if release is None:
        raise Unclear(_("There is no release yet."))
    title = _title(found)

    def draw(width: int, palette: Palette) -> SafeString:
        return (
            _lines(found, title, width, palette)
            if len(found.definitions) == 1
            else _bars(found, title, width, palette)
        )

    series = {(one.indicator, one.geography): one for one in found.cube.header.series}
    shown = [series.get((one.definition.slug, one.drawn.geography.slug)) for one in found.cells.values() if one.drawn]
    return Exhibit(
        view="comparison",
        title=title,
        release=release,
        query={
            "areas": [area.slug for area in found.areas],
            "indicators": [one.indicator.slug for one in found.definitions],
            "geography": found.geography.slug,
            # Without a year each indicator stands in its latest, which a release says for ever.
            "year": str(found.wish.year or ""),
            "since": str(found.wish.since or ""),
            "mix": "yes" if found.is_mixing else "",
        },
        columns=COMPARISON,
        make=lambda: _rows(found, series),
        draw=draw,
        sources=sources_of([one.source for one in shown if one]),
        page=address("observatory:compare"),
        notes=[_("Values of more than one geography stand beside each other here.")] if found.mixed else [],
    )


def _rows(found: Comparison, series: Mapping[tuple[str, str], Series]) -> Iterator[Row]:
    for one in found.cells.values():
        geography = one.drawn.geography.slug if one.drawn else ""
        of = series.get((one.definition.slug, geography))
        yield (
            one.definition.slug, one.area.slug, one.area.name.in_(reader()), one.value, one.definition.unit,
            found.years[one.definition.slug], one.change, found.wish.since, one.cell.status if one.cell else "",
            one.cell.scale if one.cell else "", geography, of.source if of else "", of.method if of else "",
        )  # fmt: skip


def _title(found: Comparison) -> str:
    told = {
        "areas": ", ".join(area.name.in_(reader()) for area in found.areas[:3])
        + (" …" if len(found.areas) > 3 else ""),
        "indicators": ", ".join(one.name.in_(reader()) for one in found.definitions[:2])
        + (" …" if len(found.definitions) > 2 else ""),
    }
    return _("%(areas)s compared: %(indicators)s") % told


def _lines(found: Comparison, title: str, width: int, palette: Palette) -> SafeString:
    """One indicator over the years."""
    definition = found.definitions[0]
    given = [
        many_lines.Line(
            one.area.slug,
            one.area.name.in_(reader()),
            points(found.cube.history(definition.slug, one.drawn.slug), definition.decimals),
            is_marked=one.area.slug == (found.wish.area or found.areas[0].slug),
        )
        for one in found.cells.values()
        if one.drawn
    ]
    direction, now = direction_of(reader()), found.years[definition.slug]
    return many_lines.lines(
        given, say=short_number, sentence=title, now=now, width=width, palette=palette, direction=direction
    )


def _bars(found: Comparison, title: str, width: int, palette: Palette) -> SafeString:
    """Several indicators: the bars of each, as long as its own largest value lets them be."""
    given = []
    for definition in found.definitions:
        known = [
            (one.value, one.area)
            for one in found.cells.values()
            if one.definition == definition and one.value is not None
        ]
        longest = max((abs(value) for value, _area in known), default=Decimal(0)) or Decimal(1)
        for value, area in sorted(known, key=lambda one: (-one[0], one[1].slug)):
            told = {"indicator": definition.name.in_(reader()), "area": area.name.in_(reader())}
            label = _("%(indicator)s: %(area)s") % told
            given.append(Bar(label, max(0.0, float(value / longest)), number_in_words(value)))
    return rank(given, sentence=title, width=width, palette=palette, direction=direction_of(reader()))
