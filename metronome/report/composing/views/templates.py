"""The Word file of which reports are made: looked at, taken along, handed in, left."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.accounts.queries import names_of
from metronome.design.answers import as_file
from metronome.ground.refusal import Refusal
from metronome.report.editions.build import word_template
from metronome.report.kinds import PROGRESS
from metronome.report.models import WordTemplate
from metronome.report.rules import can_compose_editions
from metronome.report.shown import TYPES

from ..actions import leave_template, take_template
from ..templates import refuse_template
from .doors import crumbs, done, said, whoever

KIND = PROGRESS
#: How many of those handed in before are listed.
LISTED = 20


@gate(can_compose_editions)
def word(request: HttpRequest) -> HttpResponse:
    """The Word template in use and those before it; another is handed in here."""
    fault = hand_in(request) if request.method == "POST" else ""
    if request.method == "POST" and not fault:
        return redirect("report:word")
    kept = list(WordTemplate.objects.filter(kind=KIND)[:LISTED])
    names = names_of(one.by for one in kept)
    context = {
        "templates": [(one, names.get(one.by, one.by)) for one in kept],
        "fault": fault,
        "most": settings.UPLOAD_LIMIT,
        "crumbs": crumbs(),
    }
    return render(request, "report/composing/word.html", context, status=400 if fault else 200)


def hand_in(request: HttpRequest) -> str:
    """Take the file that was handed in; the reason where it is refused."""
    file = request.FILES.get("template")
    if file is None:
        return gettext("Choose a Word file first.")
    # Whoever sends more than is taken is not read to the end.
    content = file.read(settings.UPLOAD_LIMIT * 1_000_000 + 1)
    try:
        refuse_template(content=content)
    except Refusal as refusal:
        return said(refusal)
    words = gettext("Taken. Word files of reports are made of it from now on.")
    done(request, lambda: take_template(kind=KIND, content=content, label=str(file.name), by=whoever(request)), words)
    return ""


@gate(can_compose_editions)
@require_safe
def word_file(request: HttpRequest) -> HttpResponse:
    """The Word template in use, to be changed in Word."""
    return as_file(word_template().read_bytes(), "progress.docx", TYPES["docx"])


@gate(can_compose_editions)
@require_POST
def leave_word(request: HttpRequest) -> HttpResponse:
    """Use the Word template that comes along again."""
    words = gettext("The template that comes along is in use again.")
    done(request, lambda: leave_template(kind=KIND, by=whoever(request)), words)
    return redirect("report:word")
