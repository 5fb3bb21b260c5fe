"""The page of an indicator: what the observatory knows of it, beside what documents state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from metronome.design.filling import HOLE, filled, hole, with_pieces
from metronome.design.phrases import writer
from metronome.design.templatetags.design import offered_anywhere, paged, picture, ranked, value
from metronome.design.words import marked, reader
from metronome.ground.addresses import address
from metronome.ground.fold import fold
from metronome.network.models import Region
from metronome.observatory.asked import read_wish
from metronome.observatory.comparing import Compared, Ranked, compared
from metronome.observatory.enums import Scale, Status
from metronome.observatory.exhibits.catalogue import citation_of, offer
from metronome.observatory.exhibits.choices import shown
from metronome.observatory.exhibits.distribution import distribution_of, quartiles
from metronome.observatory.exhibits.exhibit import Exhibit
from metronome.observatory.exhibits.ranking import map_of, ranking_of, series_of
from metronome.observatory.models import Area, Geography, IndicatorVersion, Release
from metronome.observatory.publications import resting_on
from metronome.observatory.shown import crumbs, definition_in
from metronome.observatory.tagged import tagged
from metronome.observatory.telling import average_in_words, bars, mix_in_words
from metronome.report.models import StatedFigure

#: Documents that print an average state a figure of this subject, followed by the slug of the indicator.
SUBJECT = "average-"
PAGE = 50
#: So many metropolises can be chosen from a list; of more, one is named by its slug.
MOST = 300


def stated_averages(indicator: str) -> list[StatedFigure]:
    """What documents print as the average of an indicator, as it was printed: no year is made up for it."""
    rows = StatedFigure.objects.filter(subject=SUBJECT + indicator)
    return list(rows.select_related("document").order_by("document", "pk"))


def indicator_page(slug: str, request: HttpRequest) -> dict[str, Any]:
    """An indicator as the address asks for it.

    Raises IndicatorVersion.DoesNotExist.
    """
    wish = read_wish(request.GET)
    definition = definition_in(slug, wish.release)
    found = compared(definition, wish)
    page = {"one": definition, "wish": wish, "found": found, "crumbs": crumbs()}
    if found is None:
        return {**page, "parts": _parts(("head", "stated", "aside"), {**page, **_beside(definition)})}
    parts, newer = found.once_read("parts", lambda: _shared(found)), lambda: _newer(definition)
    drawn = found.once_read("content", lambda: _content(found, parts))
    content = with_pieces(drawn, _pieces(found, request))
    return {**page, "parts": parts, "newer": found.same.once("newer", newer), "content": content}


def _beside(one: IndicatorVersion) -> dict[str, Any]:
    """What is known of an indicator beside its numbers."""
    slug, tags = one.indicator.slug, tagged().tags(one.indicator_id)
    return {"stated": stated_averages(slug), "publications": resting_on(slug), "tags": tags}


def _parts(names: Sequence[str], context: dict[str, Any]) -> dict[str, SafeString]:
    return {name: render_to_string(f"home/indicator_{name}.html", context) for name in names}


def _shared(found: Compared) -> dict[str, SafeString]:
    """The parts of the page that are the same for whoever asks the same question in a language, whichever metropolis
    they marked: the definition, the lists to choose from, the average, what it rests on, what documents state."""
    average = found.average
    context = {
        "one": found.definition,
        "found": found,
        "wish": found.wish,
        "geographies": Geography.objects.filter(slug__in=[one.geography for one in found.choices]),
        "regions": Region.objects.all(),
        "releases": Release.objects.all(),
        "average": average_in_words(average, found.definition.decimals),
        "median": _median(found),
        "scales": mix_in_words(dict(average.scales), Scale),
        "statuses": mix_in_words(dict(average.statuses), Status),
        **_beside(found.definition),
    }
    return _parts(("head", "choices", "figures", "rests", "stated", "aside"), context)


PIECES = ("choice", "map", "offer", "bars", "rows", "pager", "series", "line", "spread", "citation")


def _content(found: Compared, parts: dict[str, SafeString]) -> list[str]:
    """The page between its head and its foot, with holes where it shows the metropolis that a reader marked."""
    return _holed("content", {"found": found, "wish": found.wish, "one": found.definition, "parts": parts}, PIECES)


def _holed(name: str, context: dict[str, Any], pieces: Sequence[str]) -> list[str]:
    """A part of the page, taken apart at its holes."""
    holes = {piece: hole(piece) for piece in pieces}
    return HOLE.split(render_to_string(f"home/indicator_{name}.html", {**context, **holes}))


def _pieces(found: Compared, request: HttpRequest) -> dict[str, str]:
    """What is put there."""
    ranking, page = ranking_of(found), Paginator(range(len(found.order)), PAGE).get_page(request.GET.get("page"))
    return {
        "choice": _choices(found),
        "map": _pictured(found, map_of(found), look="map"),
        "offer": _offered(found, ranking),
        "bars": ranked(bars(found)),
        "rows": _table(found, page),
        "pager": paged(page, request.GET),
        "series": _pictured(found, series_of(found)),
        "line": _line(found),
        "spread": _pictured(found, distribution_of(found)),
        "citation": citation_of(ranking),
    }


def _pictured(found: Compared, one: Exhibit, look: str = "text") -> SafeString:
    """What can be taken along of an exhibit, and its picture. A map is drawn alike for wide and for narrow pages."""
    seen = shown(one)
    drawn = picture(seen.wide, None if look == "map" else seen.narrow, look=look)
    return SafeString(_offered(found, one) + drawn)


def _offered(found: Compared, one: Exhibit) -> SafeString:
    """What can be taken along of an exhibit: drawn once, with the address of what this reader asks."""
    drawn: list[str] = found.once_read(("offer", one.view), lambda: offered_anywhere(offer(one)))
    return filled(drawn, [one.pinned] * (len(drawn) - 1))


def _line(found: Compared) -> SafeString:
    """The values of the metropolis that is marked, year by year."""
    if found.marked is None:
        return SafeString("")
    area, context = found.marked.area, {"one": found.definition}
    drawn = found.once_read("line", lambda: _holed("line", context, ("name", "profile", "similar", "values")))
    return with_pieces(drawn, {
        "name": marked(area.name.read(found.language)),
        "profile": address("observatory:area", area.slug),
        "similar": f"{address('observatory:similar')}?area={area.slug}",
        "values": _values(found),
    })  # fmt: skip


def _values(found: Compared) -> SafeString:
    """A row for each year, of which the page of a long series has more than of anything else: so what is the same in
    each row is drawn once, and a number is written without a walk through a template."""
    row = found.once_read("year", lambda: _holed("values", {}, ("year", "value", "status")))
    begins, _year, then, _value, after, _status, ends = row
    says = found.once_read("statuses", lambda: {one: conditional_escape(one.label) for one in Status})
    write, none = writer(), gettext("none")
    rows = []
    for year, number, status in found.told:
        written = escape(write(number)) if number else value(number, words=none)
        rows.append(f"{begins}{year}{then}{written}{after}{says[status]}{ends}")
    return SafeString("".join(rows))


def _table(found: Compared, page: Page[int]) -> SafeString:
    """The rows of a page of the ranking, made once for each language, and the row that is marked in its place."""
    rows: list[SafeString] = found.once_read(("rows", page.number), lambda: _rows(found, page.object_list))
    at = found.own[0] - (page.start_index() - 1) if found.own else -1
    if found.own and 0 <= at < len(rows):
        rows = [*rows[:at], _row(found, found.own[1]), *rows[at + 1 :]]
    return SafeString("".join(rows))


def _rows(found: Compared, places: Iterable[int]) -> list[SafeString]:
    return [_row(found, row) for row in found.ranked(found.order[place] for place in places)]


def _row(found: Compared, row: Ranked) -> SafeString:
    return render_to_string("home/indicator_row.html", {"wish": found.wish, "row": row})


def _median(found: Compared) -> Decimal | None:
    """The value below which half of the metropolises lie, as exact as the definition keeps it."""
    parts = quartiles(found)
    if not parts:
        return None
    decimals = found.definition.decimals
    return Decimal(round(parts[1] * 10**decimals)).scaleb(-decimals)


def _newer(definition: IndicatorVersion) -> IndicatorVersion | None:
    """A later definition of the indicator, of which this release holds no value."""
    versions = IndicatorVersion.objects.filter(indicator=definition.indicator_id, number__gt=definition.number)
    return versions.order_by("-number").first()


def _choices(found: Compared) -> SafeString:
    """The metropolises that can be marked, by name, the marked one chosen; a box where a list would be too long."""
    options: SafeString = found.once_read("areas", lambda: _options(found))
    if not options:
        return format_html('<input name="area" value="{}" maxlength="50">', found.wish.area)
    option = f'<option value="{found.wish.area}"'
    return SafeString(f'<select name="area">{options.replace(f"{option}>", f"{option} selected>", 1)}</select>')


def _options(found: Compared) -> SafeString:
    if len(found.areas) > MOST:
        return SafeString("")
    areas = Area.objects.filter(versions__slug__in=found.areas).distinct()
    ordered = sorted(areas, key=lambda area: fold(area.name.in_(reader())))
    return render_to_string("home/indicator_areas.html", {"areas": ordered})
