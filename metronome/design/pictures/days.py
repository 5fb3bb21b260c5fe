"""Day ticks: the record inside one period, a tall tick for each day with something on record."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.utils.safestring import SafeString

from .pen import Direction, Palette, Pen

LABELS = 22.0


def days(
    first: date,
    last: date,
    marks: Mapping[date, Sequence[int]],
    *,
    sentence: str,
    months: Sequence[tuple[str, str]],
    width: int | None = None,
    height: int = 88,
    palette: Palette = "class",
    direction: Direction = "ltr",
) -> SafeString:
    """Ticks from the first to the last day; marks hold the lines of the plan (1, 2, ...) that each day served.

    A marked day without a line is drawn in the brand. months has a long and a short name for each month that the
    period touches, in order. Without a width the picture stretches with the page (its letters do not); with one it
    stands on its own, as in print. The days and what happened on them are the rows of its table twin, which is the
    caller's.
    """
    count = (last - first).days + 1
    pen = Pen(width=width or 100, palette=palette, direction=direction, fluid=width is None)
    step = pen.width / count
    shapes = []
    for number in range(count):
        day, x = first + timedelta(number), (number + 0.5) * step
        lines = sorted(set(marks[day])) or [0] if day in marks else []
        if not lines:
            shapes.append(pen.stroke(x, height * (0.6 if day.day == 1 else 0.82), height, "p-tick"))
        part = height / max(1, len(lines))
        shapes += [pen.stroke(x, n * part, (n + 1) * part, "p-day", line) for n, line in enumerate(lines)]
    for (start, length), (long, short) in zip(month_starts(first, last), months, strict=True):
        shapes.append(pen.stroke(start * step, height, height + LABELS, "p-tick"))
        room = length * step if width else 0
        if width:
            shown = long if len(long) * 7.5 < room else short
            shapes.append(pen.text(start * step, height + 16, shown, "p-text--muted", inset=6))
        else:
            for words, only in ((long, "only-wide"), (short, "only-narrow")):
                shapes.append(pen.text(start * step, height + 16, words, "p-text--muted", inset=6, only=only))
    return pen.drawing(height + LABELS, sentence, shapes)


def month_starts(first: date, last: date) -> Iterator[tuple[int, int]]:
    """For each month that the period touches: how many days after the first it begins, and its days within."""
    begins, count = 0, (last - first).days + 1
    while begins < count:
        start = first + timedelta(begins)
        length = min(monthrange(start.year, start.month)[1] - start.day + 1, count - begins)
        yield begins, length
        begins += length
