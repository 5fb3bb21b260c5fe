"""The colours that a network may choose for itself, and whether words in them can be read (WCAG 2, level AA)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

#: The block "brand" of tokens.css.
TOKENS = ("brand", "brand-strong", "brand-tint", "on-brand", "cover", "cover-ink", "cover-ink-2", "cover-line")
SCHEMES = ("light", "dark")
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
#: The contrast that words need with what they stand on.
LEAST = 4.5
#: What stands on what.
PAIRS = (
    ("brand", "paper"),
    ("brand", "surface"),
    ("brand-strong", "paper"),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("brand-strong", "brand-tint"),
    ("ink", "brand-tint"),
    ("cover-ink", "cover"),
    ("cover-ink-2", "cover"),
    *((f"l{line}-cover", "cover") for line in range(1, 7)),
)
_TOKENS_CSS = Path(__file__).parent / "static" / "design" / "tokens.css"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A token whose words cannot be read on another (or under them), with a shade of it that could."""

    token: str
    colour: str
    other: str
    other_colour: str
    contrast: float
    would_do: str


@lru_cache(maxsize=1)
def platform_colours() -> Mapping[str, Mapping[str, str]]:
    """Every colour of the platform's own, by scheme."""
    text = _TOKENS_CSS.read_text(encoding="utf-8")
    light, _device, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.split(r"@media \(prefers-color-scheme: dark\)|\[data-theme=\"dark\"\]", text)
    )
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def unreadable(chosen: Mapping[str, str], scheme: str) -> Iterator[Unreadable]:
    """Where words could not be read with what a network chose; the rest is the platform's. Each chosen token is named
    at most once."""
    colours, named = {**platform_colours()[scheme], **chosen}, set()
    for words, ground in PAIRS:
        found = contrast(colours[words], colours[ground])
        token = words if words in chosen else ground
        if found < LEAST and token in chosen and token not in named:
            named.add(token)
            other = ground if token == words else words
            shade = _shade(colours[token], colours[other])
            yield Unreadable(token, colours[token], other, colours[other], found, shade)


def _shade(colour: str, other: str) -> str:
    """The shade of a colour nearest to it that has enough contrast with the other."""
    towards = (0, 0, 0) if luminance(other) > 0.18 else (255, 255, 255)
    for step in range(101):
        mixed = [round(part + (end - part) * step / 100) for part, end in zip(_parts(colour), towards, strict=True)]
        shade = "#{:02x}{:02x}{:02x}".format(*mixed)
        if contrast(shade, other) >= LEAST:
            return shade
    return "#{:02x}{:02x}{:02x}".format(*towards)


def _parts(colour: str) -> tuple[int, int, int]:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
