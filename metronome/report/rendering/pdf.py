"""A report as PDF: tagged (PDF/UA-1), archivable (PDF/A-3a), its manifest attached, the same bytes each time."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, time
from typing import Any

from metronome.ground.frozen import to_plain

from .child import run
from .fonts import printable
from .model import Content
from .pictures import draw, on_cover

_WORDS = re.compile(r"<text\b[^>]*>[^<]*</text>")


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
            "cover": _without_joined_letters(on_cover(content)),
            "map": pictures.map,
            "days": _without_joined_letters(pictures.days),
            "coverage": [_without_joined_letters(picture) for picture in pictures.coverage],
        },
    }
    order = {
        "template": "report.typ",
        "data": _printable(data),
        "manifest": manifest.decode(),
        "timestamp": timestamp,
    }
    return run("compile.py", order)


def _without_joined_letters(svg: str) -> str:
    """The picture without words whose letters join (Arabic, Persian, Urdu ...): typst cannot say which letters such a
    word in a picture is made of, and an archivable PDF must. The caption and the words beside the picture stand."""
    return _WORDS.sub(lambda found: "" if any(map(_joins, found[0])) else found[0], svg)


def _joins(letter: str) -> bool:
    return unicodedata.bidirectional(letter) == "AL"


def _printable(data: Any) -> Any:
    """The data with every text in characters that a font has."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, list):
        return [_printable(item) for item in data]
    if isinstance(data, dict):
        return {key: _printable(item) for key, item in data.items()}
    return data
