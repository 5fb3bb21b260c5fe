"""The doors of decisions: proposed by one hand, applied by another, announced."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from metronome.accounts.gate import gate
from metronome.ground.web import number_in
from metronome.tasks.actions import enqueue

from ..actions.deciding import (
    announce,
    apply_verdicts,
    propose_first,
    propose_verdict,
    release_feedback,
    take_back_verdict,
)
from ..actions.inviting import invite_chosen
from ..judging.rules import can_decide, can_run_panels
from ..judging.shown import labels_of, outcomes_shown, panel_labels, steps_shown
from ..models import Call, Verdict
from .panels import call_of, crumbs, tried


def public_call(slug: str) -> Call:
    return get_object_or_404(Call, slug=slug, is_published=True, is_template=False)


@gate(can_run_panels, of=call_of)
@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """What is proposed, what was applied, what was announced; proposes."""
    call: Call = request.found  # type: ignore[attr-defined]
    if request.method == "POST":
        proposed(request, call)
        return redirect("calls:decisions", slug)
    verdicts = Verdict.objects.filter(application__call=call).select_related("application")
    waiting = list(verdicts.filter(applied_at=None, taken_back_at=None))
    labels = labels_of(call)
    context = {
        "call": call,
        "waiting": [(one, labels.get(one.outcome, "")) for one in waiting],
        "applied": [(one, labels.get(one.outcome, "")) for one in verdicts.filter(applied_at__isnull=False)],
        "rounds": [(one, panel_labels(call).get(one.panel, one.panel)) for one in call.rounds.all()],
        "outcomes": outcomes_shown(call, waiting),
        "may_apply": can_decide(request.user, call),
        "is_own": any(one.proposed_by == str(request.user) for one in waiting),
        "crumbs": crumbs(call),
        "announced": set(call.announcements.values_list("outcome", flat=True)),
        "steps": steps_shown(call, waiting),
    }
    return render(request, "calls/decisions.html", context)


def proposed(request: HttpRequest, call: Call) -> None:
    """Do what the page asks for."""
    data, by = request.POST, request.user
    outcome = data.get("outcome", "")[:50]
    match data.get("do"):
        case "first":
            found = get_object_or_404(call.rounds, panel=data.get("panel", ""))
            said = gettext("Proposed; somebody else applies it.")
            tried(request, lambda: propose_first(found=found, outcome=outcome, by=by), said)
        case "one":
            entry = get_object_or_404(call.applications, code=data.get("application", ""))
            why, said = data.get("why", ""), gettext("Proposed; somebody else applies it.")
            tried(request, lambda: propose_verdict(application=entry, outcome=outcome, why=why, by=by), said)
        case "back":
            verdict = get_object_or_404(Verdict, pk=number_in(data.get("verdict", "")), application__call=call)
            tried(request, lambda: take_back_verdict(verdict=verdict, by=by), gettext("Taken back."))


@gate(can_decide, of=call_of)
@require_POST
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Apply what others proposed, invite who was chosen, announce it, release what applicants are told."""
    call: Call = request.found  # type: ignore[attr-defined]
    outcome = request.POST.get("outcome", "")[:50]
    match request.POST.get("do"):
        case "apply":
            tried(request, lambda: apply_verdicts(call=call, by=request.user), gettext("All of it is applied."))
        case "invite":
            stage, done = request.POST.get("step", "")[:50], gettext("They are invited; letters are on their way.")
            tried(request, lambda: invite_chosen(call=call, stage=stage, by=request.user), done)
        case "announce":
            tried(request, lambda: announce(call=call, outcome=outcome, by=request.user), gettext("It is public now."))
        case "feedback":
            said = gettext("Released; letters are on their way.")
            step = request.POST.get("step", "")[:50]
            if tried(request, lambda: release_feedback(call=call, step=step, by=request.user), said):
                enqueue(task="calls.feedback", by=request.user, call=slug)
    return redirect("calls:decisions", slug)
