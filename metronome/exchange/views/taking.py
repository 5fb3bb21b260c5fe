"""The doors by which a city asks about a practice, takes it over, or stands for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from metronome.accounts.gate import gate
from metronome.design.words import reader
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.network.models import Member
from metronome.network.queries import members_spoken_for
from metronome.network.rules import can_speak_for_a_member

from ..actions import say_step, send_letter, verify_practice
from ..enums import Proof, Side
from ..forms import BeginForm, QuestionForm
from ..letters import send_question
from ..models import Expert, Practice
from ..queries import public_experts
from ..rules import can_take_part
from ..shown import claims_to_check
from .public import crumb_of, crumbs


def person(request: HttpRequest) -> Any:
    return request.user


def members_of(request: HttpRequest) -> list[Member]:
    return list(Member.objects.filter(pk__in=members_spoken_for(person(request))).order_by("slug"))


@gate(can_take_part)
def ask_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask those behind a practice."""
    row = get_object_or_404(Practice, slug=slug)
    return asked(request, practice=row, title=row.title, way=("exchange:practice", slug), above=[crumb_of(row)])


@gate(can_take_part)
def ask_expert(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask an expert."""
    found: Expert = get_object_or_404(public_experts(), slug=slug)
    return asked(request, expert=found, title=found.name, way=("exchange:experts",), above=[])


def asked(request: HttpRequest, *, title: Any, way: tuple[str, ...], above: Any, **whom: Any) -> HttpResponse:
    """The page of a question, or the question sent."""
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        try:
            send_question(send_letter(**whom, text=form.cleaned_data["text"], by=person(request)))
        except Refusal as refusal:
            form.say(refusal)
        else:
            messages.success(request, gettext("Your question is on its way. The answer comes to you by mail."))
            return redirect(*way)
    context = {"title": title, "form": form, "crumbs": crumbs(*above)}
    return render(request, "exchange/ask.html", context, status=400 if form.is_bound else 200)


@gate(can_speak_for_a_member)
def take_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that one's city takes a practice over, or thinks of it."""
    row = get_object_or_404(Practice, slug=slug, retired_on=None)
    members = [one for one in members_of(request) if one.pk != row.member_id]
    form = BeginForm(request.POST or None, members=members)
    if form.is_valid():
        given = form.cleaned_data
        member = next(one for one in members if one.slug == given["member"])
        summary = Text.of({reader(): given["summary"].strip()}, source=reader())
        try:
            said = say_step(
                practice=row, member=member, step=given["step"], side=Side.ADOPTER, on=given["on"],
                summary=summary or None, by=request.user,
            )  # fmt: skip
        except Refusal as refusal:
            form.say(refusal)
        else:
            return redirect("exchange:my_adoption", member.slug, said.adoption_id)
    context = {"practice": row, "form": form, "members": members, "crumbs": crumbs(crumb_of(row))}
    return render(request, "exchange/take_over.html", context, status=400 if form.is_bound else 200)


@gate(can_speak_for_a_member)
def verify(request: HttpRequest, slug: str) -> HttpResponse:
    """Say for one's city that it has seen this practice, or one of its results, and stands for it."""
    row = get_object_or_404(Practice, slug=slug, retired_on=None)
    members = [one for one in members_of(request) if one.pk != row.member_id]
    if request.method == "POST":
        try:
            chosen = request.POST.get("member", "")
            if chosen not in {one.slug for one in members}:
                raise Refusal(gettext("Choose your city."))
            claim = request.POST.get("claim", "")
            verify_practice(practice=slug, kind=Proof.PEER, member=chosen, claim=claim, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.reason)
        else:
            messages.success(request, gettext("Thank you. The page of the practice says so now."))
        return redirect("exchange:practice", slug)
    context = {
        "practice": row,
        "members": members,
        "claims": claims_to_check(row),
        "chosen": request.GET.get("claim", ""),
        "crumbs": crumbs(crumb_of(row)),
    }
    return render(request, "exchange/verify.html", context)
