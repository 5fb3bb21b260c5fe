"""Bound: what is known of a number that is not known exactly, beside what was stated."""

from django.utils.safestring import SafeString

from .pen import Direction, Palette, Pen, lines_of

AXIS, HEIGHT, LINE = 40.0, 64.0, 16.0


def bound(
    low: float,
    high: float | None,
    *,
    known: str,
    sentence: str,
    stated: tuple[float, str] | None = None,
    width: int = 720,
    palette: Palette = "class",
    direction: Direction = "ltr",
) -> SafeString:
    """A full bar up to the lower bound, a dotted one up to the higher, without end if there is none.

    known says the bounds in words; stated is a number that somebody printed, with its words. Its table twin, the
    rows that were added up, is the caller's.
    """
    pen = Pen(width=width, palette=palette, direction=direction)
    end = max(low, high or 0, stated[0] if stated else 0) * (1.15 if high is None else 1.05) or 1
    scale = width / end
    open_end = high * scale if high is not None else min(width, low * scale + 0.15 * width)
    shapes = [
        pen.level(0, width, AXIS, "p-tick"),
        pen.level(low * scale, open_end, AXIS - 22, "p-open"),
    ]
    if low > 0:
        shapes.append(pen.level(0, low * scale, AXIS - 22, "p-known"))
    half = width / 2 - 8 if stated else width
    rows = lines_of(known, half)
    shapes += [pen.text(0, AXIS + 18 + n * LINE, words, "p-text--muted") for n, words in enumerate(rows)]
    if stated:
        number, words = stated
        shapes.append(pen.stroke(number * scale, 0, AXIS, "p-stated"))
        said = lines_of(words, half)
        rows = max(rows, said, key=len)
        shapes += [
            pen.text(width, AXIS + 18 + n * LINE, row, "p-text--muted", anchor="end") for n, row in enumerate(said)
        ]
    return pen.drawing(HEIGHT + (len(rows) - 1) * LINE, sentence, shapes)
