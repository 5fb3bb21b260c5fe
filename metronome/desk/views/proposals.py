"""The doors to proposals: what waits, one of them, and its steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate
from metronome.ground.web import number_in

from .. import actions, stepping
from ..drafts import drafts_part
from ..models import Proposal
from ..queries import waiting
from ..rules import can_decide, can_decide_on_some, can_propose, can_write, kinds_decided
from ..sheets import Sheet, sheet_of, sheets
from ..shown import proposal_page, proposals_shown, title_of
from .doors import crumbs, kind_of_proposal

#: How many proposals a part of the list of what waits shows.
SHOWN = 100


@gate(can_propose)
def proposals(request: HttpRequest) -> HttpResponse:
    """The proposals that wait for whoever is signed in, and the way to every list."""
    found = waiting(request.user, decides=kinds_decided(request.user))
    parts = {name: proposals_shown(some[:SHOWN]) for name, some in found.items()}
    drafts = drafts_part(request, waits="desk:proposals")
    lists = {"sheets": sheets_of(request.user, short=False), "short_lists": sheets_of(request.user, short=True)}
    context = {"parts": parts, **lists, "drafts": drafts}
    return render(request, "desk/proposals.html", context)


def sheets_of(person: Any, *, short: bool) -> list[Sheet]:
    """The lists that somebody keeps."""
    return [sheet for sheet in sheets(short=short) if can_write(person, sheet.kind)]


@gate(can_write, of=kind_of_proposal)
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """A proposal: what it changes, where others changed the same, and its steps."""
    found = get_object_or_404(Proposal, pk=number)
    context = {
        **proposal_page(found),
        "crumbs": crumbs(sheet_of(found.kind)),
        "reviews": can_decide(request.user, found.kind),
        "is_own": found.author == str(request.user),
    }
    return render(request, "desk/proposal.html", context)


def stepped(request: HttpRequest, number: int, step: Callable[..., Proposal], **more: Any) -> HttpResponse:
    """Do a step and show the proposal; a refusal is said there."""
    get_object_or_404(Proposal, pk=number)
    stepping.stepped(request, gettext("The proposal is now: %(state)s."), step, number=number, **more)
    return redirect("desk:proposal", number)


@gate(can_write, of=kind_of_proposal)
@require_POST
def submit(request: HttpRequest, number: int) -> HttpResponse:
    """Send a proposal for review."""
    return stepped(request, number, actions.submit_proposal)


@gate(can_write, of=kind_of_proposal)
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a proposal back: one's own, or any by whoever decides on it."""
    found = get_object_or_404(Proposal, pk=number)
    if found.author != str(request.user) and not can_decide(request.user, found.kind):
        messages.error(request, gettext("A proposal is withdrawn by its author, or by whoever decides on it."))
        return redirect("desk:proposal", number)
    return stepped(request, number, actions.withdraw_proposal)


@gate(can_decide, of=kind_of_proposal)
@require_POST
def give_back(request: HttpRequest, number: int) -> HttpResponse:
    """Give a proposal back to its author, with a comment in all and at fields."""
    comment = request.POST.get("comment", "")
    return stepped(request, number, actions.return_proposal, comment=comment, notes=stepping.notes_in(request))


@gate(can_decide, of=kind_of_proposal)
@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Approve a proposal in review, and publish it where that was asked."""
    at_once = request.POST.get("do") == "publish"
    return stepped(request, number, actions.approve_and_publish if at_once else actions.approve_proposal)


@gate(can_decide, of=kind_of_proposal)
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Write an approved proposal into the record."""
    return stepped(request, number, actions.publish_proposal)


STEPS: dict[str, Callable[..., Proposal]] = {
    "approve": actions.approve_proposal,
    "publish": actions.publish_proposal,
}


@gate(can_decide_on_some)
@require_POST
def steps(request: HttpRequest) -> HttpResponse:
    """Approve or publish several proposals; each by itself, so that one refusal stops none of the others."""
    step = STEPS.get(request.POST.get("step", ""))
    numbers = [number_in(number) for number in request.POST.getlist("number")]
    done, refused = all_stepped(step, numbers, by=request.user) if step else (0, [])
    if done:
        words = ngettext("Done for the proposal.", "Done for %(count)s of %(all)s proposals.", len(numbers))
        messages.success(request, words % {"count": done, "all": len(numbers)})
    for words in refused:
        messages.error(request, words)
    return redirect("desk:proposals")


def all_stepped(step: Callable[..., Proposal], numbers: Sequence[int], *, by: object) -> tuple[int, list[str]]:
    decided = frozenset(kinds_decided(by))
    return stepping.all_stepped(
        Proposal.objects.filter(pk__in=numbers, kind__in=decided),
        lambda found: step(number=found.pk, by=by),
        lambda found, words: f"{title_of(found)}: {words}",
    )
