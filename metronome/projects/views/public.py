from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.gate import public, public_with_more
from metronome.design.answers import as_csv
from metronome.design.parts import Crumb
from metronome.desk.rules import can_keep

from ..queries import public_projects, whole_projects
from ..shown import ProjectShown
from ..tables import COLUMNS, project_row


@public_with_more(can_keep)
def projects(request: HttpRequest) -> HttpResponse:
    """The projects, in the network's order."""
    today = timezone.localdate()
    found = [ProjectShown(project=project, today=today) for project in public_projects()]
    context = {"projects": found, "keeps": request.sees_more}  # type: ignore[attr-defined]
    return render(request, "projects/projects.html", context)


@public
def projects_csv(_request: HttpRequest) -> HttpResponse:
    """The same list, for spreadsheets."""
    return as_csv(COLUMNS, map(project_row, public_projects()), "projects.csv")


@public
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: who carries it, what it serves and brings about, and its money where that is public."""
    found = get_object_or_404(whole_projects(), slug=slug, is_published=True)
    context = {
        "project": found,
        "shown": ProjectShown(project=found, today=timezone.localdate()),
        "crumbs": [Crumb(label=_("Projects"), href=reverse("projects:projects"))],
    }
    return render(request, "projects/project.html", context)
