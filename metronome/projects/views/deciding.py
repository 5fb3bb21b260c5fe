"""The doors by which another hand decides, pays, and the lead asks for a change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from metronome.accounts.gate import gate
from metronome.desk.drawing import Asked, asked
from metronome.desk.keeping import again, seal_of, sealing, typed_before
from metronome.ground.conflict import Conflict
from metronome.ground.refusal import Refusal

from ..actions import (
    CHANGEABLE,
    accept_delivery,
    accept_expense,
    ask_change,
    pay_instalment,
    return_delivery,
    return_expense,
)
from ..forms import PayForm, ReturnForm, WhyForm
from ..rules import can_accept, can_lead, can_pay
from .doors import crumbs_of, found, project_of
from .running import shown


def decided(request: HttpRequest, slug: str, at: str, action: Callable[..., Any], form: Any = None) -> HttpResponse:
    """Do it and come back to the project; what was not possible is said where it was asked for."""
    if form is not None and not form.is_valid():
        return shown(request, slug, form=form, at=at, status=400)
    try:
        action()
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except Refusal as refusal:
        messages.error(request, " ".join(filter(None, (refusal.reason, refusal.remedy))))
    return redirect("projects:running", slug)


@gate(can_accept, of=project_of)
@require_POST
def accept_handed_in(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Accept a report or an output."""
    return decided(request, slug, "", lambda: accept_delivery(project=slug, number=pk, by=request.user))


@gate(can_accept, of=project_of)
@require_POST
def return_handed_in(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give a report or an output back."""
    form = ReturnForm(request.POST, auto_id=False)

    def act() -> None:
        return_delivery(project=slug, number=pk, comment=form.cleaned_data["comment"], by=request.user)

    return decided(request, slug, f"delivery-{pk}", act, form)


@gate(can_accept, of=project_of)
@require_POST
def accept_spent(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Accept an expense."""
    return decided(request, slug, "", lambda: accept_expense(project=slug, number=number, by=request.user))


@gate(can_accept, of=project_of)
@require_POST
def return_spent(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give an expense back."""
    form = ReturnForm(request.POST, auto_id=False)

    def act() -> None:
        return_expense(project=slug, number=number, comment=form.cleaned_data["comment"], by=request.user)

    return decided(request, slug, f"expense-{number}", act, form)


@gate(can_pay, of=project_of)
@require_POST
def pay(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Note that an instalment was paid."""
    form = PayForm(request.POST, auto_id=False)

    def act() -> None:
        said = form.cleaned_data
        pay_instalment(project=slug, code=code, on=said["on"], reference=said["reference"], by=request.user)
        messages.success(request, _("The payment is noted."))

    return decided(request, slug, f"instalment-{code}", act, form)


@sealing
@gate(can_lead, of=project_of)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask that budget, period or partners change."""
    sent = request.POST if request.method == "POST" else typed_before(request, "project-change")
    page = asked("projects", slug, CHANGEABLE, sent)
    if request.method != "POST" or page.is_unfinished:
        return change_page(request, page, WhyForm(initial={"why": sent.get("why", "") if sent else ""}))
    why = WhyForm(request.POST)
    if page.given is None or not why.is_valid():
        return change_page(request, page, why, status=400)
    try:
        reason = why.cleaned_data["why"]
        ask_change(project=slug, given=page.given, version=page.version, why=reason, by=request.user)
    except Conflict:
        met = _("Somebody changed the same meanwhile.")
        why.say(Refusal(met, remedy=_("Open the page anew and write it again.")))
    except Refusal as refusal:
        why.say(refusal)
    else:
        messages.success(request, _("Your change is with the secretariat, which looks at it first."))
        return redirect("projects:running", slug)
    return change_page(request, page, why, status=400)


def change_page(request: HttpRequest, page: Asked, why: WhyForm, *, status: int = 200) -> HttpResponse:
    context = {
        "project": found(request),
        "page": page,
        "form": why,
        "seal": seal_of(request),
        "again": again(request),
        "crumbs": crumbs_of(found(request)),
    }
    return render(request, "projects/change.html", context, status=status)
