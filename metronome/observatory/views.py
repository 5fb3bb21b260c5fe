from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from metronome.accounts.gate import public
from metronome.design.answers import as_csv, refused

from .asked import read_wish
from .comparing import compared
from .models import Area, IndicatorVersion
from .profile import profile
from .shown import area_of, crumbs, groups, latest_definition, latest_definitions, lines_of, provenance
from .tables import RANKING, ranking_rows


@public
def index(request: HttpRequest) -> HttpResponse:
    """What is measured, by domain."""
    return render(request, "observatory/index.html", {"groups": groups()})


@public
def sources(request: HttpRequest) -> HttpResponse:
    """Where observations come from, and the releases by which they are cited."""
    return render(request, "observatory/sources.html", {"found": provenance(), "crumbs": crumbs()})


@public
def area(request: HttpRequest, slug: str) -> HttpResponse:
    """A metropolis: who acts in it, how it is drawn, what is known of it."""
    try:
        found = area_of(slug)
    except Area.DoesNotExist:
        raise Http404 from None
    wish = read_wish(request.GET)
    seen = profile(found, wish.release, latest_definitions())
    context = {"area": found, "wish": wish, "profile": seen, "lines": lines_of(seen), "crumbs": crumbs()}
    return render(request, "observatory/area.html", context, status=400 if wish.faults else 200)


@public
def ranking_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The ranking of an indicator as the address asks for it, as a file for spreadsheets."""
    wish = read_wish(request.GET)
    if wish.faults:
        return refused(*wish.faults)
    try:
        found = compared(latest_definition(slug), wish)
    except IndicatorVersion.DoesNotExist:
        raise Http404 from None
    if found is None:
        raise Http404
    return as_csv(RANKING, ranking_rows(found), f"{slug}-{found.year}.csv")
