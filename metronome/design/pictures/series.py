"""Series: a value over years as a line, dashed where it lies ahead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .pen import Direction, Palette, Pen, element

TOP, PLOT, UNDER, SIDE = 22.0, 150.0, 22.0, 6.0
#: So far from the ends the year of the turn has room for its words.
ROOM = 60.0


@dataclass(frozen=True)
class Point:
    """A year with its value; `is_ahead`: a projection."""

    year: int
    value: float
    is_ahead: bool = False


def series(
    points: Sequence[Point],
    *,
    highest: str,
    sentence: str,
    width: int = 720,
    palette: Palette = "class",
    direction: Direction = "ltr",
) -> SafeString:
    """A line from nought to the highest value, which `highest` says in words; the years of its ends and of the turn to
    projections below. Values of a series are positive. Its table twin, year and value, is the caller's."""
    pen = Pen(width=width, palette=palette, direction=direction)
    if not points:
        return pen.drawing(1, sentence, [])
    first, last = points[0].year, points[-1].year
    top = max(point.value for point in points) or 1
    base = TOP + PLOT

    def place(point: Point) -> tuple[float, float]:
        along = SIDE + (width - 2 * SIDE) * (point.year - first) / max(1, last - first)
        return along, base - PLOT * max(0.0, point.value) / top

    turn = next((number for number, point in enumerate(points) if point.is_ahead), len(points))
    shapes = [
        pen.level(0, width, TOP, "p-tick"),
        pen.level(0, width, base, "p-tick"),
        pen.text(0, TOP - 6, highest, "p-text--muted"),
        _line(pen, points[:turn], place, "p-series"),
        _line(pen, points[max(0, turn - 1) :] if turn < len(points) else (), place, "p-series--ahead"),
        pen.text(0, base + 16, str(first), "p-text--muted"),
        pen.text(width, base + 16, str(last), "p-text--muted", anchor="end"),
    ]
    turned = place(points[turn - 1])[0] if 0 < turn < len(points) else 0.0
    if ROOM < turned < width - ROOM:
        shapes.append(pen.text(turned, base + 16, str(points[turn - 1].year), "p-text--muted", anchor="middle"))
    return pen.drawing(base + UNDER, sentence, shapes)


def _line(
    pen: Pen, points: Sequence[Point], place: Callable[[Point], tuple[float, float]], name: str
) -> SafeString | str:
    """A stretch of the line; nothing for less than two points."""
    if len(points) < 2:
        return ""
    places = (place(point) for point in points)
    mirrored = ((pen.width - x if pen.direction == "rtl" else x, y) for x, y in places)
    return element("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in mirrored), **pen.paint(name))
