"""The doors by which a form leaves as a workbook and comes back filled in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.design.answers import as_file
from metronome.design.words import direction_of
from metronome.ground.deposits import TYPES, deposit_table, deposited_table, throw_away_table
from metronome.ground.refusal import Refusal

from ..actions import keep_answers
from ..models import Application
from ..offline import MOST_BYTES, answers_from, form_workbook, told
from ..queries import application_at, call_answered_by, typed_in
from ..rules import can_write_application
from .writing import crumbs


@gate(can_write_application, of=application_at)
@require_safe
def take(request: HttpRequest, code: str) -> HttpResponse:
    """The form as a workbook, with what is typed so far."""
    found: Application = request.found  # type: ignore[attr-defined]
    is_rtl = direction_of(get_language() or "en") == "rtl"
    languages = [found.language, *found.languages]
    content = form_workbook(call_answered_by(found), typed_in(found), languages, is_right_to_left=is_rtl)
    return as_file(content, f"{found.code}.xlsx", TYPES["xlsx"])


@gate(can_write_application, of=application_at)
@require_POST
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """Take a filled-in form: all of it, or nothing and what is wrong with it, cell by cell."""
    found: Application = request.found  # type: ignore[attr-defined]
    person: Any = request.user
    try:
        refused = _brought(request, found, person)
    except Refusal as refusal:
        refused = [f"{refusal.reason} {refusal.remedy}".strip()]
    if not refused:
        messages.success(request, _("The answers of the file stand in the form."))
        return redirect("calls:form", code)
    context = {"application": found, "refused": refused, "crumbs": crumbs(found)}
    return render(request, "calls/brought.html", context, status=400)


def _brought(request: HttpRequest, application: Application, person: Any) -> list[str]:
    file = request.FILES.get("upload")
    name = deposit_table(file.read(MOST_BYTES + 1) if file else b"", most=MOST_BYTES // 1_000_000)
    try:
        path = deposited_table(name)
        assert path is not None  # noqa: S101 - it was kept a line ago
        call, languages = call_answered_by(application), [application.language, *application.languages]
        answers, refused = answers_from(path, call, languages)
    finally:
        throw_away_table(name)
    if not refused:
        mine = [question for question, _language in answers]
        keep_answers(application=application, answers=answers, seen=0, about={}, mine=mine, by=person)
    return told(refused)
