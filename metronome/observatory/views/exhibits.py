"""The pages on which readers put together what they want to see. Their addresses say all of it, and can be kept."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from metronome.accounts.gate import public

from ..asked import read_release
from ..exhibits.averages import (
    average_exhibit,
    averages_exhibit,
    members_of,
    read_averages,
)
from ..exhibits.averages_in_words import averages_told, rows_told
from ..exhibits.catalogue import citation_of
from ..exhibits.choices import choices, shown
from ..exhibits.comparison import MOST_AREAS, MOST_INDICATORS, comparison_of, read_comparison
from ..exhibits.coverage import coverage_of, read_coverage
from ..exhibits.exhibit import Exhibit, Unclear
from ..exhibits.relation import in_words, names_of, read_relation, relation_of
from ..exhibits.similar import read_similar, similar_exhibit
from ..exhibits.women import read_shares, women_of
from ..models import IndicatorVersion
from ..sexes import indicators_split
from ..shown import crumbs

#: Metropolises on a page of the coverage.
PAGE = 60


@public
def compare(request: HttpRequest) -> HttpResponse:
    """Any metropolises by any indicators."""
    context = _begun(request)
    try:
        found = read_comparison(request.GET)
    except Unclear as error:
        return _page(request, "compare", {**context, "faults": error.faults})
    context["most"] = {"areas": MOST_AREAS, "indicators": MOST_INDICATORS}
    return _page(request, "compare", {**context, "found": found, **_told(comparison_of(found) if found else None)})


@public
def relation(request: HttpRequest) -> HttpResponse:
    """Two measures against each other."""
    context = _begun(request)
    try:
        found = read_relation(request.GET)
    except Unclear as error:
        return _page(request, "relation", {**context, "faults": error.faults})
    if found:
        names = names_of([one.slug for one, _x, _y in found.pairs])
        context["rows"] = sorted(
            (
                (one.area, names[one.slug], in_words(found.x, x.value), in_words(found.y, y.value), x, y)
                for one, x, y in found.pairs
            ),
            key=lambda row: -row[4].value,
        )
    return _page(request, "relation", {**context, "found": found, **_told(relation_of(found) if found else None)})


@public
def similar(request: HttpRequest) -> HttpResponse:
    """Metropolises like one."""
    context = _begun(request)
    try:
        found = read_similar(request.GET)
    except Unclear as error:
        return _page(request, "similar", {**context, "faults": error.faults})
    if found:
        context["own"] = [(one, in_words(one, found.own[one.label])) for one in found.measures]
    return _page(request, "similar", {**context, "found": found, **_told(similar_exhibit(found) if found else None)})


@public
def women(request: HttpRequest) -> HttpResponse:
    """The share of women, and how it differs between two releases."""
    context = _begun(request)
    held = set(indicators_split(context["release"])) if context["release"] else set()
    context["split"] = [one for one in context["choices"].indicators if one.slug in held]
    try:
        found = read_shares(request.GET)
    except Unclear as error:
        return _page(request, "women", {**context, "faults": error.faults})
    return _page(request, "women", {**context, "found": found, **_told(women_of(found) if found else None)})


@public
def averages(request: HttpRequest) -> HttpResponse:
    """Averages as they were kept with a release, and the metropolises that one of them is of."""
    context = _begun(request)
    try:
        found = read_averages(request.GET)
    except Unclear as error:
        return _page(request, "averages", {**context, "faults": error.faults})
    except IndicatorVersion.DoesNotExist:
        raise Http404 from None
    if found is None:
        return _page(request, "averages", context)
    context |= {"found": found, **averages_told(found)}
    if not found.group:
        return _page(request, "averages", {**context, **_told(averages_exhibit(found))})
    opened = found.shown(found.group, found.sex)
    page = Paginator(members_of(found, opened), PAGE).get_page(request.GET.get("page"))
    context |= {"opened": opened[0] if opened else None, "page": page, "rows": rows_told(found, page.object_list)}
    return _page(request, "averages", {**context, **_told(average_exhibit(found, opened))})


@public
def coverage(request: HttpRequest) -> HttpResponse:
    """What is known of whom, and what is not."""
    context = _begun(request)
    try:
        found = read_coverage(request.GET)
    except Unclear as error:
        return _page(request, "coverage", {**context, "faults": error.faults})
    if found:
        page = Paginator(found.areas, PAGE).get_page(request.GET.get("page"))
        names = names_of([area.slug for area in page])
        context["page"] = page
        context["rows"] = [
            (area, names[area.slug], [found.held(area.slug, one) for one in found.definitions]) for area in page
        ]
    return _page(request, "coverage", {**context, "found": found, **_told(coverage_of(found) if found else None)})


def _begun(request: HttpRequest) -> dict[str, Any]:
    """What every such page has before anything is asked."""
    release = read_release(request.GET, [])
    chosen = {name: request.GET.getlist(name) for name in ("areas", "indicators")}
    return {
        "choices": choices(release),
        "release": release,
        "chosen": chosen,
        "asked": request.GET,
        "crumbs": crumbs(),
    }


def _told(one: Exhibit | None) -> dict[str, Any]:
    return {"shown": shown(one), "citation": citation_of(one)} if one else {}


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"observatory/{name}.html", context, status=400 if context.get("faults") else 200)
