"""The pages that everybody reads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from metronome.accounts.gate import public

from ..asked import read_wish
from ..exhibits.choices import shown
from ..exhibits.profile import by_theme, lines_of, profile_exhibit
from ..models import Area, Release
from ..profile import PEERS, profile
from ..shorter import shorter_of
from ..shown import area_of, crumbs, provenance
from ..tagged import groups_about, read_asked, tagged


@public
def index(request: HttpRequest) -> HttpResponse:
    """What is measured, by domain; on request only what is about a challenge or a goal."""
    tags = tagged()
    asked = read_asked(request.GET, tags)
    found = [
        (group, [(one, tags.tags(one.indicator_id)) for one in group.definitions])
        for group in groups_about(asked, tags)
    ]
    context = {"groups": found, "tags": tags, "asked": asked}
    return render(request, "observatory/index.html", context, status=400 if asked.faults else 200)


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
    wish, peers = read_wish(request.GET), request.GET.get("peers", "")
    seen = profile(found, wish.release, peers if peers in PEERS else "")
    context = {
        "area": found,
        "wish": wish,
        "profile": seen,
        "themes": by_theme(seen) if seen else [],
        "lines": lines_of(seen),
        "shorter": shorter_of(found, wish.release),
        "shown": shown(profile_exhibit(found, seen, wish)) if seen else None,
        "releases": Release.objects.all(),
        "crumbs": crumbs(),
    }
    return render(request, "observatory/area.html", context, status=400 if wish.faults else 200)
