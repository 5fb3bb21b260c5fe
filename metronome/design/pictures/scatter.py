"""Scatter: things as dots by two values, one of them marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .axis import Axis, Say
from .pen import Direction, Palette, Pen, element, lines_of

TOP, PLOT, UNDER, LEFT, END = 24.0, 320.0, 44.0, 62.0, 14.0


@dataclass(frozen=True)
class Dot:
    """One thing: its key, its name, both values, both in words."""

    key: str
    label: str
    x: float
    y: float
    words: str
    is_marked: bool = False
    href: str | None = None


def scatter(
    dots: Sequence[Dot],
    *,
    across: Axis,
    up: Axis,
    across_label: str,
    up_label: str,
    say_across: Say,
    say_up: Say,
    sentence: str,
    width: int = 720,
    palette: Palette = "class",
    direction: Direction = "ltr",
) -> SafeString:
    """A dot for each thing, the marked one named. Its table twin, name and both values, is the caller's."""
    pen = Pen(width=width, palette=palette, direction=direction)
    base, long = TOP + PLOT, width - LEFT - END
    shapes = [pen.text(0, 14, lines_of(up_label, width, 13)[0], "p-text--muted")]
    for tick in up.ticks:
        y = base - PLOT * up.share(tick)
        shapes.append(pen.level(LEFT, width - END, y, "p-grid"))
        shapes.append(pen.text(LEFT - 6, y + 4, say_up(tick), "p-text--muted", anchor="end"))
    for tick in across.ticks[:: _every(across, long)]:
        x = LEFT + long * across.share(tick)
        shapes.append(pen.stroke(x, TOP, base, "p-grid"))
        shapes.append(pen.text(x, base + 16, say_across(tick), "p-text--muted", anchor="middle"))
    shapes.append(pen.text(width, base + 36, lines_of(across_label, width, 13)[0], "p-text--muted", anchor="end"))
    drawn: list[SafeString] = []
    for dot in sorted(dots, key=lambda dot: dot.is_marked):
        x, y = LEFT + long * across.share(dot.x), base - PLOT * up.share(dot.y)
        name = "p-dot--marked" if dot.is_marked else "p-spot"
        round_ = element("circle", cx=pen.at(x), cy=y, r=7.0 if dot.is_marked else 5.0, **pen.paint(name))
        drawn.append(pen.link(round_, dot.href, f"{dot.label}: {dot.words}", key=dot.key))
        if dot.is_marked:
            ends = x > width * 0.7
            place = x - 11 if ends else x + 11
            shapes.append(pen.text(place, y - 8, dot.label, "p-text--halo", anchor="end" if ends else "start"))
    return pen.drawing(base + UNDER, sentence, shapes, links=drawn)


def _every(across: Axis, long: float) -> int:
    """Every how many ticks there is room for words."""
    return max(1, round(len(across.ticks) * 62 / long + 0.4))
