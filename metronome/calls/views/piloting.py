"""The doors by which an application that was chosen becomes a project."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.design.parts import Crumb
from metronome.desk.rules import can_keep
from metronome.ground.refusal import Refusal
from metronome.projects.shown import terms_shown

from ..actions import agree_to_project, make_project
from ..judging.outcomes import told_terms_of
from ..models import Application
from ..queries import application_at, chosen_for_projects, whole_calls
from ..rules import can_screen, can_write_application


@gate(can_write_application, of=application_at)
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, code: str) -> HttpResponse:
    """Under which terms the application becomes a project, and to agree to them."""
    found: Application = request.found  # type: ignore[attr-defined]
    terms = told_terms_of(found)
    if terms is None:
        raise Http404
    if request.method == "POST":
        try:
            agree_to_project(application=found, by=request.user)
            messages.success(request, _("Thank you. The secretariat begins the project."))
        except Refusal as refusal:
            messages.error(request, refusal.reason)
        return redirect("calls:agree", code)
    agreed = terms.agreements.filter(application=found.code).first()
    crumbs = [Crumb(label=found.title, href=reverse("calls:application", args=[code]))]
    context = {"application": found, "terms": terms_shown(terms), "agreed": agreed, "crumbs": crumbs}
    return render(request, "calls/agree.html", context)


@gate(can_keep)
@require_safe
def chosen(request: HttpRequest, slug: str) -> HttpResponse:
    """The applications to a call that are to become projects: who agreed, and which have begun."""
    call = get_object_or_404(whole_calls(), slug=slug)
    crumbs = [Crumb(label=_("Applications"), href=reverse("calls:received", args=[slug]))]
    return render(request, "calls/chosen.html", {"call": call, "rows": chosen_for_projects(call), "crumbs": crumbs})


@gate(can_screen, of=application_at)
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the project of an application, and show it."""
    found: Application = request.found  # type: ignore[attr-defined]
    day: Any = forms.DateField(required=False)
    try:
        first_day = day.clean(request.POST.get("first_day", ""))
        if first_day is None:
            raise Refusal(_("Write the day on which the project begins."))
        project = make_project(application=found, first_day=first_day, by=request.user)
    except (Refusal, forms.ValidationError) as fault:
        said = [fault.reason, fault.remedy] if isinstance(fault, Refusal) else fault.messages
        messages.error(request, " ".join(filter(None, said)))
        return redirect("calls:chosen", found.call.slug)
    messages.success(request, _("The project has begun. It is public once the desk publishes it."))
    return redirect("projects:running", project.slug)
