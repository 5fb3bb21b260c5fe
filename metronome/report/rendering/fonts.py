"""The fonts of printed documents: where they lie, in which order they are asked, and which characters they have."""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from functools import cache

from metronome.design.raster import FONTS

FOLDER = FONTS
#: What has no shape of its own: joiners, directions, variation selectors, soft hyphen, control characters.
SHAPELESS = ("Cc", "Cf", "Mn", "Zl", "Zp")


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    ranges = json.loads((FOLDER / "coverage.json").read_text(encoding="utf-8"))
    return tuple(first for first, _ in ranges), tuple(last for _, last in ranges)


def characters_without_font(text: str) -> set[str]:
    """The characters of a text that no font of a document can show."""
    return {character for character in set(text) if not _is_covered(character)}


@cache
def _is_covered(character: str) -> bool:
    firsts, lasts = _ranges()
    place = bisect_right(firsts, ord(character)) - 1
    if place >= 0 and ord(character) <= lasts[place]:
        return True
    return unicodedata.category(character) in SHAPELESS and not unicodedata.combining(character)


def printable(text: str) -> str:
    """The text with a box and the code in place of each character without a font: seen, and no reason to stop.

    Control characters, which no document may hold, are dropped.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


@cache
def _shown(character: str) -> str:
    if character == "\n":
        return character
    if character == "\t":
        return " "
    if unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn"):
        return "" if unicodedata.category(character) == "Cc" else f"☐U+{ord(character):04X}"
    return character if _is_covered(character) else f"☐U+{ord(character):04X}"
