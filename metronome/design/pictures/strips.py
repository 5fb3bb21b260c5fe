"""Strips: where one thing stands among its peers, measure by measure; hatched where nothing is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .pen import Direction, Palette, Pen, element, lines_of

LINE, STRIP, GAP, INSET = 17.0, 22.0, 12.0, 8.0


@dataclass(frozen=True)
class Strip:
    """One measure: its name, the place from the lowest of the peers (0) to the highest (1) or None, both in words."""

    key: str
    label: str
    share: float | None
    shown: str
    words: str
    href: str | None = None


def strips(
    rows: Sequence[Strip],
    *,
    sentence: str,
    width: int = 720,
    palette: Palette = "class",
    direction: Direction = "ltr",
) -> SafeString:
    """Under each name a line from the lowest to the highest with a tick at each quarter. Its table twin is the
    caller's."""
    pen = Pen(width=width, palette=palette, direction=direction)
    shapes: list[SafeString] = []
    dots: list[SafeString] = []
    y = 0.0
    for row in rows:
        for words in lines_of(row.label, width - len(row.shown) * 7.5 - 16):
            y += LINE
            shapes.append(pen.text(0, y - 3, words))
        shapes.append(
            pen.text(width, y - 3, row.shown, "p-text--muted" if row.share is None else "p-text", anchor="end")
        )
        shapes += _ground(pen, y, is_known=row.share is not None)
        if row.share is not None:
            x = INSET + (width - 2 * INSET) * min(1.0, max(0.0, row.share))
            dot = element("circle", cx=pen.at(x), cy=y + STRIP / 2, r=6.5, **pen.paint("p-dot--marked"))
            dots.append(pen.link(dot, row.href, row.words, key=row.key))
        y += STRIP + GAP
    return pen.drawing(max(1.0, y), sentence, shapes, links=dots)


def _ground(pen: Pen, top: float, *, is_known: bool) -> list[SafeString]:
    middle, end = top + STRIP / 2, pen.width - INSET
    if not is_known:
        box = (INSET, middle - 5, end - INSET, 10)
        return [pen.box(*box, "p-silent"), pen.box(*box, "p-silent--hatch")]
    quarters = (INSET + (end - INSET) * number / 4 for number in range(5))
    return [
        pen.level(INSET, end, middle, "p-tick"),
        *(pen.stroke(x, middle - 5, middle + 5, "p-tick") for x in quarters),
    ]
