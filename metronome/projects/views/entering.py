"""The doors by which something is entered for a running project."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate, signed_in
from metronome.design.answers import refused
from metronome.desk.actions import drop_drafts_of
from metronome.desk.keeping import keep_typed, keeping, sealing, typed_before
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in

from ..actions import enter_expense, hand_in
from ..drafted import identity_of, kind_of, place_of
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
    identity = identity_of(project.slug, kind, code)
    sends = is_sent(request)
    form = DeliveryForm(request.POST, request.FILES) if sends else DeliveryForm(initial=before(request, identity))
    if form.is_valid():
        said = form.cleaned_data
        try:
            about: dict[str, Any] = {"project": project.slug, "kind": kind, "code": code, "by": request.user}
            hand_in(**about, text=said["text"], url=said["url"], on=said["on"], file=kept_file(form))
        except Refusal as refusal:
            form.say(refusal)
        else:
            return done(request, project, identity)
    words = _("What is handed in counts once another hand has accepted it.")
    return entered(request, project, form, identity, title=label, lede=words)


@sealing
@gate(can_enter, of=project_of)
@require_http_methods(["GET", "HEAD", "POST"])
def expense(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter an expense."""
    project: Project = found(request)
    identity = identity_of(slug, "expense")
    form = expense_form(request, project, identity)
    if form.is_valid():
        names = ("spent_on", "supplier", "what", "line", "amount", "currency", "url")
        values = {name: form.cleaned_data[name] for name in names}
        try:
            enter_expense(project=slug, **values, file=kept_file(form), shares=form.shares(), by=request.user)
        except Refusal as refusal:
            form.say(refusal)
        else:
            return done(request, project, identity)
    words = _("It counts once another hand has accepted it.")
    return entered(request, project, form, identity, title=_("Enter an expense"), lede=words)


def expense_form(request: HttpRequest, project: Project, identity: str) -> ExpenseForm:
    about: dict[str, Any] = {"project": project, "choices": share_choices(project)}
    if is_sent(request):
        return ExpenseForm(request.POST, request.FILES, **about)
    return ExpenseForm(initial=before(request, identity), **about)


def is_sent(request: HttpRequest) -> bool:
    """Whether something is to be entered; the script of the page only brings back what the browser kept."""
    return request.method == "POST" and not request.POST.get("more")


def before(request: HttpRequest, identity: str) -> dict[str, Any]:
    """What was typed on this page before: kept in the browser, as a draft, or sent while its reader was signed out."""
    typed = request.POST if request.method == "POST" else typed_before(request, kind_of(identity))
    return typed.dict() if typed else {}


def done(request: HttpRequest, project: Project, identity: str) -> HttpResponse:
    """It is entered; then no draft of it is kept any more."""
    person: Any = request.user
    drop_drafts_of(kind=kind_of(identity), identity=identity, by=person)
    messages.success(request, _("It is entered, and waits for acceptance by another hand."))
    return redirect("projects:running", project.slug)


def entered(
    request: HttpRequest, project: Project, form: Any, identity: str, *, title: str, lede: str
) -> HttpResponse:
    """The page on which something is entered, with everything as it was typed."""
    draft = (request.POST if form.is_bound else form.initial).get("draft", "")
    door = reverse("projects:keep_draft", args=[project.slug])
    context = {
        "project": project,
        "form": form,
        "title": title,
        "lede": lede,
        "keeping": keeping(request, kind_of(identity), identity=identity, draft=draft, address=door),
        "crumbs": crumbs_of(project),
    }
    return render(request, "projects/enter.html", context, status=400 if form.is_bound else 200)


@gate(can_enter, of=project_of)
@require_POST
def keep_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is typed of an expense, a report or an output of the project, as a draft of one's own."""
    identity = request.GET.get("identity", "")
    try:
        place_of(identity)
    except (LookupError, NoReverseMatch):
        identity = ""
    if identity.split(":")[0] != slug:
        return refused(_("“%(code)s” is not in this project.") % {"code": request.GET.get("identity", "")})
    return keep_typed(request, kind=kind_of(identity), identity=identity)


@signed_in
@require_safe
def go_on(request: HttpRequest, place: str) -> HttpResponse:
    """The way from a draft to the page on which it is written."""
    draft = number_in(request.GET.get("draft", ""))
    try:
        return redirect(f"{place_of(place)}?draft={draft}")
    except (LookupError, NoReverseMatch):
        raise Http404 from None
