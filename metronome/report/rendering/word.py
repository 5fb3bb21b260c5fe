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
from metronome.report.parts import CHAPTERS

from .child import run
from .model import FIELDS, Content
from .pictures import draw

TEMPLATE = Path(__file__).parent / "templates" / "progress.docx"
PIXELS_AN_INCH = 160
#: How many characters a property of a Word file has room for.
PROPERTY = 255


def render_docx(content: Content, template: Path | bytes = TEMPLATE, *, checks: bool = False) -> bytes:
    """Fill the template with what the report says. The same content and template make the same bytes. `checks`: refuse
    it also for names that this content does not reach.

    Raises Refusal, saying what is wrong, for a template that cannot be filled.
    """
    drawn = draw(content, palette="print")
    svg = {"map": drawn.map, "days": drawn.days}
    if "progress" in content.order:
        svg |= {f"coverage.{number}": picture for number, picture in enumerate(drawn.coverage)}
    words = content.words
    alts = {
        "note": [words["days_alt"]],
        "listening": [words["map_alt"]],
        "progress": [words["coverage_alt"]] * len(drawn.coverage),
    }
    order = {
        "template": base64.b64encode(template if isinstance(template, bytes) else template.read_bytes()).decode(),
        "checks": checks,
        "data": {**to_plain(content), **_left_out(content), "chapters": to_plain(content.chapters)},
        "pictures": {**dict.fromkeys(svg, ""), **_as_png({name: one for name, one in svg.items() if one})},
        "alts": [alt for name in content.order for alt in alts.get(name, ())],
        "language": content.language,
        "direction": content.direction,
        "properties": {
            "title": content.title[:PROPERTY],
            "author": content.network[:PROPERTY],
            "subject": content.period_words[:PROPERTY],
            "moment": datetime.combine(content.period.last or date(2000, 1, 1), time(), UTC).isoformat(),
        },
    }
    try:
        return run("fill.py", order)
    except Refusal as refusal:
        raise _refused(refusal) from refusal


def _left_out(content: Content) -> dict[str, Any]:
    """Nothing in the place of the chapters that the edition leaves out: a template may print each by its name."""
    names = [name for name in CHAPTERS if name not in content.order]
    fields = {field: to_plain(getattr(content, field)) for name in names for field in FIELDS[name]}
    return {field: _nothing_like(value) for field, value in fields.items()}


def _nothing_like(value: Any) -> Any:
    if isinstance(value, dict) and "heading" in value:
        return {**value, "heading": "", "text": []}
    return [] if isinstance(value, list) else "" if isinstance(value, str) else None


def _as_png(pictures: dict[str, str]) -> dict[str, str]:
    """Pictures as PNG in base64."""
    made: dict[str, str] = json.loads(run("compile.py", {"pictures": pictures, "ppi": PIXELS_AN_INCH}))
    return made


def _refused(refusal: Refusal) -> Refusal:
    """What a child says, in words that help whoever wrote the template, and with the place of the fault."""
    start = refusal.reason.find("{")
    try:
        failure: dict[str, Any] = json.loads(refusal.reason[start:]) if start >= 0 else {}
    except ValueError:
        failure = {}
    detail = {"detail": failure.get("detail", "")}
    sentences = {
        "unsafe": _("The Word template tries to do more than to read the report: %(detail)s"),
        "undefined": _("The Word template asks for something that a report does not have: %(detail)s"),
        "syntax": _("A command in the Word template is not written as it should be: %(detail)s"),
        "file": _("The Word template cannot be read as a Word file: %(detail)s"),
        "endless": _("The Word template never comes to an end: %(detail)s"),
        "outside": _("The Word template fetches something from outside: %(detail)s"),
    }
    sentence = sentences.get(failure.get("kind", ""))
    place = failure.get("place", "")
    remedy = _("The place: “%(place)s”.") % {"place": place} if place else refusal.remedy
    return Refusal(sentence % detail if sentence else refusal.reason, field="template", remedy=remedy)
