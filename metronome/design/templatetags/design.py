"""The components, for `{% load design %}`. The gallery shows each of them.

Inclusion tags take values, block tags (`{% note %}...{% endnote %}`) take markup between them. Everything is escaped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import get_month_names
from django import template
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import to_locale

from ..filling import PLACE, filled
from ..folding import always
from ..icons import icon as icon_named
from ..parts import BeatPeriod, Cell, Crumb, Entry, Facet, Offer, Ranked, Tab, TagKind
from ..parts import Tag as TagPart
from ..phrases import absence, rows_phrase, shown
from ..pictures.bound import bound as draw_bound
from ..pictures.days import days as draw_days
from ..pictures.months import months as draw_months
from ..pictures.pen import Direction, place_of_line
from ..words import direction_of, reader

register = template.Library()
COMPONENTS = "design/components/"

STATUS_ICONS = {
    "ok": "ok",
    "warn": "warn",
    "bad": "bad",
    "now": "now",
    "frozen": "frozen",
    "draft": "draft",
    "wait": "clock",
    "ask": "ask",
    "silent": "silent",
    "info": "info",
}
ALERT_ICONS = {"info": "info", "ok": "ok", "warn": "warn", "bad": "bad"}


def reading_direction() -> Direction:
    """The direction of the language in which the page is written."""
    return direction_of(reader())


# Words and numbers


@register.simple_tag
@always
def icon(name: str, label: str = "") -> SafeString:
    """An icon by its name in data/icons.json; with a label only where no word stands beside it."""
    return icon_named(name, label)


@register.inclusion_tag(COMPONENTS + "figure.html")
def figure(value: object, label: str, *, href: str, rows: int, before: str = "", unit: str = "") -> dict[str, Any]:
    """A number that stands alone, with the way to its rows: before "more than", value 700, unit "of 900"."""
    return {
        "value": shown(value),
        "unknown": value is None,
        "label": label,
        "href": href,
        "rows": rows_phrase(rows),
        "before": before,
        "unit": unit,
    }


@register.simple_tag
def infigure(words: object, *, href: str, number: int | None = None) -> SafeString:
    """A figure in a sentence; number is that of the figure in the report."""
    mark = format_html("<sup>{}</sup>", number) if number is not None else ""
    return format_html('<a class="infig" href="{}">{}{}</a>', href, shown(words), mark)


@register.simple_tag
def count(number: int | None = None, unit: str = "", *, qualifier: str = "", source: str = "") -> SafeString:
    """A number of people as a source states it; without a number the qualifier says it all ("several dozens of")."""
    stated = ("q", qualifier), ("n", "" if number is None else shown(number)), ("u", unit)
    words = format_html_join(" ", '<span class="count__{}">{}</span>', (part for part in stated if part[1]))
    said = format_html('<span class="count__src">{}</span>', source) if source else ""
    return format_html('<span class="count">{}{}</span>', words, said)


@register.simple_tag
def value(number: object = None, *, absent: str = "unknown", words: str = "") -> SafeString:
    """A cell that could be empty: a number, zero, or why there is none: unknown, na (not applicable), notyet.

    words say it instead of the usual ones: "due 15 May".
    """
    if number is None:
        return format_html('<span class="v-{}">{}</span>', absent, words or absence(absent))
    return format_html('<span class="v-zero">{}</span>' if number == 0 else "{}", shown(number))


@register.simple_tag
def tag(
    code: str | TagPart = "", label: str = "", *, line: int = 0, href: str | None = None, kind: TagKind = "line"
) -> SafeString:
    """A code of the plan in the colour of its line; takes a Tag too."""
    part = code if isinstance(code, TagPart) else TagPart(code=code, label=label, line=line, href=href, kind=kind)
    coded = format_html('<span class="code">{}</span>', part.code) if part.code else ""
    words = format_html("<span>{}</span>", part.label) if part.label else ""
    if part.href:
        return format_html('<a class="tag tag--{}" href="{}">{}{}</a>', part.look, part.href, coded, words)
    return format_html('<span class="tag tag--{}">{}{}</span>', part.look, coded, words)


@register.simple_tag
def status(kind: str, words: str) -> SafeString:
    """The state of a thing: an icon and a word; colour only repeats them."""
    return format_html('<span class="status status--{}">{}{}</span>', kind, icon_named(STATUS_ICONS[kind]), words)


# Lists


@register.inclusion_tag(COMPONENTS + "mosaic.html")
def mosaic(cells: Iterable[Cell], *, label: str = "") -> dict[str, Any]:
    """The results of a line as cells with their counts; what nothing reached is hatched."""
    return {"cells": [(cell, f"l{place_of_line(cell.line)}") for cell in cells], "label": label}


@register.inclusion_tag(COMPONENTS + "entries.html")
def entries(items: Iterable[Entry], *, level: int = 3) -> dict[str, Any]:
    """What is on record, by day; level is that of the titles as headings."""
    return {"entries": items, "level": level}


@register.simple_tag
def ranked(rows: Iterable[Ranked]) -> SafeString:
    """Up to fifteen bars with a name and a value."""
    return SafeString(f'<ol class="rank">{"".join([_ranked(row) for row in rows])}</ol>')


@lru_cache(maxsize=1024)
def _ranked(row: Ranked) -> SafeString:
    """A bar, drawn once for all pages that show it."""
    long = f"{100 * min(1.0, max(0.0, row.share)):.1f}"
    return render_to_string(COMPONENTS + "rank.html", {"row": row, "long": long, "place": place_of_line(row.line)})


@register.inclusion_tag(COMPONENTS + "tabs.html")
def tabs(items: Iterable[Tab], *, label: str) -> dict[str, Any]:
    """Views of one thing; label says of what."""
    return {"tabs": items, "label": label}


@register.inclusion_tag(COMPONENTS + "beat.html")
def beat(periods: Iterable[BeatPeriod], *, label: str) -> dict[str, Any]:
    """The reporting periods to choose from; at most once on a page."""
    return {"periods": periods, "label": label}


@register.inclusion_tag(COMPONENTS + "crumbs.html")
def crumbs(items: Iterable[Crumb]) -> dict[str, Any]:
    """The pages above this one, the highest first."""
    return {"crumbs": items}


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page[Any], *, name: str = "page") -> SafeString:
    """The pages of a list; keeps the rest of the address. name is that of the page's parameter."""
    return paged(page, context["request"].GET, name=name)


def paged(page: Page[Any], asked: QueryDict, *, name: str = "page") -> SafeString:
    """The same for whoever knows what is asked."""
    rest = asked.copy()
    rest.pop(name, None)
    start = f"?{rest.urlencode()}&{name}=" if rest else f"?{name}="
    drawn = _paged(reader(), page.number, page.paginator.count, page.paginator.per_page)
    return filled(drawn, [start] * (len(drawn) - 1))


@lru_cache(maxsize=1024)
def _paged(_language: str, number: int, count: int, per_page: int) -> list[str]:
    """The same whatever else is asked, taken apart where that comes."""
    page = Paginator(range(count), per_page).get_page(number)
    pages = page.paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    return render_to_string(COMPONENTS + "pager.html", {"page": page, "pages": pages, "start": PLACE}).split(PLACE)


@register.simple_tag
def offered(offer: Offer) -> SafeString:
    """Files of something that the page shows, its citation, and the way to put it into another site."""
    drawn = offered_anywhere(offer)
    return filled(drawn, [offer.query] * (len(drawn) - 1))


def offered_anywhere(offer: Offer) -> list[str]:
    """The same whatever is asked of these doors, taken apart where that comes."""
    return _offered(reader(), replace(offer, query=PLACE))


@lru_cache(maxsize=512)
def _offered(_language: str, offer: Offer) -> list[str]:
    return render_to_string(COMPONENTS + "offer.html", {"offer": offer}).split(PLACE)


# Around markup


@register.simple_block_tag
def note(content: str, title: str, *, level: int = 3, id: str = "") -> SafeString:
    """A note in the margin: source, definition, history."""
    return boxed("note.html", content, title=title, level=level, id=id)


@register.simple_block_tag
def tablewrap(content: str, label: str) -> SafeString:
    """A table that scrolls by itself where the page is narrow; label names the region."""
    return format_html('<div class="tablewrap" tabindex="0" role="region" aria-label="{}">{}</div>', label, content)


@register.simple_block_tag
def alert(content: str, kind: str = "info") -> SafeString:
    """News that needs an action: info, ok, warn, bad. One at a time."""
    look = "" if kind == "info" else f" alert--{kind}"
    return format_html('<div class="alert{}">{}<div>{}</div></div>', look, icon_named(ALERT_ICONS[kind]), content)


@register.simple_block_tag
def nothing(content: str, title: str, *, level: int = 3) -> SafeString:
    """Nothing on record: title says so, the content says why and offers one step."""
    return boxed("nothing.html", content, title=title, level=level)


@register.simple_block_tag
def narrowing(content: str, facets: Sequence[Facet], *, more: int = 0) -> SafeString:
    """What a list is narrowed by, in its form: folded where there is little room, with how many conditions are chosen.
    The content are further fields, in which `more` conditions are chosen."""
    shown = [facet for facet in facets if facet.choices]
    chosen = sum(1 for facet in shown if facet.chosen) + more
    return boxed("narrowing.html", content, facets=shown, chosen=chosen)


def boxed(component: str, content: str, **values: object) -> SafeString:
    return render_to_string(COMPONENTS + component, {"content": content, **values})


# Pictures


@register.simple_tag
def picture(
    wide: SafeString, narrow: SafeString | None = None, *, caption: str = "", look: str = "text"
) -> SafeString:
    """A picture of metronome.design.pictures in its figure; narrow is the same drawn for a phone (360 units).

    look: text (drawn to scale), days (stretches), map, plain.
    """
    drawn = (
        format_html_join("", '<div class="{}">{}</div>', (("only-wide", wide), ("only-narrow", narrow)))
        if narrow
        else wide
    )
    under = format_html("<figcaption>{}</figcaption>", caption) if caption else ""
    return format_html('<figure class="picture picture--{0} {0}">{1}{2}</figure>', look, drawn, under)


@register.simple_tag
def days(
    first: date, last: date, marks: Mapping[date, Sequence[int]], *, sentence: str, height: int = 88
) -> SafeString:
    """The day ticks of a period, with the names of its months in the reader's language."""
    drawn = draw_days(
        first,
        last,
        marks,
        sentence=sentence,
        months=month_names(first, last),
        height=height,
        direction=reading_direction(),
    )
    return format_html('<div class="days picture">{}</div>', drawn)


@register.simple_tag
def months(counts: Sequence[int], *, sentence: str, line: int = 0) -> SafeString:
    """Small ticks, one for each month."""
    drawn = draw_months(counts, sentence=sentence, line=line, direction=reading_direction())
    return format_html('<span class="months">{}</span>', drawn)


@register.simple_tag
def bound(
    low: float, high: float | None, *, known: str, sentence: str, stated: float | None = None, stated_words: str = ""
) -> SafeString:
    """What is known of a number, beside what was stated."""
    wide, narrow = (
        draw_bound(
            low,
            high,
            known=known,
            sentence=sentence,
            stated=None if stated is None else (stated, stated_words),
            width=width,
            direction=reading_direction(),
        )
        for width in (720, 360)
    )
    return picture(wide, narrow)


def month_names(first: date, last: date) -> list[tuple[str, str]]:
    """Long and short name of each month that the days touch, in the reader's language."""
    locale = to_locale(reader())
    long = get_month_names("wide", "stand-alone", locale)
    short = get_month_names("abbreviated", "stand-alone", locale)
    touched = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(long[number % 12 + 1], short[number % 12 + 1]) for number in touched]
