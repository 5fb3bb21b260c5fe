"""What all pictures draw with: shapes as escaped SVG text, in one of two palettes and one of two directions.

On a page a shape carries a class and metronome.css colours it (light, dark, forced colours, paper); for PDF, Word
and image files the same shape carries its colours itself. Neither uses a style attribute, which the content
security policy forbids.
"""

import textwrap
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any, Literal

from django.utils.safestring import SafeString

Palette = Literal["class", "print"]
#: Gives again, or makes, a part of a picture that is the same whatever is marked; the key says what it follows from.
Keep = Callable[[Hashable, Callable[[], Any]], Any]
Direction = Literal["ltr", "rtl"]
Anchor = Literal["start", "middle", "end"]

LINES = ("#0b5563", "#14578f", "#71327f", "#735600", "#3f6618", "#4a47a6", "#7b4a2e")
INK, MUTED, LINE, HATCH, SURFACE, PAPER = "#16222a", "#566268", "#78837c", "#aab3ab", "#ffffff", "#ffffff"
NOW = "#bf3415"
SANS = {"font-family": "IBM Plex Sans", "font-size": "13"}
MONO = {"font-family": "IBM Plex Mono", "font-size": "11"}
# Letters over hatching.
HALO = {"paint-order": "stroke", "stroke": SURFACE, "stroke-width": "3", "stroke-linejoin": "round"}
OF_LINE = "of the line"

# What each class of metronome.css means in print; OF_LINE stands for the colour of the line of the plan.
PRINT: dict[str, dict[str, str]] = {
    "p-text": SANS | {"fill": INK},
    "p-text--muted": SANS | {"fill": MUTED},
    "p-text--strong": SANS | {"fill": INK, "font-size": "14", "font-weight": "600"},
    "p-text--on": SANS | {"fill": SURFACE, "font-weight": "600"},
    "p-code": MONO | {"fill": SURFACE},
    "p-text--silent": SANS | HALO | {"fill": "#424f56", "font-weight": "600"},
    "p-code--silent": MONO | HALO | {"fill": "#424f56"},
    "p-code--line": MONO | {"fill": OF_LINE, "font-size": "13"},
    "p-tick": {"stroke": LINE, "stroke-width": "1"},
    "p-day": {"stroke": OF_LINE, "stroke-width": "3"},
    "p-month": {"stroke": OF_LINE, "stroke-width": "4"},
    "p-now": {"fill": NOW},
    "p-cell": {"fill": OF_LINE},
    "p-bar": {"fill": "#1b6e7c"},
    "p-bar--line": {"fill": OF_LINE},
    "p-bar--rest": {"fill": "#ecefe8"},
    "p-silent": {"fill": SURFACE},
    "p-silent--hatch": {"fill": "url(#hatch)", "stroke": HATCH, "stroke-width": "1"},
    "p-land": {"fill": "#e2e6dd"},
    "p-dot": {"fill": LINES[0], "stroke": PAPER, "stroke-width": "0.8"},
    "p-ring": {"fill": PAPER, "stroke": MUTED, "stroke-width": "1.3"},
    "p-known": {"stroke": LINES[0], "stroke-width": "6"},
    "p-open": {"stroke": LINES[0], "stroke-width": "2", "stroke-dasharray": "2 5"},
    "p-stated": {"stroke": INK, "stroke-width": "2"},
    "p-series": {"fill": "none", "stroke": LINES[0], "stroke-width": "2.5"},
    "p-series--ahead": {"fill": "none", "stroke": LINES[0], "stroke-width": "2.5", "stroke-dasharray": "5 4"},
    "p-other": {"fill": "none", "stroke": LINE, "stroke-width": "1.5"},
    "p-other--ahead": {"fill": "none", "stroke": LINE, "stroke-width": "1.5", "stroke-dasharray": "2 4"},
    "p-grid": {"stroke": "#d6dbd2", "stroke-width": "1"},
    "p-turn": {"stroke": NOW, "stroke-width": "1.5"},
    "p-text--now": SANS | {"fill": NOW},
    "p-text--brand": SANS | {"fill": LINES[0], "font-weight": "600"},
    "p-text--halo": SANS | HALO | {"fill": INK, "font-weight": "600"},
    "p-hit": {"fill": "none"},
    "p-spot": {"fill": "#4f9aa3", "fill-opacity": "0.75", "stroke": PAPER, "stroke-width": "0.8"},
    "p-dot--marked": {"fill": NOW, "stroke": PAPER, "stroke-width": "1.2"},
    "p-size": {"fill": "#1b6e7c", "fill-opacity": "0.8", "stroke": PAPER, "stroke-width": "0.8"},
    "p-size--in": {"fill": "none", "stroke": "#424f56", "stroke-width": "1.6"},
    "p-size--marked": {"fill": NOW, "stroke": PAPER, "stroke-width": "1.2"},
    "p-none": {"fill": "none", "stroke": MUTED, "stroke-width": "1.2", "stroke-dasharray": "2 2"},
    "p-bin": {"fill": "#94c4c4"},
    "p-bin--marked": {"fill": LINES[0]},
}
HATCHING = SafeString(
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<line x1="0" x2="0" y1="0" y2="5" stroke="{HATCH}" stroke-width="1"/></pattern></defs>'
)


def place_of_line(line: int) -> int:
    """The place in the row of six line colours: 1..6, then again from 1; 0 is no line."""
    return (line - 1) % (len(LINES) - 1) + 1 if line > 0 else 0


def element(name: str, content: str = "", /, **attributes: object) -> SafeString:
    """One SVG element; a trailing underscore of a name is dropped, others become hyphens; None is left out."""
    # Written by hand rather than with format_html, which takes ten times as long for a map of a hundred dots.
    given = [f' {attribute(key)}="{quoted(value)}"' for key, value in attributes.items() if value is not None]
    written = "".join(given)
    if not content:
        return SafeString(f"<{name}{written}/>")
    return SafeString(f"<{name}{written}>{content if type(content) is SafeString else escape(content)}</{name}>")


@cache
def attribute(key: str) -> str:
    """The SVG name of a Python keyword."""
    return key.rstrip("_").replace("_", "-")


def drawn_anew(_key: Hashable, make: Callable[[], Any]) -> Any:
    """Keeps nothing."""
    return make()


def quoted(value: object) -> str:
    """A number with at most two decimals, words escaped."""
    if isinstance(value, float):
        return f"{round(value, 2) + 0:g}"
    return str(value) if isinstance(value, int) else escape(str(value))


def lines_of(words: str, width: float, size: float = 13) -> list[str]:
    """The words in lines that fit the width, by a guess of the width of letters that errs on the wide side."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in words) > len(words) / 2
    return textwrap.wrap(words, max(4, int(width / (size * (1.0 if wide else 0.55))))) or [""]


@dataclass(frozen=True, kw_only=True)
class Pen:
    """Draws on a sheet of the given width; in rtl every x is mirrored, so that callers think from the start."""

    width: float
    palette: Palette = "class"
    direction: Direction = "ltr"
    # A fluid sheet is 100 wide and stretches with the page; heights, strokes and letters do not.
    fluid: bool = False

    def x(self, x: float) -> object:
        mirrored = self.width - x if self.direction == "rtl" else float(x)
        return f"{quoted(mirrored)}%" if self.fluid else mirrored

    def at(self, x: float) -> float:
        """The same as a number, on a sheet that does not stretch."""
        return self.width - x if self.direction == "rtl" else float(x)

    def paint(self, name: str, line: int = 0) -> dict[str, object]:
        """The attributes that colour a shape: its class, or in print what the class means."""
        place = place_of_line(line)
        if self.palette == "class":
            return {"class_": f"{name} l{place}" if line else name}
        meant = PRINT[name].items()
        return {key.replace("-", "_"): LINES[place] if value == OF_LINE else value for key, value in meant}

    def stroke(self, x: float, top: float, bottom: float, name: str, line: int = 0) -> SafeString:
        """An upright line."""
        return element("line", x1=self.x(x), x2=self.x(x), y1=top, y2=bottom, **self.paint(name, line))

    def level(self, start: float, end: float, y: float, name: str) -> SafeString:
        """A line that lies."""
        return element("line", x1=self.x(start), x2=self.x(end), y1=y, y2=y, **self.paint(name))

    def box(self, x: float, y: float, width: float, height: float, name: str, line: int = 0) -> SafeString:
        left = self.x(x + width) if self.direction == "rtl" else self.x(x)
        return element("rect", x=left, y=y, width=float(width), height=height, rx=1, **self.paint(name, line))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        name: str = "p-text",
        *,
        line: int = 0,
        anchor: Anchor = "start",
        inset: float = 0,
        only: str | None = None,
    ) -> SafeString:
        """Words at a place; inset moves them from it towards the end of the line; only is a class of widths."""
        rtl = self.direction == "rtl"
        # Browsers turn "start" round by the direction of the page, other renderers do not; so it is said here, and
        # the words carry their own direction between isolates (RLI, PDI).
        turned: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
        attributes = self.paint(name, line)
        if only and self.palette == "class":
            attributes["class_"] = f"{attributes['class_']} {only}"
        return element(
            "text",
            f"\u2067{words}\u2069" if rtl else words,
            x=self.x(x),
            y=y,
            dx=(-inset if rtl else inset) or None,
            text_anchor=turned[anchor] if rtl else (None if anchor == "start" else anchor),
            **attributes,
        )

    def drawing(
        self, height: float, sentence: str, shapes: Sequence[str], *, links: Sequence[str] = (), box: str | None = None
    ) -> SafeString:
        """The whole picture. Shapes are one image that the sentence describes; links stand over it.

        Links are for the pointer only, since the table beside the picture has the same ones for everybody: dozens
        of dots would stand in the way of the keyboard.
        """
        image = SafeString("".join(shapes))
        over = SafeString("".join(links))
        defs = HATCHING if self.palette == "print" and "url(#hatch)" in image + over else ""
        if links:
            image = element("g", image, role="img", aria_label=sentence) + element("g", over, aria_hidden="true")
        size = {"width": "100%" if self.fluid else self.width, "height": height}
        return element(
            "svg",
            SafeString(defs + image),
            xmlns="http://www.w3.org/2000/svg",
            **size,
            viewBox=None if self.fluid else box or f"0 0 {self.width:g} {height:g}",
            direction="ltr",
            role=None if links else "img",
            aria_label=None if links else sentence,
        )

    def link(self, content: str, href: str | None, words: str, *, key: str | None = None) -> SafeString:
        """The shape with its words under the pointer, leading to href where there is one. `key` is what else on the
        page is of the same thing: a script may light them up together."""
        titled = element("title", words) + content
        on_page = self.palette == "class"
        if href and on_page:
            return element("a", SafeString(titled), href=href, tabindex="-1", data_key=key)
        return element("g", SafeString(titled), data_key=key if on_page else None)

    def spots(self, places: Sequence[tuple[float, float, str]], name: str, radius: float) -> SafeString:
        """Circles of one look, each with its words under the pointer, as `link` would say them. Their look is written
        once: a line of fifty years has fifty, on wide pages and on narrow ones."""
        look = element("circle", cx="", cy="", r=radius, **self.paint(name)).removeprefix('<circle cx="" cy=""')
        return SafeString(
            "".join([
                f'<g><title>{escape(words)}</title><circle cx="{quoted(self.at(x))}" cy="{quoted(y)}"{look}</g>'
                for x, y, words in places
            ])
        )  # fmt: skip

    def marked(self, parts: Sequence[str], key: str) -> SafeString:
        """Shapes of one thing together."""
        return element("g", SafeString("".join(parts)), data_key=key if self.palette == "class" else None)
