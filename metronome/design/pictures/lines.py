"""Lines: values of several things over years, one of them marked; dashed where they lie ahead."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.safestring import SafeString

from .axis import Axis, Say, axis
from .pen import Direction, Keep, Palette, Pen, drawn_anew, element
from .series import Point

TOP, PLOT, UNDER, LEFT, LETTER, APART = 12.0, 220.0, 22.0, 44.0, 7.2, 16.0
#: Room for names grows by so much, so that lines lie the same beside names of about the same length.
STEP = 24


@dataclass(frozen=True)
class Line:
    """One thing: its key (shared with other pictures and tables), its name, its years, the place of its colour."""

    key: str
    label: str
    points: Sequence[Point]
    is_marked: bool = False


def lines(
    given: Sequence[Line],
    *,
    say: Say,
    sentence: str,
    now: int | None = None,
    width: int = 720,
    palette: Palette = "class",
    direction: Direction = "ltr",
    keep: Keep = drawn_anew,
) -> SafeString:
    """Each line with its name at its end; `now` is the year that the page is about. A point says year and value under
    the pointer. Its table twin, the values by year, is the caller's. `keep` is of the language of the page, and of
    lines that have the same values under the same key."""
    shown = [line for line in given if line.points]
    pen = Pen(width=width, palette=palette, direction=direction)
    if not shown:
        return pen.drawing(1, sentence, [])
    longest = max(len(line.label) for line in shown) * LETTER + 10
    right = min(width * 0.34, math.ceil(longest / STEP) * STEP)
    frame = _Frame(pen, shown, width - right)
    shapes = keep(("grid", now, *frame.mark), lambda: [*frame.grid(say), *frame.years(now)])
    drawn = [
        frame.line(line, say) if line.is_marked else keep((line.key, *frame.mark), partial(frame.line, line, say))
        for line in sorted(shown, key=lambda line: line.is_marked)
    ]
    return pen.drawing(TOP + PLOT + UNDER, sentence, [*shapes, *frame.names(shown)], links=drawn)


class _Frame:
    """Where a year and a value stand."""

    def __init__(self, pen: Pen, given: Sequence[Line], end: float) -> None:
        points = [point for line in given for point in line.points]
        self.pen, self.end = pen, end
        self.first, self.last = min(point.year for point in points), max(point.year for point in points)
        self.up: Axis = axis([point.value for point in points])

    @property
    def mark(self) -> tuple[Hashable, ...]:
        """All that a place follows from."""
        return self.pen, self.end, self.first, self.last, self.up

    def x(self, year: int) -> float:
        return LEFT + (self.end - LEFT) * (year - self.first) / max(1, self.last - self.first)

    def y(self, value: float) -> float:
        return TOP + PLOT * (1 - self.up.share(value))

    def grid(self, say: Say) -> list[SafeString]:
        shapes = []
        for tick in self.up.ticks:
            y = self.y(tick)
            shapes.append(self.pen.level(LEFT, self.end, y, "p-tick" if tick == 0 else "p-grid"))
            shapes.append(self.pen.text(LEFT - 6, y + 4, say(tick), "p-text--muted", anchor="end"))
        return shapes

    def years(self, now: int | None) -> list[SafeString]:
        base = TOP + PLOT + 16
        shown = {self.first: "p-text--muted", self.last: "p-text--muted"}
        shapes = []
        if now is not None and self.first <= now <= self.last:
            shapes.append(self.pen.stroke(self.x(now), TOP, TOP + PLOT, "p-turn"))
            # An end gives way to the year of the page where both would stand on each other.
            shown = {year: name for year, name in shown.items() if abs(self.x(year) - self.x(now)) > 38}
            shown[now] = "p-text--now"
        return shapes + [
            self.pen.text(self.x(year), base, str(year), name, anchor="middle") for year, name in shown.items()
        ]

    def line(self, line: Line, say: Say) -> SafeString:
        name, points = "p-series" if line.is_marked else "p-other", line.points
        places = [
            (self.x(point.year), self.y(point.value), f"{line.label}, {point.year}: {say(point.value)}")
            for point in points
        ]
        turn = next((number for number, point in enumerate(points) if point.is_ahead), len(points))
        # A spot is seen only where it stands alone; it has the words for the pointer.
        spots = self.pen.spots(places, "p-hit" if len(points) > 1 else "p-dot", 4.0)
        ahead = places[max(0, turn - 1) :] if turn < len(points) else ()
        stretches = self._stretch(places[:turn], name), self._stretch(ahead, f"{name}--ahead")
        return self.pen.marked([*stretches, spots], line.key)

    def _stretch(self, places: Sequence[tuple[float, float, str]], name: str) -> SafeString | str:
        if len(places) < 2:
            return ""
        along = " ".join([f"{self.pen.at(x):.1f},{y:.1f}" for x, y, _words in places])
        return element("polyline", points=along, **self.pen.paint(name))

    def names(self, given: Sequence[Line]) -> list[SafeString]:
        """The names at the ends of their lines, moved apart where they would stand on each other."""
        placed_at = ((self.y(line.points[-1].value) + 4, line.label, line) for line in given)
        wanted = sorted(placed_at, key=lambda one: one[:2])
        placed: list[float] = []
        for y, _label, _line in wanted:
            placed.append(max(y, placed[-1] + APART) if placed else y)
        over = max(0.0, placed[-1] - (TOP + PLOT + 6)) if placed else 0.0
        for number in range(len(placed) - 1, -1, -1):
            limit = placed[number + 1] - APART if number + 1 < len(placed) else placed[number] - over
            placed[number] = min(placed[number], limit)
        return [
            self.pen.text(self.end + 6, y, label, "p-text--brand" if line.is_marked else "p-text")
            for y, (_wish, label, line) in zip(placed, wanted, strict=True)
        ]
