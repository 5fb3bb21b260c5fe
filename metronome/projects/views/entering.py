"""The doors by which something is entered for a running project."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from metronome.accounts.gate import gate
from metronome.desk.keeping import seal_of, sealing, typed_before
from metronome.ground.refusal import Refusal

from ..actions import enter_expense, hand_in
from ..forms import DeliveryForm, ExpenseForm
from ..models import Project
from ..rules import can_enter
from ..shares import share_choices
from .doors import crumbs_of, found, in_words, kept_file, project_of


@sealing
@gate(can_enter, of=project_of)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Hand in a report."""
    return handed_in(request, "report", code)


@sealing
@gate(can_enter, of=project_of)
@require_http_methods(["GET", "HEAD", "POST"])
def output(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Hand in an output, with what shows it."""
    return handed_in(request, "output", code)


def handed_in(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Show what is to be handed in, or hand it in."""
    project: Project = found(request)
    label = in_words(project, kind, code)
    if label is None:
        raise Http404
    posted = request.method == "POST"
    form = DeliveryForm(request.POST, request.FILES) if posted else DeliveryForm(initial=before(request))
    if form.is_valid():
        said = form.cleaned_data
        try:
            about: dict[str, Any] = {"project": project.slug, "kind": kind, "code": code, "by": request.user}
            hand_in(**about, text=said["text"], url=said["url"], on=said["on"], file=kept_file(form))
        except Refusal as refusal:
            form.say(refusal)
        else:
            return done(request, project)
    return entered(request, project, form, label, _("What is handed in counts once another hand has accepted it."))


@sealing
@gate(can_enter, of=project_of)
@require_http_methods(["GET", "HEAD", "POST"])
def expense(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter an expense."""
    project: Project = found(request)
    about: dict[str, Any] = {"project": project, "choices": share_choices(project)}
    posted = request.method == "POST"
    form = (
        ExpenseForm(request.POST, request.FILES, **about) if posted else ExpenseForm(initial=before(request), **about)
    )
    if form.is_valid():
        names = ("spent_on", "supplier", "what", "line", "amount", "currency", "url")
        values = {name: form.cleaned_data[name] for name in names}
        try:
            enter_expense(project=slug, **values, file=kept_file(form), shares=form.shares(), by=request.user)
        except Refusal as refusal:
            form.say(refusal)
        else:
            return done(request, project)
    return entered(request, project, form, _("Enter an expense"), _("It counts once another hand has accepted it."))


def before(request: HttpRequest) -> dict[str, Any]:
    """What was sent to this page while its reader was signed out."""
    sent = typed_before(request, "project-entry")
    return sent.dict() if sent else {}


def done(request: HttpRequest, project: Project) -> HttpResponse:
    messages.success(request, _("It is entered, and waits for acceptance by another hand."))
    return redirect("projects:running", project.slug)


def entered(request: HttpRequest, project: Project, form: Any, title: str, lede: str) -> HttpResponse:
    """The page on which something is entered, with everything as it was typed."""
    context = {
        "project": project,
        "form": form,
        "title": title,
        "lede": lede,
        "seal": seal_of(request),
        "crumbs": crumbs_of(project),
    }
    return render(request, "projects/enter.html", context, status=400 if form.is_bound else 200)
