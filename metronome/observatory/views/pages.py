"""The pages that everybody reads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from metronome.accounts.gate import public

from ..asked import read_wish
from ..models import Area
from ..profile import profile
from ..shown import area_of, crumbs, groups, latest_definitions, lines_of, provenance


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
