"""Collection rounds at the desk of the secretariat: what is asked, how far it is, what is checked and published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.design.parts import Crumb
from metronome.design.words import reader
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in
from metronome.network.queries import network_languages
from metronome.tasks.actions import enqueue

from ..actions import (
    approve_cells,
    begin_round,
    close_round,
    prepare_round,
    reopen_round,
    return_cells,
    write_focal_points,
)
from ..actions.letters import Written
from ..changes import differences, release_before
from ..enums import CellState, Letter
from ..forms import AgainForm, PublishForm, RoundForm
from ..models import Cell, Round, RoundMember
from ..rounds.progress import cells_of, heads, matrix, members_asked, progress_of
from ..rules import can_keep_rounds, can_publish_rounds


@gate(can_keep_rounds)
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round with how far it is."""
    found = list(Round.objects.select_related("release"))
    told = progress_of(found)
    return render(request, "observatory/rounds.html", {"rows": [(one, told[one.pk]) for one in found]})


@gate(can_keep_rounds)
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """Prepare a round: what is asked, of whom, until when."""
    form = RoundForm(request.POST if request.method == "POST" else None, languages=network_languages())
    if form.is_valid():
        try:
            found = prepare_round(**form.given(), by=request.user)
        except Refusal as refusal:
            form.say(refusal)
        else:
            messages.success(request, gettext("The round is prepared. Nobody is written before you begin it."))
            return redirect("observatory:round", found.slug)
    context = {"form": form, "crumbs": _crumbs()}
    return render(request, "observatory/round_new.html", context, status=400 if form.is_bound else 200)


@gate(can_keep_rounds)
@require_safe
def round_page(request: HttpRequest, slug: str) -> HttpResponse:
    """How far a round is: members, the matrix, what can be done now."""
    return _page(request, _found(slug))


def _found(slug: str) -> Round:
    """The round that an address names; else the page that is not there."""
    return get_object_or_404(Round.objects.select_related("geography", "source", "release__cutoff"), slug=slug)


def _page(request: HttpRequest, found: Round, form: PublishForm | None = None) -> HttpResponse:
    questions, lines = matrix(found)
    earlier = release_before(found.release) if found.release else None
    context = {
        "round": found,
        "progress": progress_of([found])[found.pk],
        "members": list(members_asked(found)),
        "heads": heads(questions),
        "questions": questions,
        "lines": lines,
        "crumbs": _crumbs(),
        "publish": form or PublishForm(),
        "again": AgainForm(),
        "may_publish": can_publish_rounds(request.user),
        "differences": differences(earlier, found.release) if earlier and found.release else None,
    }
    return render(request, "observatory/round.html", context, status=400 if form else 200)


def _crumbs(found: Round | None = None) -> list[Crumb]:
    crumbs = [Crumb(label=gettext("Collection rounds"), href=reverse("observatory:rounds"))]
    if found:
        crumbs.append(Crumb(label=found.title.in_(reader()), href=reverse("observatory:round", args=[found.slug])))
    return crumbs


def _done(request: HttpRequest, slug: str, do: Callable[[], str]) -> HttpResponse:
    """Do something with a round, say what came of it, and show the round again."""
    try:
        messages.success(request, do())
    except Refusal as refusal:
        messages.error(request, " ".join(filter(None, (refusal.reason, refusal.remedy))))
    return redirect("observatory:round", slug)


@gate(can_keep_rounds)
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a round and write to the focal points."""
    found = _found(slug)

    def do() -> str:
        begin_round(slug=found.slug, by=request.user)
        return _told(
            gettext("The round is open."), write_focal_points(found=found, kind=Letter.BEGIN, by=request.user)
        )

    return _done(request, slug, do)


@gate(can_keep_rounds)
@require_POST
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Write to the focal points of members that still owe answers."""
    found = _found(slug)
    return _done(
        request, slug, lambda: _told("", write_focal_points(found=found, kind=Letter.REMIND, by=request.user))
    )


def _told(first: str, written: Written) -> str:
    """How many letters left, and whom none reached."""
    words = [first, gettext("Letters sent: %(number)d.") % {"number": written.sent}]
    if written.failed:
        words.append(gettext("The mail server did not take %(number)d; try again.") % {"number": written.failed})
    if written.nobody:
        words.append(gettext("Members without a focal point: %(number)d.") % {"number": written.nobody})
    return " ".join(filter(None, words))


@gate(can_keep_rounds)
@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Take no answers any more."""
    found = _found(slug)

    def do() -> str:
        close_round(slug=found.slug, by=request.user)
        return gettext("The round is closed. What was answered can still be checked.")

    return _done(request, slug, do)


@gate(can_keep_rounds)
@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Take answers again, until another day."""
    found, form = _found(slug), AgainForm(request.POST)

    def do() -> str:
        if not form.is_valid():
            raise Refusal(gettext("It is not said until when."), remedy=gettext("Choose a day."))
        reopen_round(slug=found.slug, due_on=form.cleaned_data["due_on"], by=request.user)
        return gettext("The round is open.")

    return _done(request, slug, do)


@gate(can_publish_rounds)
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask that what is approved is published as a release."""
    found, form = _found(slug), PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)

    def do() -> str:
        title = {code: reading for code, reading in found.title.texts.items() if reading}
        name = form.cleaned_data["release"]
        told: dict[str, Any] = {"slug": slug, "release": name, "title": title, "source": found.title.source}
        enqueue(task="observatory.publish", by=request.user, about=found.title.in_(reader()), **told)
        return gettext("The release is being made. You find it under your tasks, and here once it is there.")

    return _done(request, slug, do)


@gate(can_keep_rounds)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a member said, to approve it or to give it back."""
    found = _found(slug)
    asked = _asked(slug, pk)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            messages.success(request, _checked(request, found, asked))
            return redirect("observatory:check_round", slug, pk)
        except Refusal as told:
            refusal = told
    cells = cells_of(asked)
    context = {
        "round": found,
        "asked": asked,
        "cells": cells,
        "waiting": [cell for cell in cells if cell.state == CellState.ANSWERED],
        "comment": request.POST.get("comment", ""),
        "chosen": set(request.POST.getlist("cell")),
        "refusal": refusal,
        "crumbs": _crumbs(found),
    }
    return render(request, "observatory/round_check.html", context, status=400 if refusal else 200)


def _asked(slug: str, pk: int) -> RoundMember:
    return get_object_or_404(RoundMember.objects.select_related("member"), pk=pk, round__slug=slug)


def _checked(request: HttpRequest, found: Round, asked: RoundMember) -> str:
    """Approve or give back what is ticked, as it was seen: each box says the cell and its revision."""
    said = (one.partition(":") for one in request.POST.getlist("cell"))
    revisions = {number_in(cell): number_in(revision) for cell, _colon, revision in said}
    own = set(Cell.objects.filter(asked=asked).values_list("pk", flat=True))
    revisions = {cell: revision for cell, revision in revisions.items() if cell in own}
    person: Any = request.user
    if "return" in request.POST:
        comment = request.POST.get("comment", "")
        number = return_cells(found=found, revisions=revisions, comment=comment, by=person)
        written = write_focal_points(found=found, kind=Letter.RETURNED, only=[asked.pk], by=person)
        return _told(gettext("Given back: %(number)d.") % {"number": number}, written)
    number = approve_cells(found=found, revisions=revisions, by=person)
    return gettext("Approved: %(number)d.") % {"number": number}
