"""Month ticks: how often something happened in each month of a period, small enough for a line of a list."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from .pen import Direction, Palette, Pen

STEP, HEIGHT = 17.0, 24.0
TALL = (5, 13, 18, 22)


def months(
    counts: Sequence[int],
    *,
    sentence: str,
    line: int = 0,
    palette: Palette = "class",
    direction: Direction = "ltr",
) -> SafeString:
    """One tick for each month, in four heights: none, one, two, three or more. The sentence has the numbers."""
    pen = Pen(width=STEP * len(counts), palette=palette, direction=direction)
    shapes = [
        pen.stroke(STEP * (number + 0.5), HEIGHT - TALL[min(count, 3)], HEIGHT, "p-month" if count else "p-tick", line)
        for number, count in enumerate(counts)
    ]
    return pen.drawing(HEIGHT, sentence, shapes)
