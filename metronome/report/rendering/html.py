"""A report as one file for a browser: no script, nothing fetched, the same bytes each time."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

import metronome.design

from .model import Content
from .pictures import draw

STATIC = Path(metronome.design.__file__).parent / "static" / "design"
#: Style sheets in the order in which they lie over each other; Pico is the layer below.
SHEETS = ("tokens.css", "metronome.css")
#: The letters that most pages need come along; others are shown by the reader's own fonts.
FACES = re.compile(r'@font-face \{[^}]*url\("(vendor/fonts/[a-z0-9-]+-latin-[a-z0-9-]+\.woff2)"\)[^}]*\}')


def render_html(content: Content) -> bytes:
    """The report as a page that stands alone."""
    context = {
        "content": content,
        "pictures": draw(content, palette="class", width=None),
        "language": content.language,
        "direction": content.direction,
        "style": style(),
        "stands_alone": True,
    }
    with translation.override(content.language):
        page = render_to_string("report/standalone.html", context)
    return page.encode()


@cache
def style() -> SafeString:
    """Fonts and style sheets of the design as one text."""
    pico = (STATIC / "vendor" / "pico.min.css").read_text(encoding="utf-8")
    sheets = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in SHEETS)
    sheets += (Path(__file__).parent.parent / "static" / "report" / "report.css").read_text(encoding="utf-8")
    sheets = re.sub(r"@import url\([^)]*\)[^;]*;", "", sheets)
    faces = (STATIC / "fonts.css").read_text(encoding="utf-8")
    embedded = "\n".join(_embedded(face) for face in FACES.finditer(faces) if "italic" not in face[1])
    return mark_safe(f"{embedded}\n@layer pico {{\n{pico}\n}}\n{sheets}")  # noqa: S308 - our own files


def _embedded(face: re.Match[str]) -> str:
    data = base64.b64encode((STATIC / face[1]).read_bytes()).decode()
    return face[0].replace(f'url("{face[1]}")', f'url("data:font/woff2;base64,{data}")')
