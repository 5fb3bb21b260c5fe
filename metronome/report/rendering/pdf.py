"""A report as PDF: tagged (PDF/UA-1), archivable (PDF/A-3a), its manifest attached, the same bytes each time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from metronome.ground.frozen import to_plain

from .child import conversation, run
from .fonts import printable
from .model import Content
from .pictures import days_of_statement, draw, on_cover
from .statement import StatementContent

_WORDS = re.compile(r"<text\b[^>]*>[^<]*</text>")


def render_pdf(content: Content, manifest: bytes, *, timestamp: int | None = None) -> bytes:
    """Typeset a report with its manifest attached. The manifest changes no page.

    `timestamp` (seconds) is the moment that the file names as that of its making; without one it is the last day of
    the period, since it must not be the moment at which the file happens to be made.

    Raises Refusal when it cannot be typeset.
    """
    if timestamp is None:
        timestamp = _moment(content.period.last)
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


def statement_data(content: StatementContent) -> dict[str, Any]:
    """What the template of statements is given."""
    drawn = _without_joined_letters(days_of_statement(content, "print", width=720))
    plain: dict[str, Any] = _printable({**to_plain(content), "pictures": {"days": drawn}})
    return plain


@contextmanager
def typesetter() -> Iterator[Callable[[dict[str, Any], bytes, date | None], bytes]]:
    """Sets statements one after the other by one compiler: what the template is given, the manifest to attach, and the
    last day of the period, which the file names as the moment of its making.

    Setting one raises Refusal when it cannot be typeset.
    """
    with conversation("compile.py") as ask:

        def typeset(data: dict[str, Any], manifest: bytes, last: date | None) -> bytes:
            order = {"template": "statement.typ", "data": data, "manifest": manifest.decode()}
            return ask({**order, "timestamp": _moment(last)})

        yield typeset


def _moment(last: date | None) -> int:
    """The moment that a file names as that of its making: not that at which it happens to be made."""
    return int(datetime.combine(last, time(), UTC).timestamp()) if last else 0


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
