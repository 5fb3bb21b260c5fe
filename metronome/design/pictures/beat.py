"""The beat: the reporting periods of a plan, with a tick for each month; one of them is now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .pen import Direction, Palette, Pen

BAR, HEIGHT = 8.0, 50.0


@dataclass(frozen=True)
class Beat:
    """One period: its months, the two lines written under it (the first may be empty), whether it is now."""

    months: int
    year: str
    name: str
    current: bool = False


def beat(
    periods: Sequence[Beat],
    *,
    sentence: str,
    width: int = 720,
    palette: Palette = "class",
    direction: Direction = "ltr",
) -> SafeString:
    """The periods in their order, each as long as it has months. Its table twin is the caller's list of periods."""
    pen = Pen(width=width, palette=palette, direction=direction)
    month = (width - 1) / max(1, sum(period.months for period in periods))
    shapes, x = [], 0.5
    for period in periods:
        long = period.months * month
        if period.current:
            shapes.append(pen.box(x, 0, long, BAR, "p-now"))
        shapes.append(pen.stroke(x, 0, HEIGHT, "p-tick"))
        shapes += [pen.stroke(x + n * month, 0, BAR, "p-tick") for n in range(1, period.months)]
        words = "p-text--strong" if period.current else "p-text--muted"
        shapes.append(pen.text(x, 26, period.year, words, inset=5))
        if len(period.name) * 7 < long:
            shapes.append(pen.text(x, 43, period.name, words, inset=5))
        x += long
    shapes.append(pen.stroke(x, 0, HEIGHT, "p-tick"))
    return pen.drawing(HEIGHT, sentence, shapes)
