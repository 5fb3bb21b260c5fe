"""The page of an indicator: what the observatory knows of it, beside what documents state."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from metronome.design.words import reader
from metronome.ground.fold import fold
from metronome.network.models import Region
from metronome.observatory.asked import read_wish
from metronome.observatory.comparing import Compared, compared
from metronome.observatory.enums import Scale, Status
from metronome.observatory.exhibits.catalogue import citation_of, offer
from metronome.observatory.exhibits.choices import shown
from metronome.observatory.exhibits.distribution import distribution_of, quartiles
from metronome.observatory.exhibits.ranking import map_of, ranking_of, series_of
from metronome.observatory.models import Area, Geography, IndicatorVersion, Release
from metronome.observatory.ordering import Placed
from metronome.observatory.publications import resting_on
from metronome.observatory.shown import crumbs, definition_in
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


def indicator_page(slug: str, asked: QueryDict) -> dict[str, Any]:
    """An indicator as the address asks for it.

    Raises IndicatorVersion.DoesNotExist.
    """
    wish = read_wish(asked)
    definition = definition_in(slug, wish.release)
    found = compared(definition, wish)
    page = {
        "one": definition,
        "wish": wish,
        "found": found,
        "stated": found.same.once("stated", lambda: stated_averages(slug)) if found else stated_averages(slug),
        "publications": resting_on(slug),
        "crumbs": crumbs(),
        "query": asked.urlencode(),
    }
    return {**page, **_told(found, asked)} if found else page


def _told(found: Compared, asked: QueryDict) -> dict[str, Any]:
    """The numbers of the page, in words and pictures."""
    ranking = ranking_of(found)
    page = Paginator(found.order, PAGE).get_page(asked.get("page"))
    return {
        "ranking": ranking,
        "bars": bars(found),
        "page": page,
        "table": _table(found, page),
        "average": average_in_words(found.average, found.definition.decimals),
        "median": _median(found),
        "scales": mix_in_words(dict(found.average.scales), Scale),
        "statuses": mix_in_words(dict(found.average.statuses), Status),
        "offer": offer(ranking),
        "citation": citation_of(ranking),
        "map": shown(map_of(found)),
        "series": shown(series_of(found)),
        "distribution": shown(distribution_of(found)),
        "newer": found.same.once("newer", lambda: _newer(found.definition)),
        "chosen": _chosen(found),
        "areas": _choices(found),
    }


def _chosen(found: Compared) -> SafeString:
    """The lists from which geography, years, region and release are chosen. They are the same for whoever asks the
    same question in a language, whichever metropolis they marked."""

    def made() -> SafeString:
        context = {
            "found": found,
            "wish": found.wish,
            "geographies": Geography.objects.filter(slug__in=[one.geography for one in found.choices]),
            "regions": Region.objects.all(),
            "releases": Release.objects.all(),
        }
        return render_to_string("home/indicator_choices.html", context)

    return found.same.once(f"chosen, {reader()}", made)


def _table(found: Compared, page: Page[Placed]) -> SafeString:
    """The rows of a page of the ranking. Those of the first page are the same for most readers, and made once for each
    language where they hold no metropolis that is marked."""

    def made() -> SafeString:
        context = {"one": found.definition, "wish": found.wish, "rows": found.ranked(list(page.object_list))}
        return render_to_string("home/indicator_rows.html", context)

    marked = found.marked.slug if found.marked else ""
    if page.number > 1 or any(cell.area == marked for _place, cell, _change in page.object_list):
        return made()
    return found.same.once(f"rows, {reader()}", made)


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


def _choices(found: Compared) -> list[Area]:
    """The metropolises that can be marked, by name; none where a list would be too long."""
    if len(found.areas) > MOST:
        return []
    areas = Area.objects.filter(versions__slug__in=found.areas).distinct()
    return sorted(areas, key=lambda area: fold(area.name.in_(reader())))
