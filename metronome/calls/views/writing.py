"""The doors where a city writes its application and hands it in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from metronome.accounts.gate import gate
from metronome.design.parts import Crumb
from metronome.desk.keeping import keeping, sealing, typed_before
from metronome.ground.refusal import Refusal
from metronome.ground.web import number_in
from metronome.network.queries import network_languages

from ..actions import (
    Kept,
    attach_file,
    hand_in_to_be_told,
    keep_answers,
    submit_application,
    take_file_away,
)
from ..answers import missing, settled
from ..applied import answers_shown, deadline_of, form_shown
from ..forms import about_from, countries, typed_from
from ..given import GivenCall
from ..models import Application, ApplicationVersion
from ..queries import application_at, call_answered_by, typed_in
from ..rules import can_write_application


@sealing
@gate(can_write_application, of=application_at)
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, code: str) -> HttpResponse:
    """The form of the call with what was typed; kept as one types, and whenever a button is pressed."""
    application: Application = request.found  # type: ignore[attr-defined]
    call = call_answered_by(application)
    if request.method != "POST":
        return _form(request, application, call)
    try:
        kept = _keep(request, application, call)
        _files(request, application, call)
    except Refusal as refusal:
        return _form(request, application, call, refusal=refusal, status=400)
    wish = request.POST.get("do", "")
    if kept.met or wish.startswith("row:") or request.POST.get("more") == "again":
        application.refresh_from_db()
        return _form(request, application, call, kept=kept, more=wish.removeprefix("row:"))
    if wish == "next":
        return redirect("calls:hand_in", code)
    messages.success(request, _("Kept."))
    return redirect("calls:form", code)


def _keep(request: HttpRequest, application: Application, call: GivenCall) -> Kept:
    person: Any = request.user
    languages = [application.language, *application.languages]
    return keep_answers(
        application=application,
        answers=typed_from(request.POST, call, languages),
        seen=number_in(request.POST.get("draft", "")),
        about=about_from(request.POST, network_languages(), application.language),
        mine=request.POST.getlist("mine"),
        by=person,
    )


def _files(request: HttpRequest, application: Application, call: GivenCall) -> None:
    person: Any = request.user
    for question in call.questions:
        for file in request.FILES.getlist(f"a-{question.code}")[:1]:
            attach_file(application=application, question=question.code, file=file, by=person)
    for code in request.POST.getlist("without"):
        take_file_away(application=application, question=code, by=person)


def _form(
    request: HttpRequest,
    application: Application,
    call: GivenCall,
    *,
    kept: Kept | None = None,
    refusal: Refusal | None = None,
    more: str = "",
    status: int = 200,
) -> HttpResponse:
    languages = [application.language, *application.languages]
    typed = _typed_now(request, application, call, kept=kept, is_refused=refusal is not None)
    shown = form_shown(call, typed, languages, met=kept.met if kept else None, more=more)
    seen = number_in(request.POST.get("draft", "")) if kept and kept.met else application.saved
    context = {
        "application": application, "call": call, "shown": shown, "refusal": refusal, "languages": languages,
        "further": [code for code in network_languages() if code != application.language],
        "countries": countries(), "crumbs": crumbs(application), "met": bool(kept and kept.met),
        "deadline": deadline_of(application.call, timezone.now(), request.user, step=application.stage),
        "keeping": keeping(
            request, "applications", identity=application.code, draft=str(seen),
            address=reverse("calls:keep", args=[application.code]),
        ),
    }  # fmt: skip
    return render(request, "calls/form.html", context, status=status)


def _typed_now(
    request: HttpRequest, application: Application, call: GivenCall, *, kept: Kept | None, is_refused: bool
) -> dict[tuple[str, str], Any]:
    """What stands in the boxes: what is kept, and over it what was refused, what was sent while signed out, or what
    met the words of somebody else."""
    languages, typed = [application.language, *application.languages], typed_in(application)
    before: Any = request.POST if is_refused else None
    if before is None and request.method == "GET":
        before = typed_before(request, "applications")
    if before is not None:
        return typed | typed_from(before, call, languages)
    if kept and kept.met:
        written = typed_from(request.POST, call, languages)
        typed |= {place: written[place] for place in kept.met if place in written}
    return typed


@gate(can_write_application, of=application_at)
@require_POST
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what the page sends while somebody types; say when, or what others wrote meanwhile."""
    application: Application = request.found  # type: ignore[attr-defined]
    call = call_answered_by(application)
    try:
        kept = _keep(request, application, call)
    except Refusal as refusal:
        return HttpResponse(refusal.reason, status=400, content_type="text/plain; charset=utf-8")
    seen = number_in(request.POST.get("draft", "")) if kept.met else kept.saved
    labels = [one.label for one in call.questions if any(place[0] == one.code for place in kept.met)]
    application.refresh_from_db()
    shown = form_shown(call, typed_in(application), [application.language, *application.languages])
    context = {"saved": seen, "now": timezone.now(), "met": labels, "shown": shown}
    return render(request, "calls/kept.html", context)


@gate(can_write_application, of=application_at)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, code: str) -> HttpResponse:
    """Everything as it will be read, what is missing, the deadline; and the button that hands it in."""
    arrived, person = timezone.now(), request.user
    application: Application = request.found  # type: ignore[attr-defined]
    refusal = None
    if request.method == "POST":
        try:
            version = _handed_in(request, application, arrived)
        except Refusal as error:
            refusal = error
            application.refresh_from_db()
        else:
            messages.success(request, _("Handed in. The receipt is on its way to you by mail too."))
            return redirect("calls:version", code, version.number)
    call = call_answered_by(application)
    languages, typed = [application.language, *application.languages], typed_in(application)
    lacking = missing(call, typed, languages)
    context = {
        "application": application, "shown": form_shown(call, typed, languages), "refusal": refusal,
        "deadline": deadline_of(application.call, timezone.now(), person, step=application.stage),
        "crumbs": crumbs(application),
        "is_moderated": application.call.is_moderated,
        "is_related": application.relations.filter(is_declared=True).exists(),
        "answers": [] if lacking else answers_shown(call, settled(call, typed, languages)),
    }  # fmt: skip
    return render(request, "calls/hand_in.html", context, status=400 if refusal else 200)


def _handed_in(request: HttpRequest, application: Application, arrived: datetime) -> ApplicationVersion:
    """Where nothing is scored, what is handed in is published once it was accepted: its city agrees to that."""
    person: Any = request.user
    if not application.call.is_moderated:
        return submit_application(application=application, at=arrived, by=person)
    agrees = request.POST.get("agrees") == "yes"
    return hand_in_to_be_told(application=application, agrees=agrees, at=arrived, by=person)


def crumbs(application: Application) -> list[Crumb]:
    return [
        Crumb(label=_("My applications"), href=reverse("calls:applications")),
        Crumb(label=application.title, href=reverse("calls:application", args=[application.code])),
    ]
