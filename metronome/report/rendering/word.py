"""A report as a Word file, made from a template that staff open and edit in Word."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.frozen import to_plain
from metronome.ground.refusal import Refusal

from .child import run
from .model import Content
from .pictures import draw

TEMPLATE = Path(__file__).parent / "templates" / "progress.docx"
PIXELS_AN_INCH = 160


def render_docx(content: Content, template: Path = TEMPLATE) -> bytes:
    """Fill the template with what the report says. The same content and template make the same bytes.

    Raises Refusal, saying what is wrong, for a template that cannot be filled.
    """
    drawn = draw(content, palette="print")
    svg = {"map": drawn.map, "days": drawn.days}
    svg |= {f"coverage.{number}": picture for number, picture in enumerate(drawn.coverage)}
    words = content.words
    order = {
        "template": base64.b64encode(template.read_bytes()).decode(),
        "data": {**to_plain(content), "chapters": to_plain(content.chapters)},
        "pictures": {**dict.fromkeys(svg, ""), **_as_png({name: one for name, one in svg.items() if one})},
        "alts": [words["days_alt"], words["map_alt"], *[words["coverage_alt"]] * len(drawn.coverage)],
        "language": content.language,
        "direction": content.direction,
        "properties": {
            "title": content.title,
            "author": content.network,
            "subject": content.period_words,
            "moment": datetime.combine(content.period.last or date(2000, 1, 1), time(), UTC).isoformat(),
        },
    }
    try:
        return run("fill.py", order)
    except Refusal as refusal:
        raise Refusal(_reason(refusal.reason), field="template", remedy=refusal.remedy) from refusal


def _as_png(pictures: dict[str, str]) -> dict[str, str]:
    """Pictures as PNG in base64."""
    made: dict[str, str] = json.loads(run("compile.py", {"pictures": pictures, "ppi": PIXELS_AN_INCH}))
    return made


def _reason(said: str) -> str:
    """What a child says, in words that help whoever wrote the template."""
    start = said.find("{")
    try:
        failure: dict[str, Any] = json.loads(said[start:]) if start >= 0 else {}
    except ValueError:
        failure = {}
    detail = {"detail": failure.get("detail", "")}
    sentences = {
        "unsafe": _("The Word template tries to do more than to read the report: %(detail)s"),
        "undefined": _("The Word template asks for something that a report does not have: %(detail)s"),
        "syntax": _("A command in the Word template is not written as it should be: %(detail)s"),
        "file": _("The Word template cannot be read as a Word file: %(detail)s"),
        "endless": _("The Word template never comes to an end: %(detail)s"),
    }
    sentence = sentences.get(failure.get("kind", ""))
    return sentence % detail if sentence else said
