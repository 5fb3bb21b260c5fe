"""Answers that are no page: a file to take along, and the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse

from metronome.ground.deposits import SHOWN, TYPES, deposited
from metronome.ground.sheet import csv_file


def as_file(content: bytes | str, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> HttpResponse:
    """A table, for spreadsheets."""
    return as_file(csv_file(columns, rows), name, "text/csv; charset=utf-8")


def refused(*reasons: object) -> HttpResponse:
    """Why an address gives no file, in a line of text."""
    words = " ".join(str(reason) for reason in reasons)
    return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")


def given(name: str) -> FileResponse:
    """A file that was handed in, as what it is; what a browser should not show by itself is to be kept."""
    found = deposited(name)
    if found is None:
        raise Http404
    kind = Path(name).suffix.removeprefix(".")
    return FileResponse(found.open("rb"), content_type=TYPES[kind], as_attachment=kind not in SHOWN, filename=name)
