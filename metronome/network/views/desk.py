"""The doors of the desk that belong to the network: who speaks for which member or partner, and what
members' focal points ask to be corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.accounts.limits import refuse_many_invitations
from metronome.design.parts import Crumb
from metronome.ground.refusal import Refusal

from ..actions import (
    answer_correction,
    invite_focal_point,
    invite_partner_focal_point,
    withdraw_focal_point,
    withdraw_partner_focal_point,
)
from ..forms import AnswerForm, FocalPointForm, PartnerFocalPointForm, SpeakerForm
from ..models import CorrectionRequest, FocalPoint, PartnerFocalPoint
from ..queries import partner_focal_points_standing
from ..rules import can_answer_corrections, can_appoint_focal_points
from ..shown import correction_shown, corrections_answered, corrections_waiting, members_and_focal_points


@gate(can_appoint_focal_points)
@require_http_methods(["GET", "HEAD", "POST"])
def focal_points(request: HttpRequest) -> HttpResponse:
    """Who speaks for each member; appoints further ones."""
    given = request.POST if request.method == "POST" else None
    form = FocalPointForm(
        given,
        languages=request.languages,  # type: ignore[attr-defined]
        initial={"member": request.GET.get("member", ""), "language": get_language()},
    )
    said = gettext("%(email)s speaks for the member; a letter is on its way.")
    if form.is_valid() and appointed(request, form, invite_focal_point, said):
        return redirect("network:focal_points")
    context = {"rows": members_and_focal_points(), "form": form}
    return render(request, "network/focal_points.html", context, status=400 if form.is_bound else 200)


def appointed(request: HttpRequest, form: SpeakerForm, invite: Callable[..., Any], said: str) -> bool:
    """Whether it was possible; if not, the form says why."""
    try:
        refuse_many_invitations(request)
        invite(**form.cleaned_data, by=request.user)
    except Refusal as refusal:
        field = "email" if refusal.field == "person" else refusal.field
        form.add_error(field, " ".join(filter(None, (refusal.reason, refusal.remedy))))
        return False
    messages.success(request, said % {"email": form.cleaned_data["email"]})
    return True


@gate(can_appoint_focal_points)
@require_POST
def end_focal_point(request: HttpRequest, pk: int) -> HttpResponse:
    """End that somebody speaks for a member."""
    try:
        withdraw_focal_point(grant=get_object_or_404(FocalPoint, pk=pk), by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("This person no longer speaks for the member."))
    return redirect("network:focal_points")


@gate(can_appoint_focal_points)
@require_http_methods(["GET", "HEAD", "POST"])
def partner_focal_points(request: HttpRequest) -> HttpResponse:
    """Who speaks for partners; appoints further ones."""
    given = request.POST if request.method == "POST" else None
    form = PartnerFocalPointForm(
        given,
        languages=request.languages,  # type: ignore[attr-defined]
        initial={"partner": request.GET.get("partner", ""), "language": get_language()},
    )
    said = gettext("%(email)s speaks for the partner; a letter is on its way.")
    if form.is_valid() and appointed(request, form, invite_partner_focal_point, said):
        return redirect("network:partner_focal_points")
    context = {"grants": partner_focal_points_standing(), "form": form}
    return render(request, "network/partner_focal_points.html", context, status=400 if form.is_bound else 200)


@gate(can_appoint_focal_points)
@require_POST
def end_partner_focal_point(request: HttpRequest, pk: int) -> HttpResponse:
    """End that somebody speaks for a partner."""
    try:
        withdraw_partner_focal_point(grant=get_object_or_404(PartnerFocalPoint, pk=pk), by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("This person no longer speaks for the partner."))
    return redirect("network:partner_focal_points")


@gate(can_answer_corrections)
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """What members' focal points ask to be corrected, and what was answered lately."""
    context = {"waiting": corrections_waiting(), "answered": corrections_answered()}
    return render(request, "network/corrections.html", context)


@gate(can_answer_corrections)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One request for correction, with the box for its answer."""
    found = get_object_or_404(CorrectionRequest.objects.select_related("member", "asked_by"), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and answered(request, found, form):
        return redirect("network:corrections")
    crumbs = [Crumb(label=gettext("Requests for correction"), href=reverse("network:corrections"))]
    context = {"one": correction_shown(found), "form": form, "crumbs": crumbs}
    return render(request, "network/correction.html", context, status=400 if form.is_bound else 200)


def answered(request: HttpRequest, found: CorrectionRequest, form: AnswerForm) -> bool:
    """Whether it was possible; if not, the form says why."""
    try:
        answer_correction(correction=found, **form.cleaned_data, by=request.user)
    except Refusal as refusal:
        form.add_error(refusal.field, " ".join(filter(None, (refusal.reason, refusal.remedy))))
        return False
    messages.success(request, gettext("The answer is given, and a letter is on its way."))
    return True
