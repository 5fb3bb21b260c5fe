"""A report as PDF: tagged (PDF/UA-1), archivable (PDF/A-3a), its manifest attached, the same bytes each time."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from metronome.ground.frozen import to_plain

from .child import run
from .fonts import printable
from .model import Content
from .pictures import draw, on_cover


def render_pdf(content: Content, manifest: bytes, *, timestamp: int | None = None) -> bytes:
    """Typeset a report with its manifest attached. The manifest changes no page.

    `timestamp` (seconds) is the moment that the file names as that of its making; without one it is the last day of
    the period, since it must not be the moment at which the file happens to be made.

    Raises Refusal when it cannot be typeset.
    """
    last = content.period.last
    if timestamp is None:
        timestamp = int(datetime.combine(last, time(), UTC).timestamp()) if last else 0
    pictures = draw(content, palette="print")
    data = {
        **to_plain(content),
        "pictures": {
            "cover": on_cover(content),
            "map": pictures.map,
            "days": pictures.days,
            "coverage": list(pictures.coverage),
        },
    }
    order = {
        "template": "report.typ",
        "data": _printable(data),
        "manifest": manifest.decode(),
        "timestamp": timestamp,
    }
    return run("compile.py", order)


def _printable(data: Any) -> Any:
    """The data with every text in characters that a font has."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, list):
        return [_printable(item) for item in data]
    if isinstance(data, dict):
        return {key: _printable(item) for key, item in data.items()}
    return data
