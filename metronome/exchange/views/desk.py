"""The doors of the secretariat: reports, verification, and steps of cities that have nobody to speak for them."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate
from metronome.design.parts import Crumb
from metronome.desk.rules import can_keep, can_review
from metronome.desk.stepping import said
from metronome.ground.refusal import Refusal

from ..actions import answer_flag, confirm_step, decline_step, verify_practice
from ..enums import Side
from ..forms import FlagAnswerForm, ProofForm
from ..models import AdoptionStep, Collection, Flag, Practice, Verification
from ..queries import due_practices, experts_of, open_flags
from ..rules import can_appoint_experts
from ..shown import claims_to_check, listed


def steps_without_a_city() -> list[AdoptionStep]:
    """What adopting members said about practices of cities that are no members: nobody else can confirm it."""
    waiting = AdoptionStep.objects.filter(confirmed_by="", declined_by="", side=Side.ADOPTER)
    return list(
        waiting.filter(adoption__practice__member=None).select_related("adoption__practice", "adoption__member")
    )


def crumbs() -> list[Crumb]:
    return [Crumb(label=gettext("Exchange of practices"), href=reverse("exchange:desk"))]


@gate(can_keep)
def overview(request: HttpRequest) -> HttpResponse:
    """What of the exchange waits for the secretariat."""
    context = {
        "moderated": Collection.objects.exclude(call=""),
        "flags": open_flags(),
        "due": listed(due_practices(timezone.localdate())),
        "steps": steps_without_a_city(),
        "unverified": listed(latest()),
        "appoints": can_appoint_experts(request.user),
        "own": experts_of(request.user).first(),
        "crumbs": [Crumb(label=gettext("Desk"), href=reverse("home:desk"))],
    }
    return render(request, "exchange/desk.html", context)


def latest() -> list[Practice]:
    rows = Practice.objects.select_related("member", "collection").filter(retired_on=None)
    whole = Verification.objects.filter(practice=OuterRef("pk"), claim="")
    return list(rows.filter(~Exists(whole))[:50])


@gate(can_review)
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """A report, and what came of it."""
    found = get_object_or_404(Flag.objects.select_related("practice"), pk=number)
    form = FlagAnswerForm(request.POST or None)
    if form.is_valid():
        try:
            answer_flag(flag=number, **form.cleaned_data, by=request.user)
        except Refusal as refusal:
            form.say(refusal)
        else:
            messages.success(request, gettext("The report is answered."))
            return redirect("exchange:desk")
    context = {"flag": found, "form": form, "crumbs": crumbs()}
    return render(request, "exchange/flag.html", context, status=400 if form.is_bound else 200)


@gate(can_review)
def prove(request: HttpRequest, slug: str) -> HttpResponse:
    """Note by which source or award a practice is verified."""
    row = get_object_or_404(Practice, slug=slug)
    claims = claims_to_check(row)
    form = ProofForm(request.POST or None, claims=claims, initial={"claim": request.GET.get("claim", "")})
    if form.is_valid():
        try:
            verify_practice(practice=slug, **form.cleaned_data, by=request.user)
        except Refusal as refusal:
            form.say(refusal)
        else:
            messages.success(request, gettext("The practice is verified."))
            return redirect("exchange:practice", slug)
    context = {"practice": row, "form": form, "crumbs": crumbs()}
    return render(request, "exchange/prove.html", context, status=400 if form.is_bound else 200)


@gate(can_review)
@require_POST
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm or decline a step in the place of a city that is no member."""
    get_object_or_404(AdoptionStep, pk=number, adoption__practice__member=None)
    try:
        if request.POST.get("do") == "confirm":
            confirm_step(step=number, side=Side.ORIGIN, by=request.user)
        else:
            decline_step(step=number, why=request.POST.get("why", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, said(refusal))
    return redirect("exchange:desk")
