"""The doors of whoever runs the panels of a call: rounds, jurors, readers, the ranking, sittings, the dossier."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from metronome.accounts.gate import gate
from metronome.accounts.limits import refuse_many_invitations
from metronome.design.answers import as_csv, as_file
from metronome.design.parts import Crumb
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in
from metronome.network.queries import network_languages
from metronome.tasks.actions import enqueue
from metronome.tasks.queries import open_task

from ..actions.assigning import hand_over
from ..actions.panels import add_relation, begin_round, change_juror, freeze_method, invite_juror, set_round
from ..actions.sitting import add_item, call_sitting, close_sitting, recuse, write_minutes
from ..assignment.problem import Goal
from ..dossier.writing import archived, dossier_of
from ..judging.balance import balance_of
from ..judging.conflicts import unknown_of
from ..judging.entries import entries_of
from ..judging.forms import InviteForm, JurorForm, RelationForm, RoundForm, SittingForm, subjects_of
from ..judging.problem import candidates, task_of
from ..judging.ranking import ranking_of, weights_now
from ..judging.rules import can_hand_over, can_run_panel_of_juror, can_run_panels
from ..judging.shown import (
    conflicts_of,
    group_in_words,
    lens_in_words,
    panels_of,
    proof_shown,
    readers_of,
    reasons_in_words,
    round_shown,
    standings_of,
)
from ..judging.tables import RANKING, ranking_rows
from ..models import Call, Juror, Review, ReviewRound, Sitting

#: Rows of a list on one page.
ON_A_PAGE = 50


def call_of(slug: str, **_parts: Any) -> Call:
    return Call.objects.get(slug=slug, is_template=False)


def juror_of(pk: int) -> Juror:
    return Juror.objects.select_related("round__call", "person", "region").get(pk=pk)


def review_of(pk: int, **_parts: Any) -> Review:
    return Review.objects.select_related("juror__round__call", "application__call").get(pk=pk)


def found_round(request: HttpRequest, panel: str) -> ReviewRound:
    return get_object_or_404(ReviewRound.objects.select_related("call"), call=request.found, panel=panel)  # type: ignore[attr-defined]


def crumbs(call: Call, panel: str = "") -> list[Crumb]:
    found = [Crumb(label=gettext("Panels"), href=reverse("calls:rounds", args=[call.slug]))]
    return found + ([Crumb(label=panel, href=reverse("calls:round", args=[call.slug, panel]))] if panel else [])


def tried(request: HttpRequest, do: Callable[[], object], said: str) -> bool:
    """Whether it was possible; either way the page says so."""
    try:
        do()
    except Refusal as refusal:
        messages.error(request, f"{refusal.reason} {refusal.remedy}".strip())
        return False
    messages.success(request, said)
    return True


def paged(request: HttpRequest, rows: list[Any]) -> Page[Any]:
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))


@gate(can_run_panels, of=call_of)
@require_http_methods(["GET", "HEAD", "POST"])
def rounds(request: HttpRequest, slug: str) -> HttpResponse:
    """The panels of a call and how far each is; lets one begin."""
    call: Call = request.found  # type: ignore[attr-defined]
    if request.method == "POST":
        panel = request.POST.get("panel", "")[:50]
        if tried(
            request, lambda: begin_round(call=call, panel=panel, by=request.user), gettext("The panel can begin.")
        ):
            return redirect("calls:round", slug, panel)
        return redirect("calls:rounds", slug)
    return render(request, "calls/rounds.html", {"call": call, "panels": panels_of(call)})


@gate(can_run_panels, of=call_of)
@require_http_methods(["GET", "HEAD", "POST"])
def one_round(request: HttpRequest, slug: str, panel: str) -> HttpResponse:
    """One panel: what it reads, how it ranks, who is on it."""
    found = found_round(request, panel)
    if request.method == "POST" and request.POST.get("do") == "freeze":
        said = gettext("The method is frozen; reviews are open.")
        tried(request, lambda: freeze_method(found=found, by=request.user), said)
        return redirect("calls:round", slug, panel)
    form = RoundForm(request.POST if request.method == "POST" else None, found)
    if form.is_valid():
        said = gettext("The method is set.")
        tried(request, lambda: set_round(found=found, given=form.cleaned_data, by=request.user), said)
        return redirect("calls:round", slug, panel)
    jurors = list(found.jurors.select_related("person"))
    context = {
        "shown": round_shown(found),
        "form": form,
        "jurors": jurors,
        "weights": weights_now(found),
        "unknown": [one for one in jurors if str(one) in unknown_of(jurors)],
        "entries": entries_of(found).count(),
        "crumbs": crumbs(found.call),
    }
    return render(request, "calls/round.html", context, status=400 if form.is_bound else 200)


@gate(can_run_panels, of=call_of)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str, panel: str) -> HttpResponse:
    """Invite somebody to a panel."""
    found = found_round(request, panel)
    form = InviteForm(request.POST if request.method == "POST" else None, found.call, network_languages())
    if form.is_valid() and invited(request, form, found):
        return redirect("calls:round", slug, panel)
    context = {"found": found, "form": form, "crumbs": crumbs(found.call, panel)}
    return render(request, "calls/invite.html", context, status=400 if form.is_bound else 200)


def invited(request: HttpRequest, form: InviteForm, found: ReviewRound) -> bool:
    """Whether it was possible; if not, the form says why."""
    try:
        refuse_many_invitations(request)
        invite_juror(found=found, **form.cleaned_data, by=request.user)
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, " ".join(filter(None, (refusal.reason, refusal.remedy))))
        return False
    messages.success(request, gettext("%(name)s is invited; a letter is on its way.") % form.cleaned_data)
    return True


@gate(can_run_panel_of_juror, of=juror_of)
@require_http_methods(["GET", "HEAD", "POST"])
def juror(request: HttpRequest, pk: int) -> HttpResponse:
    """A juror: what is known of them, what they must not read, how much they take."""
    found: Juror = request.found  # type: ignore[attr-defined]
    about = request.POST.get("do") if request.method == "POST" else ""
    relation = RelationForm(request.POST if about == "relate" else None)
    change = JurorForm(request.POST if about == "change" else None, found)
    if relation.is_valid():
        tried(request, lambda: add_relation(juror=found, **relation.cleaned_data, by=request.user), gettext("Noted."))
        return redirect("calls:juror", pk)
    if change.is_valid():
        tried(request, lambda: change_juror(juror=found, **change.cleaned_data, by=request.user), gettext("Noted."))
        return redirect("calls:juror", pk)
    context = {
        "juror": found,
        "relation": relation,
        "change": change,
        "conflicts": conflicts_of(found),
        "crumbs": crumbs(found.round.call, found.round.panel),
    }
    return render(request, "calls/juror.html", context, status=400 if about else 200)


@gate(can_run_panels, of=call_of)
@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: HttpRequest, slug: str, panel: str) -> HttpResponse:
    """Who reads what, how good that is and what nothing exceeds; asks for it to be computed."""
    found = found_round(request, panel)
    if request.method == "POST":
        first = Goal.WORST if request.POST.get("first") == Goal.WORST else Goal.SUM
        number = enqueue(task="calls.assign", by=request.user, call=slug, panel=panel, first=first.value)
        return redirect("tasks:task", number)
    latest = found.assignments.last()
    context = {
        "found": found,
        "shown": round_shown(found),
        "proof": proof_shown(latest) if latest else None,
        "page": paged(request, readers_of(found)),
        "waiting": open_task(("calls.assign",), call=slug, panel=panel),
        "crumbs": crumbs(found.call, panel),
    }
    return render(request, "calls/assignment.html", context)


@gate(can_run_panels, of=call_of)
@require_safe
def proof(request: HttpRequest, slug: str, panel: str) -> HttpResponse:
    """The proof of the latest assignment, to be checked by anyone."""
    latest = found_round(request, panel).assignments.last()
    if latest is None:
        raise Http404
    return as_file(json.dumps(latest.proof, ensure_ascii=False), f"{slug}-{panel}-proof.json", "application/json")


@gate(can_hand_over, of=review_of)
@require_http_methods(["GET", "HEAD", "POST"])
def reader(request: HttpRequest, pk: int) -> HttpResponse:
    """Why a juror reads an application, and what it costs to give it to another."""
    found: Review = request.found  # type: ignore[attr-defined]
    work = found.juror.round
    if request.method == "POST":
        other = work.jurors.filter(pk=number_in(request.POST.get("juror", ""))).first() or found.juror
        why = request.POST.get("why", "")
        said = gettext("%(name)s reads it now.") % {"name": other.name}
        if tried(request, lambda: hand_over(review=found, juror=other, why=why, by=request.user), said):
            return redirect("calls:assignment", work.call.slug, work.panel)
        return redirect("calls:reader", pk)
    task = task_of(work)
    is_read = any(entry.pk == found.application_id for entry in task.entries)
    context = {
        "review": found,
        "reasons": reasons_in_words(found.reasons, dict(subjects_of(work.call))),
        "candidates": candidates(task, found) if is_read else [],
        "crumbs": crumbs(work.call, work.panel),
    }
    return render(request, "calls/reader.html", context)


@gate(can_run_panels, of=call_of)
@require_http_methods(["GET", "HEAD", "POST"])
def ranking(request: HttpRequest, slug: str, panel: str) -> HttpResponse:
    """What the reviews come to, by both ways, where the order is not certain, and the balance; calls a sitting."""
    found = found_round(request, panel)
    form = SittingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sitting = call_sitting(found=found, **form.cleaned_data, by=request.user)
        return redirect("calls:sitting", slug, panel, sitting.pk)
    made = ranking_of(found)
    balance = balance_of(found, list(entries_of(found)), made.standings)
    lenses = [(lens_in_words(one.lens), group_in_words(one), one) for one in balance.groups]
    context = {
        "found": found,
        "shown": round_shown(found),
        "page": paged(request, standings_of(found, made)),
        "offsets": offsets_of(found, made),
        "balance": lenses,
        "swaps": [(group_in_words(one.group), one) for one in balance.swaps],
        "sittings": found.sittings.all(),
        "form": form,
        "crumbs": crumbs(found.call, panel),
    }
    return render(request, "calls/ranking.html", context, status=400 if form.is_bound else 200)


def offsets_of(found: ReviewRound, made: Any) -> list[tuple[str, float, float]]:
    """Each juror by name with their offset and its standard error; nothing where none is allowed for."""
    if not any(made.offsets.values):
        return []
    names, errors = {str(one): one.name for one in found.jurors.all()}, made.offsets.uncertainty()
    rows = [(names.get(key, key), value, errors[key]) for key, value in made.offsets.by_reviewer().items()]
    return sorted(rows, key=lambda row: row[1])


@gate(can_run_panels, of=call_of)
@require_safe
def ranking_csv(request: HttpRequest, slug: str, panel: str) -> HttpResponse:
    """The ranking as a file for spreadsheets."""
    found = found_round(request, panel)
    return as_csv(RANKING, ranking_rows(standings_of(found, ranking_of(found))), f"{slug}-{panel}-ranking.csv")


@gate(can_run_panels, of=call_of)
@require_http_methods(["GET", "HEAD", "POST"])
def sitting(request: HttpRequest, slug: str, panel: str, pk: int) -> HttpResponse:
    """A day on which a panel meets: agenda, who is out of the room, conclusions, minutes."""
    found = get_object_or_404(Sitting.objects.select_related("round__call"), pk=pk, round=found_round(request, panel))
    if request.method == "POST":
        sat(request, found)
        return redirect("calls:sitting", slug, panel, pk)
    jurors = list(found.round.jurors.filter(state="accepted"))
    items = found.items.select_related("application").prefetch_related("recusals__juror")
    context = {
        "sitting": found,
        "jurors": jurors,
        "items": items,
        "entries": entries_of(found.round),
        "crumbs": crumbs(found.round.call, panel),
    }
    return render(request, "calls/sitting.html", context)


def sat(request: HttpRequest, found: Sitting) -> None:
    """Do what the page asks for."""
    data, by = request.POST, request.user
    match data.get("do"):
        case "add":
            entry = get_object_or_404(entries_of(found.round), code=data.get("application", ""))
            tried(request, lambda: add_item(sitting=found, application=entry, by=by), gettext("It is on the agenda."))
        case "recuse":
            item = get_object_or_404(found.items, pk=number_in(data.get("item", "")))
            who = get_object_or_404(found.round.jurors, pk=number_in(data.get("juror", "")))
            tried(request, lambda: recuse(item=item, juror=who, why=data.get("why", ""), by=by), gettext("Noted."))
        case _:
            conclusions = {one.pk: data.get(f"item_{one.pk}", "") for one in found.items.all()}
            present = [number_in(one) for one in data.getlist("present")]
            minutes = data.get("minutes", "")
            said = gettext("The minutes are written.")
            if (
                tried(
                    request,
                    lambda: write_minutes(
                        sitting=found, present=present, minutes=minutes, conclusions=conclusions, by=by
                    ),
                    said,
                )
                and data.get("do") == "close"
            ):
                tried(request, lambda: close_sitting(sitting=found, by=by), gettext("The sitting is closed."))


@gate(can_run_panels, of=call_of)
@require_safe
def dossier(request: HttpRequest, slug: str, panel: str) -> HttpResponse:
    """Everything that the panel's work is made of, to be recomputed elsewhere."""
    files = dossier_of(found_round(request, panel))
    return as_file(archived(files), f"{slug}-{panel}-dossier.zip", "application/zip")
