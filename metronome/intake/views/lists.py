"""The doors to lists as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from metronome.accounts.gate import gate, signed_in
from metronome.design.answers import as_file, refused
from metronome.desk.rules import can_keep
from metronome.ground.refusal import Refusal

from ..lists.catalogue import LISTINGS
from ..lists.exporting import FORMATS, TYPES, export_file
from ..lists.exporting import template as template_of


@signed_in
def export(request: HttpRequest, kind: str, format: str) -> HttpResponse:
    """A list as a file: all of it for whoever keeps the record, what is public for everybody else."""
    if kind not in LISTINGS or format not in FORMATS:
        raise Http404
    try:
        content = export_file(LISTINGS[kind], format, all=can_keep(request.user))
    except Refusal as refusal:
        return refused(refusal.reason, refusal.remedy)
    return as_file(content, f"{kind}.{format}", TYPES[format])


@gate(can_keep)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty workbook of a list, to fill in and hand in."""
    if kind not in LISTINGS:
        raise Http404
    try:
        content = template_of(LISTINGS[kind])
    except Refusal as refusal:
        return refused(refusal.reason, refusal.remedy)
    return as_file(content, f"{kind}-template.xlsx", TYPES["xlsx"])
