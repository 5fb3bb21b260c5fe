"""Rank: up to fifteen bars with a name and a value, for comparing and not for time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .pen import Direction, Palette, Pen, lines_of

BAR, LINE, GAP = 6.0, 17.0, 10.0


@dataclass(frozen=True)
class Bar:
    """One row: its name, the share of the longest bar (0 to 1), the value in words, the line of the plan or 0."""

    label: str
    share: float
    shown: str
    line: int = 0


def rank(
    bars: Sequence[Bar],
    *,
    sentence: str,
    width: int = 720,
    palette: Palette = "class",
    direction: Direction = "ltr",
) -> SafeString:
    """A bar under each name, as long as its share of the width. Its table twin, name and value, is the caller's."""
    pen = Pen(width=width, palette=palette, direction=direction)
    shapes, y = [], 0.0
    for bar in bars:
        room = width - len(bar.shown) * 7.5 - 16
        for words in lines_of(bar.label, room):
            y += LINE
            shapes.append(pen.text(0, y - 3, words))
        shapes.append(pen.text(width, y - 3, bar.shown, anchor="end"))
        shapes.append(pen.box(0, y + 3, width, BAR, "p-bar--rest"))
        if bar.share > 0:
            shapes.append(
                pen.box(0, y + 3, min(1.0, bar.share) * width, BAR, "p-bar--line" if bar.line else "p-bar", bar.line)
            )
        y += BAR + GAP
    return pen.drawing(max(1.0, y), sentence, shapes)
