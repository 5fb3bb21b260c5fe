"""The doors of those who keep a project going: what there is to do, and the project itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from metronome.accounts.gate import gate, signed_in
from metronome.design.answers import as_csv, as_file, given
from metronome.desk.drafts import drafts_part
from metronome.ground.deposits import TYPES
from metronome.network.queries import members_spoken_for

from ..forms import PayForm, ReturnForm
from ..models import Project
from ..queries import is_evidence, led_by, running_projects, whole_projects
from ..rules import can_accept, can_enter, can_follow_projects, can_lead, can_pay
from ..running import running
from ..tables import EXPENSES, expense_rows, expenses_workbook
from ..to_do import OF_LEADS, to_do
from .doors import crumbs_of, found, project_of


@gate(can_follow_projects)
@require_safe
def all_to_do(request: HttpRequest) -> HttpResponse:
    """What is late, waits for acceptance or may be paid, in all projects."""
    today = timezone.localdate()
    return render(request, "projects/to_do.html", {"to_do": to_do(running_projects(), today), "today": today})


@signed_in
@require_safe
def my_projects(request: HttpRequest) -> HttpResponse:
    """The projects that one's own members lead, with what is to do in them."""
    today, person = timezone.localdate(), request.user
    led = list(led_by(frozenset(members_spoken_for(person)), today))
    asked = [one for one in to_do(led, today) if one.words in OF_LEADS]
    drafts = drafts_part(request, waits="projects:my_projects")
    context = {"projects": led, "to_do": asked, "today": today, "drafts": drafts}
    return render(request, "projects/my_projects.html", context)


@gate(can_enter, of=project_of)
@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """A running project: what it owes, what was entered, and its money."""
    return shown(request, slug)


@gate(can_enter, of=project_of)
@require_safe
def expenses(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """The expenses of a project as a file for whoever pays: of all its sources, or of the one that is asked for."""
    whole = whole_projects().get(slug=slug)
    source = request.GET.get("source", "")
    if format not in ("csv", "xlsx") or (source and source not in {one.code for one in whole.sources.all()}):
        raise Http404
    origin = settings.ADDRESS + reverse("projects:evidence", args=[slug, "f"])[:-1]
    rows, name = expense_rows(whole, source=source, origin=origin), "-".join(filter(None, (slug, source, "expenses")))
    if format == "csv":
        return as_csv(EXPENSES, rows, f"{name}.csv")
    return as_file(expenses_workbook(whole.slug, rows), f"{name}.xlsx", TYPES["xlsx"])


@gate(can_enter, of=project_of)
@require_safe
def evidence(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """A file that was handed in for the project."""
    if not is_evidence(found(request), name):
        raise Http404
    return given(name)


def shown(request: HttpRequest, slug: str, *, form: Any = None, at: str = "", status: int = 200) -> HttpResponse:
    """The page of a running project; `form` was not possible, and stands at `at`."""
    whole: Project = whole_projects().prefetch_related("expenses").get(slug=slug)
    person, page = request.user, running(whole, timezone.localdate())
    context = {
        "project": whole,
        "page": page,
        "shown": page.shown,
        "may_accept": can_accept(person, whole),
        "may_pay": can_pay(person, whole),
        "may_lead": can_lead(person, whole),
        "may_follow": can_follow_projects(person),
        "hand": str(person),
        "pay": PayForm(auto_id=False),
        "give_back": ReturnForm(auto_id=False),
        "refused": form,
        "at": at,
        "crumbs": crumbs_of(whole)[:0],
    }
    return render(request, "projects/running.html", context, status=status)
