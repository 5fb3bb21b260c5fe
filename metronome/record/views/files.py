"""The doors of evidence that was handed in as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate, public
from metronome.design.answers import given
from metronome.ground.refusal import Refusal

from ..actions import keep_file
from ..queries import is_public_file
from ..rules import can_note_activities


def person(request: HttpRequest) -> Any:
    return request.user


@gate(can_note_activities)
def evidence_file(_request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of evidence, for whoever keeps the record."""
    return given(name)


@public
def public_file(_request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """A file of evidence of a published activity, where it was opened to the public."""
    if not is_public_file(code, name):
        raise Http404
    return given(name)


@gate(can_note_activities)
@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    """Keep files that are handed in: the rows of the form in which they stand."""
    rows, refused = [], []
    for file in request.FILES.getlist("upload"):
        try:
            rows.append(keep_file(file=file, by=person(request)))
        except Refusal as refusal:
            refused.append(f"{file.name}: {refusal.reason} {refusal.remedy}")
    return render(request, "record/note_files.html", {"files": rows, "refused": refused})
