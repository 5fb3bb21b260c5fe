"""Releases, and what each says otherwise than an earlier one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from metronome.accounts.gate import public

from ..dense.reading import cube_of
from ..differences_in_words import changes_in_words, counts_in_words
from ..exhibits.changes import changes_of, read_changes
from ..exhibits.choices import shown
from ..exhibits.exhibit import Unclear
from ..models import Release
from ..shown import crumbs, provenance

PAGE = 50


@public
def releases(request: HttpRequest) -> HttpResponse:
    """Every release, the latest first."""
    return render(request, "observatory/releases.html", {"releases": provenance().releases, "crumbs": crumbs()})


@public
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """A release: what it holds, and what it says otherwise than the one before, or than the one that is named."""
    one = Release.objects.select_related("cutoff__source").filter(slug=slug).first()
    if one is None:
        raise Http404
    asked = request.GET.copy()
    asked["release"] = slug
    earlier = Release.objects.filter(cutoff__number__lt=one.cutoff.number)
    cube = cube_of(one.digest)
    header = cube.header if cube else None
    context: dict[str, Any] = {"one": one, "header": header, "earlier": earlier, "crumbs": crumbs()}
    try:
        found = read_changes(asked)
    except Unclear as error:
        return render(request, "observatory/release.html", {**context, "faults": error.faults}, status=400)
    if found:
        page = Paginator(range(found.listed), PAGE).get_page(request.GET.get("page"))
        first = (page.number - 1) * PAGE
        context |= {
            "found": found,
            "page": page,
            "counts": counts_in_words(found.counts),
            "rows": changes_in_words(list(found.rows(first, PAGE))),
            "shown": shown(changes_of(found)),
        }
    return render(request, "observatory/release.html", context)
