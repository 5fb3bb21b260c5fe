"""Coverage: every result of a plan as a cell with its number of activities; what nothing reached is hatched."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .pen import Direction, Palette, Pen, lines_of

CELL, GAP, TITLE = 36.0, 4.0, 18.0


@dataclass(frozen=True)
class Covered:
    """One result: its code and how many activities carry it."""

    code: str
    count: int
    href: str | None = None


@dataclass(frozen=True)
class CoveredLine:
    """A top-level line of the plan by its place (1, 2, ...), with its results in their order."""

    code: str
    title: str
    place: int
    results: Sequence[Covered]


def coverage(
    lines: Sequence[CoveredLine],
    *,
    sentence: str,
    width: int = 720,
    palette: Palette = "class",
    direction: Direction = "ltr",
) -> SafeString:
    """A block for each line: its code and title, then its results, as many in a row as the width holds.

    Its table twin, code and count of each result, is the caller's.
    """
    pen = Pen(width=width, palette=palette, direction=direction)
    longest = max((len(result.code) for line in lines for result in line.results), default=0)
    wide = max(CELL, longest * 6.7 + 8)
    in_a_row = max(1, int((width + GAP) // (wide + GAP)))
    shapes, cells, y = [], [], 0.0
    for line in lines:
        room = len(line.code) * 8 + 10
        shapes.append(pen.text(0, y + 14, line.code, "p-code--line", line=line.place))
        for words in lines_of(line.title, width - room, 14):
            shapes.append(pen.text(room, y + 14, words, "p-text--strong"))
            y += TITLE
        y += GAP + 2
        for number, result in enumerate(line.results):
            column, row = number % in_a_row, number // in_a_row
            drawn = cell(pen, column * (wide + GAP), y + row * (CELL + GAP), wide, result, line.place)
            cells.append(pen.link(drawn, result.href, f"{result.code}: {result.count}"))
        y += -(-len(line.results) // in_a_row) * (CELL + GAP) + 14
    return pen.drawing(max(1.0, y - 14), sentence, shapes, links=cells)


def cell(pen: Pen, x: float, y: float, wide: float, result: Covered, place: int) -> SafeString:
    """The box of a result with its count above its code."""
    middle = x + wide / 2
    if result.count:
        box = pen.box(x, y, wide, CELL, "p-cell", place)
        count = pen.text(middle, y + 16, str(result.count), "p-text--on", anchor="middle")
        return box + count + pen.text(middle, y + 30, result.code, "p-code", anchor="middle")
    box = pen.box(x, y, wide, CELL, "p-silent") + pen.box(x + 0.5, y + 0.5, wide - 1, CELL - 1, "p-silent--hatch")
    count = pen.text(middle, y + 16, "0", "p-text--silent", anchor="middle")
    return box + count + pen.text(middle, y + 30, result.code, "p-code--silent", anchor="middle")
