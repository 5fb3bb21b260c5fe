"""The page of an indicator: what the observatory knows of it, beside what documents state."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from metronome.design.words import reader
from metronome.ground.fold import fold
from metronome.network.models import Region
from metronome.network.queries import the_network
from metronome.observatory.asked import read_wish
from metronome.observatory.comparing import Compared, compared
from metronome.observatory.enums import Scale, Status
from metronome.observatory.models import Area, Geography, Release
from metronome.observatory.shown import crumbs, latest_definition
from metronome.observatory.telling import average_in_words, bars, citation, line, line_in_words, mix_in_words
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
    definition, wish = latest_definition(slug), read_wish(asked)
    found = compared(definition, wish)
    page = {
        "one": definition,
        "wish": wish,
        "found": found,
        "stated": stated_averages(slug),
        "crumbs": crumbs(),
        "query": asked.urlencode(),
    }
    return {**page, **_told(found, asked)} if found else page


def _told(found: Compared, asked: QueryDict) -> dict[str, Any]:
    """The numbers of the page, in words and pictures."""
    network, release = the_network(), found.wish.release
    page = Paginator(found.order, PAGE).get_page(asked.get("page"))
    name = network.name.in_(reader()) if network else ""
    return {
        "bars": bars(found),
        "page": page,
        "rows": found.ranked(list(page.object_list)),
        "average": average_in_words(found.average, found.definition.decimals),
        "scales": mix_in_words(dict(found.average.scales), Scale),
        "statuses": mix_in_words(dict(found.average.statuses), Status),
        "citation": citation(name, found.definition, release, found.source.citation) if release else "",
        "line": line(found.history, found.definition, width=720) if found.marked else "",
        "narrow_line": line(found.history, found.definition, width=360) if found.marked else "",
        "line_words": line_in_words([cell for cell in found.history if cell.number is not None], found.definition),
        "geographies": Geography.objects.filter(slug__in=[one.geography for one in found.choices]),
        "regions": Region.objects.all(),
        "releases": Release.objects.all(),
        "areas": _choices(found),
    }


def _choices(found: Compared) -> list[Area]:
    """The metropolises that can be marked, by name; none where a list would be too long."""
    if len(found.areas) > MOST:
        return []
    areas = Area.objects.filter(versions__slug__in=found.areas).distinct()
    return sorted(areas, key=lambda area: fold(area.name.in_(reader())))
