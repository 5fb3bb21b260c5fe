"""The doors of assessing: the results of a year, and what one of them rests on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from metronome.accounts.gate import gate
from metronome.accounts.queries import operators
from metronome.design.parts import Crumb
from metronome.plan.models import Node

from ..asked import asked
from ..rules import can_prepare_assessments
from .shown import assessing_page, grounds_page, year_shown


@gate(can_prepare_assessments)
@require_safe
def assessing(request: HttpRequest) -> HttpResponse:
    """The results of a year with what was done for them, how they were assessed and what is proposed."""
    wish = asked(request)
    if wish is None:
        return render(request, "home/no_period.html", {"crumbs": desk_crumbs(), "operators": operators()})
    at = year_shown(wish, request.GET.get("year", ""), reverse("home:assessing"))
    person: Any = request.user
    return render(request, "home/assessing.html", {"page": assessing_page(at, person), "crumbs": desk_crumbs()})


@gate(can_prepare_assessments)
@require_safe
def assessing_of(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What the assessment of a result rests on: its activities of the year, what is expected, how it stood before."""
    wish = asked(request)
    if wish is None:
        raise Http404
    node = get_object_or_404(Node.objects.select_related("plan"), plan__slug=slug, code=code)
    at = year_shown(wish, request.GET.get("year", ""), reverse("home:assessing_of", args=[slug, code]))
    way = Crumb(label=gettext("Assessments"), href=f"{reverse('home:assessing')}?year={at.year}")
    context = {"page": grounds_page(node, at), "crumbs": [*desk_crumbs(), way]}
    return render(request, "home/assessing_of.html", context)


def desk_crumbs() -> list[Crumb]:
    return [Crumb(label=gettext("Desk"), href=reverse("home:desk"))]
