"""The page of an application for those who write it, and what they do there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.accounts.limits import refuse_many_invitations
from metronome.design.answers import given
from metronome.design.parts import Crumb
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in

from .. import actions
from ..amended import amendment_shown
from ..answers import files_in
from ..applied import answers_shown, deadline_of, differences_shown, own_steps, relations_said, step_in_words
from ..clock import places
from ..enums import OF_ENTRIES
from ..judging.outcomes import announced_outcome, told_terms_of
from ..judging.rules import can_read_feedback
from ..models import Application
from ..models.applications import HANDED_IN
from ..phrases import moment_for
from ..queries import application_at, call_applied_to, calls_by_version, typed_in
from ..rules import can_write_application
from .writing import crumbs


@gate(can_write_application, of=application_at)
@require_safe
def application(request: HttpRequest, code: str) -> HttpResponse:
    """Where an application stands, what can be done, who writes it, and every version of it."""
    found: Application = request.found  # type: ignore[attr-defined]
    person: Any = request.user
    prefetch_related_objects([found.call], "stages")
    deadline = deadline_of(found.call, timezone.now(), person, step=found.stage)
    versions = list(found.versions.order_by("-number"))
    zone, own = found.call.zone, person.zone
    is_moderated = found.call.is_moderated
    request_open = found.requests.filter(closed_at=None).first()
    context = {
        "application": found, "deadline": deadline, "steps": own_steps(found, deadline),
        "versions": [
            (one, moment_for(one.submitted_at, zone, own), step_in_words(found, one.stage)) for one in versions
        ],
        "keepers": found.keepers.filter(until=None).select_related("person"),
        "partners": found.co_applicants.all(), "relations": relations_said(found),
        "asked": request_open, "asked_until": moment_for(request_open.until, zone, own) if request_open else "",
        "finding": found.checks.filter(is_confirmed=True, stage=found.stage).order_by("-confirmed_at").first(),
        "reasons": _reasons(found), "amendment": amendment_shown(found),
        "has_feedback": can_read_feedback(person, found),
        "outcome": announced_outcome(found), "step": step_in_words(found),
        "is_told": found.state == "eligible" or (found.shared_at is not None and is_moderated),
        "may_picture": found.state in HANDED_IN and not is_moderated, "is_moderated": is_moderated,
        "picture": found.pictures.filter(ended_at=None).exists(),
        "zones": places(), "becomes_project": told_terms_of(found) is not None,
        "crumbs": [Crumb(label=_("My applications"), href=reverse("calls:applications"))],
    }  # fmt: skip
    return render(request, "calls/application.html", context)


def _reasons(application: Application) -> list[Any]:
    """The rules that the application was found not to meet, in words of the call."""
    own = application.checks.filter(stage=application.stage)
    finding = own.filter(is_confirmed=True, is_eligible=False).order_by("-confirmed_at").first()
    return list(application.call.rules.filter(code__in=finding.reasons)) if finding else []


@gate(can_write_application, of=application_at)
@require_safe
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What was handed in, as it was; its receipt, and what differs from the version before."""
    found: Application = request.found  # type: ignore[attr-defined]
    one = get_object_or_404(found.versions, number=number)
    call = calls_by_version(found.call).get(one.call_version) or call_applied_to(found.call)
    before = found.versions.filter(number__lt=number).order_by("-number").first()
    person: Any = request.user
    context = {
        "application": found, "version": one, "before": before, "answers": answers_shown(call, one.answers),
        "moment": moment_for(one.submitted_at, found.call.zone, person.zone),
        "differences": differences_shown(call, before, one), "crumbs": crumbs(found),
    }  # fmt: skip
    return render(request, "calls/version.html", context)


@gate(can_write_application, of=application_at)
@require_safe
def file(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """A file of the draft or of a version, or its picture; of no other application."""
    found: Application = request.found  # type: ignore[attr-defined]
    drafted = {value.get("file") for value in typed_in(found).values() if isinstance(value, dict)}
    drafted |= set(found.pictures.filter(ended_at=None).values_list("file", flat=True))
    if name not in drafted and not any(name in files_in(one.answers) for one in found.versions.all()):
        raise Http404
    return given(name)


def _done(request: HttpRequest, code: str, act: Callable[[], object], words: str) -> HttpResponse:
    """Do it, say so or why not, and go back to the page of the application."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, f"{refusal.reason} {refusal.remedy}".strip())
    else:
        messages.success(request, words)
    return redirect("calls:application", code)


@gate(can_write_application, of=application_at)
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    found: Application = request.found  # type: ignore[attr-defined]
    act = lambda: actions.withdraw_application(application=found, by=request.user)  # noqa: E731
    return _done(request, code, act, _("Withdrawn. What you wrote is kept."))


@gate(can_write_application, of=application_at)
@require_POST
def partners(request: HttpRequest, code: str) -> HttpResponse:
    found: Application = request.found  # type: ignore[attr-defined]
    names = request.POST.get("partners", "").replace("\x00", "").splitlines()
    act = lambda: actions.name_partners(application=found, names=names, by=request.user)  # noqa: E731
    return _done(request, code, act, _("Kept."))


@gate(can_write_application, of=application_at)
@require_POST
def relations(request: HttpRequest, code: str) -> HttpResponse:
    """Say the area, partner cities and sponsors, one a line."""
    found: Application = request.found  # type: ignore[attr-defined]
    names = {one.value: request.POST.get(one, "").replace("\x00", "").splitlines() for one in OF_ENTRIES}
    act = lambda: actions.name_relations(application=found, names=names, by=request.user)  # noqa: E731
    return _done(request, code, act, _("Kept."))


@gate(can_write_application, of=application_at)
@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    """Agree that it is told as a practice, or take that back."""
    found: Application = request.found  # type: ignore[attr-defined]
    if request.POST.get("do") == "stop":
        act, said = actions.stop_sharing, _("Noted: nothing new is made of it.")
    else:
        act, said = actions.share_application, _("Thank you. The secretariat prepares the practice.")
    return _done(request, code, lambda: act(application=found, by=request.user), said)


@gate(can_write_application, of=application_at)
@require_POST
def invite(request: HttpRequest, code: str) -> HttpResponse:
    found: Application = request.found  # type: ignore[attr-defined]

    def act() -> None:
        refuse_many_invitations(request)
        actions.invite_keeper(application=found, email=request.POST.get("email", ""), by=request.user)

    return _done(request, code, act, _("They can write the application now, and have a letter that says so."))


@gate(can_write_application, of=application_at)
@require_POST
def remove(request: HttpRequest, code: str) -> HttpResponse:
    found: Application = request.found  # type: ignore[attr-defined]
    keeper = number_in(request.POST.get("keeper", ""))
    act = lambda: actions.remove_keeper(application=found, keeper=keeper, by=request.user)  # noqa: E731
    return _done(request, code, act, _("They write the application no more."))


@gate(can_write_application, of=application_at)
@require_POST
def consent(request: HttpRequest, code: str) -> HttpResponse:
    found: Application = request.found  # type: ignore[attr-defined]
    number = number_in(request.POST.get("version", ""))
    act = lambda: actions.consent_to(application=found, number=number, by=request.user)  # noqa: E731
    return _done(request, code, act, _("Noted: you go on."))


@gate(can_write_application, of=application_at)
@require_POST
def appeal(request: HttpRequest, code: str) -> HttpResponse:
    found: Application = request.found  # type: ignore[attr-defined]
    text, person = request.POST.get("text", "").replace("\x00", ""), request.user
    act = lambda: actions.appeal_finding(application=found, text=text, by=person)  # type: ignore[arg-type]  # noqa: E731
    return _done(request, code, act, _("Your appeal is in. Somebody else looks at it."))
