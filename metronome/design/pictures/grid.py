"""Grid: two orders of things crossed; each meeting a cell with its number, and where they never meet it is hatched."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .pen import Direction, Palette, Pen, lines_of

CELL, GAP, LINE, NAMES, CODE = 34.0, 4.0, 16.0, 0.28, 80.0


@dataclass(frozen=True)
class Crossed:
    """A row: its name and, for each column, how often both meet and where the pointer leads."""

    label: str
    cells: Sequence[tuple[int, str | None]]


def grid(
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Crossed],
    *,
    sentence: str,
    width: int = 720,
    palette: Palette = "class",
    direction: Direction = "ltr",
) -> SafeString:
    """Columns are codes with their labels; where there is no room for the label the code stands alone.

    Its table twin, with every label, is the caller's.
    """
    pen = Pen(width=width, palette=palette, direction=direction)
    names = max(112.0, width * NAMES)
    wide = max(12.0, (width - names) / max(1, len(columns)) - GAP)
    starts = [names + GAP + number * (wide + GAP) for number in range(len(columns))]
    shapes: list[str] = []
    cells: list[str] = []
    heads = [[code, *(lines_of(label, wide) if wide >= CODE else [])] for code, label in columns]
    for start, head in zip(starts, heads, strict=True):
        shapes.extend(pen.text(start, LINE * (place + 1) - 4, words) for place, words in enumerate(head))
    y = LINE * max((len(head) for head in heads), default=0) + GAP
    for row in rows:
        label = lines_of(row.label, names - 2 * GAP)
        high = max(CELL, len(label) * LINE + 4)
        shapes.extend(pen.text(0, y + LINE * (place + 1), words) for place, words in enumerate(label))
        for start, (code, _), (count, href) in zip(starts, columns, row.cells, strict=True):
            drawn = _cell(pen, start, y, wide, high, count)
            cells.append(pen.link(drawn, href, f"{row.label}, {code}: {count}"))
        y += high + GAP
    return pen.drawing(max(1.0, y - GAP), sentence, shapes, links=cells)


def _cell(pen: Pen, x: float, y: float, wide: float, high: float, count: int) -> SafeString:
    middle, base = x + wide / 2, y + high / 2 + 5
    if count:
        return pen.box(x, y, wide, high, "p-cell", 1) + pen.text(
            middle, base, str(count), "p-text--on", anchor="middle"
        )
    box = pen.box(x, y, wide, high, "p-silent") + pen.box(x + 0.5, y + 0.5, wide - 1, high - 1, "p-silent--hatch")
    return box + pen.text(middle, base, "0", "p-text--silent", anchor="middle")
