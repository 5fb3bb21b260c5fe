"""The exhibits of an indicator: its ranking, where that lies on the map, the values over the years, their spread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from metronome.design.pictures import lines as many_lines
from metronome.design.pictures.pen import Palette
from metronome.design.pictures.rank import Bar, rank
from metronome.design.pictures.series import Point
from metronome.design.pictures.sizes import Spot, sizes
from metronome.design.words import direction_of, reader
from metronome.ground.addresses import address
from metronome.ground.phrases import number_in_words
from metronome.network.models import Region

from ..averages import Cell
from ..comparing import Compared
from ..enums import Scale, Status
from ..models import Area, AreaMember, AreaVersion, Geography
from ..phrases import in_short
from ..tables import RANKING, ranking_rows
from ..telling import bars, line_in_words
from .asking import compared_as_asked
from .exhibit import Draw, Exhibit, Row, Unclear

#: Lines of the picture beside the marked one.
LINES = 5
#: So many rows are taken along at most.
MOST = 250_000
SERIES = ("area", "code", "year", "value", "unit", "status", "scale")
MAP = ("area", "name", "latitude", "longitude", "value", "unit", "status", "scale")


def ranking(asked: QueryDict) -> Exhibit | None:
    found = compared_as_asked(asked)
    return ranking_of(found) if found else None


def ranking_of(found: Compared) -> Exhibit:
    """Who has most, or grows fastest."""

    def draw(width: int, palette: Palette) -> SafeString:
        given = [Bar(one.label, max(0.0, one.share), one.shown, one.line) for one in bars(found)]
        return rank(given, sentence=title_of(found), width=width, palette=palette, direction=direction_of(reader()))

    return exhibit(found, "ranking", title_of(found), RANKING, lambda: ranking_rows(found), draw)


def exhibit(
    found: Compared, view: str, title: str, columns: Sequence[str], make: Callable[[], Iterable[Row]], draw: Draw
) -> Exhibit:
    """What all exhibits of one indicator have in common."""
    release = found.wish.release
    if release is None:
        raise Unclear(_("There is no release yet."))
    return Exhibit(
        view=view,
        title=title,
        release=release,
        query=pinned(found),
        columns=columns,
        make=make,
        draw=draw,
        sources=[found.source],
        page=address("home:indicator", found.definition.indicator.slug),
        notes=[found.once_read("scope", lambda: _scope(found))],
        once=found.same.once,
    )


def pinned(found: Compared) -> Mapping[str, str]:
    wish = found.wish
    return {
        "indicator": found.definition.indicator.slug,
        "geography": found.series.geography,
        "year": str(found.year),
        "since": str(wish.since or ""),
        "region": wish.region,
        "area": wish.area,
    }


def title_of(found: Compared) -> str:
    """What the ranking is of, in a line."""
    return found.once_read("title", lambda: _title(found))


def _title(found: Compared) -> str:
    told = {"indicator": found.definition.name.in_(reader()), "year": found.year, "since": found.wish.since}
    if found.wish.since is not None:
        return _of_region(found, _("%(indicator)s, change from %(since)d to %(year)d") % told)
    return _of_region(found, _("%(indicator)s, %(year)d") % told)


def _of_region(found: Compared, title: str) -> str:
    """A title that says of which region it is: in a citation and in a page of somebody else nothing else does."""
    region = Region.objects.filter(slug=found.wish.region).first() if found.wish.region else None
    return _("%(title)s (%(region)s)") % {"title": title, "region": region.name.in_(reader())} if region else title


def _scope(found: Compared) -> str:
    """Within which geography, in which unit and of how many."""
    geography = Geography.objects.get(slug=found.series.geography).label.in_(reader())
    told = {"geography": geography, "unit": found.definition.unit_label.in_(reader())}
    known = {"number": found.average.n, "all": found.average.of}
    return _("%(geography)s. Unit: %(unit)s. Metropolises with a value: %(number)d of %(all)d.") % {**told, **known}


# The map


def places(asked: QueryDict) -> Exhibit | None:
    found = compared_as_asked(asked)
    return map_of(found) if found else None


def map_of(found: Compared) -> Exhibit:
    """Where the values lie, for the areas of members whose place is known."""
    spots = _located(found)

    def draw(width: int, palette: Palette) -> SafeString:
        told, given = map_in_words(found, len(spots)), [spot for spot, _cell in spots]
        return sizes(given, sentence=told, palette=palette, keep=found.once_read)

    def make() -> Iterator[Row]:
        areas = Area.objects.filter(slug__in=[spot.key for spot, _cell in spots])
        names = {area.slug: area.name.in_(reader()) for area in areas}
        for spot, cell in spots:
            known = cell is not None and cell.number is not None
            value = found.in_units(cell.number or 0) if cell is not None and known else None
            status, scale = (cell.status, cell.scale) if cell else ("", "")
            lat, lon = (Decimal(str(degrees)) for degrees in (spot.lat, spot.lon))
            yield spot.key, names[spot.key], lat, lon, value, found.definition.unit, status, scale

    return exhibit(found, "map", title_of(found), MAP, make, draw)


def map_in_words(found: Compared, number: int) -> str:
    told = {"title": title_of(found), "number": number, "all": len(found.areas)}
    return _("World map. %(title)s: %(number)d of %(all)d metropolises have a place on it.") % told


def _located(found: Compared) -> list[tuple[Spot, Cell | None]]:
    """The areas with a place: that of the member that acts there."""
    return [
        (replace(spot, is_marked=True) if spot.key == found.wish.area else spot, cell)
        for spot, cell in found.once_read("located", lambda: _unmarked(found))
    ]


def _unmarked(found: Compared) -> list[tuple[Spot, Cell | None]]:
    places = found.same.once("places", lambda: _places(found))
    stated = found.cube.cells(found.definition.slug, found.year, (one.slug for one, _where in places))
    cells, most = {cell.area: cell for cell in stated}, max(map(abs, found.same.numbers), default=0) or 1
    return [(_spot(found, one, cells.get(one.slug), most, where), cells.get(one.slug)) for one, where in places]


def _places(found: Compared) -> list[tuple[AreaVersion, tuple[float, float]]]:
    """The areas with latitude and longitude, in degrees."""
    acting = AreaMember.objects.filter(
        area__versions__geography__slug=found.series.geography, member__latitude__isnull=False
    ).order_by("-pk")
    where = {
        area: (float(lat or 0), float(lon or 0))
        for area, lat, lon in acting.values_list("area__slug", "member__latitude", "member__longitude")
    }
    drawn = AreaVersion.objects.filter(geography__slug=found.series.geography, area__slug__in=where)
    wanted = set(found.areas)
    return [(one, where[one.area.slug]) for one in drawn.select_related("area") if one.slug in wanted]


def _spot(found: Compared, one: AreaVersion, cell: Cell | None, most: int, where: tuple[float, float]) -> Spot:
    name = one.area.name.in_(reader())
    if cell is None or cell.number is None:
        words = Status(cell.status).label if cell else _("no value")
        return Spot(one.area.slug, *where, f"{name}: {words}", None, href=address("observatory:area", one.area.slug))
    told = {"name": name, "number": number_in_words(found.in_units(cell.number))}
    return Spot(
        one.area.slug,
        *where,
        _("%(name)s: %(number)s") % told,
        abs(cell.number) / most,
        stands_in=cell.scale != Scale.METROPOLITAN,
        href=address("observatory:area", one.area.slug),
    )


# The values over the years


def series(asked: QueryDict) -> Exhibit | None:
    found = compared_as_asked(asked)
    return series_of(found) if found else None


def series_of(found: Compared) -> Exhibit:
    """All years of all areas as rows; the marked one and the first of the ranking as lines."""
    given, say = _lines(found), in_short()
    title = _of_region(found, _("%(indicator)s over the years") % {"indicator": found.definition.name.in_(reader())})
    known = [cell for cell in found.history if cell.number is not None]
    sentence = f"{title}. {line_in_words(known, found.definition)}" if known else title

    def draw(width: int, palette: Palette) -> SafeString:
        return many_lines.lines(
            given, say=say, sentence=sentence, now=found.year, width=width, palette=palette,
            direction=direction_of(reader()), keep=found.once_read,
        )  # fmt: skip

    def make() -> Iterator[Row]:
        if len(found.areas) * len(found.years) > MOST:
            raise Unclear(_("These are too many values for one file: choose a region."))
        drawn = AreaVersion.objects.filter(slug__in=found.areas).values_list("slug", "area__slug", "code")
        for slug, area, code in drawn.order_by("slug"):
            for cell in found.cube.history(found.definition.slug, slug):
                value = None if cell.number is None else found.in_units(cell.number)
                yield area, code, cell.year, value, found.definition.unit, cell.status, cell.scale

    return exhibit(found, "series", title, SERIES, make, draw)


def _lines(found: Compared) -> list[many_lines.Line]:
    """The values of the first of the ranking and of the marked one, over the years."""
    first: list[many_lines.Line] = found.once_read("lines", lambda: _first_lines(found))
    if found.marked is None:
        return first
    marked = replace(_line(found, found.marked, found.history), is_marked=True)
    return [marked, *(line for line in first if line.key != marked.key)]


def _first_lines(found: Compared) -> list[many_lines.Line]:
    shown = found.same.drawn(cell.area for _place, cell, _change in found.order[:LINES])
    return [_line(found, one, found.cube.history(found.definition.slug, one.slug)) for one in shown.values()]


def _line(found: Compared, drawn: AreaVersion, history: Sequence[Cell]) -> many_lines.Line:
    return many_lines.Line(drawn.area.slug, drawn.area.name.in_(reader()), points(history, found.definition.decimals))


def points(history: Sequence[Cell], decimals: int) -> list[Point]:
    """The years with a value."""
    unit = 10**decimals
    return [
        Point(cell.year, cell.number / unit, cell.status == Status.FORECAST)
        for cell in history
        if cell.number is not None
    ]
