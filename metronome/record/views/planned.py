"""The doors of the work plans: planned against done."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate, public
from metronome.design.answers import as_csv
from metronome.network.queries import the_network
from metronome.network.shown import calendar_of
from metronome.plan.models import WorkPlan

from .. import actions
from ..planned import COLUMNS, WorkPlanShown, work_plan_shown, work_plans
from ..rules import can_note_activities
from .desk import stepped


def found(slug: str) -> WorkPlanShown:
    try:
        return work_plan_shown(slug, calendar_of(the_network()))
    except (WorkPlan.DoesNotExist, ValueError) as error:
        raise Http404 from error


@public
def all_work_plans(request: HttpRequest) -> HttpResponse:
    """Every work plan on record."""
    return render(request, "record/work_plans.html", {"work_plans": work_plans()})


@public
def work_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """What was planned for a year against what was done."""
    return render(request, "record/work_plan.html", {"shown": found(slug)})


@public
def work_plan_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a file for spreadsheets."""
    return as_csv(COLUMNS, found(slug).rows(), f"{slug}.csv")


@gate(can_note_activities)
@require_POST
def link(request: HttpRequest, code: str) -> HttpResponse:
    """Say which planned activity an activity did."""
    return stepped(request, code, actions.link_planned, planned=request.POST.get("planned", ""))
