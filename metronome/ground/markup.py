"""The small markup of narrative texts: paragraphs, emphasis, links, and figures by reference. Nothing else is markup,
so whatever else is written stands as it was written.

    An empty line begins a paragraph. *words* are emphasised, **words** strong, [words](https://example.org) a link,
    and {figure:members.activated} is the number of that figure, set in when the text is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Style(StrEnum):
    PLAIN = ""
    EMPHASIS = "em"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one style; with a link, or standing for a figure, never both."""

    text: str
    style: Style = Style.PLAIN
    href: str = ""
    figure: str = ""


Paragraph = tuple[Piece, ...]

_BREAK = re.compile(r"\n[ \t]*\n\s*")
_MARK = re.compile(
    r"\{figure:(?P<figure>[a-z0-9_.]+)\}"
    r"|\[(?P<words>[^\[\]\n]+)\]\((?P<href>https?://[^\s()<>\"']+)\)"
    r"|\*\*(?=\S)(?P<strong>[^*\n]+)(?<=\S)\*\*"
    r"|(?<![\w*])\*(?=\S)(?P<em>[^*\n]+)(?<=\S)\*(?![\w*])"
)


def paragraphs(source: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a narrative text."""
    parts = (" ".join(part.split()) for part in _BREAK.split(source.strip()))
    return tuple(tuple(_pieces(part)) for part in parts if part)


def figures_in(source: str) -> tuple[str, ...]:
    """The ids of the figures that a text refers to, in order."""
    return tuple(piece.figure for paragraph in paragraphs(source) for piece in paragraph if piece.figure)


def _pieces(text: str, style: Style = Style.PLAIN) -> Iterator[Piece]:
    end = 0
    for mark in _MARK.finditer(text):
        if mark.start() > end:
            yield Piece(text[end : mark.start()], style)
        if figure := mark["figure"]:
            yield Piece("", style, figure=figure)
        elif href := mark["href"]:
            yield Piece(mark["words"], style, href=href)
        elif strong := mark["strong"]:
            yield from _pieces(strong, Style.STRONG)
        else:
            yield from _pieces(mark["em"], Style.EMPHASIS)
        end = mark.end()
    if end < len(text):
        yield Piece(text[end:], style)


def to_html(source: str) -> SafeString:
    """A text without figures as HTML, everything escaped; a figure stands as its reference."""
    return format_html_join(
        "", "<p>{}</p>", ((format_html_join("", "{}", ((_html(p),) for p in par)),) for par in paragraphs(source))
    )


def _html(piece: Piece) -> SafeString:
    shown = format_html("{}", piece.text or f"{{figure:{piece.figure}}}")
    if piece.href:
        shown = format_html('<a href="{}">{}</a>', piece.href, shown)
    return format_html("<{0}>{1}</{0}>", piece.style, shown) if piece.style else shown
