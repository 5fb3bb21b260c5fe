"""Spread: how many things lie between which values, and where one of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .pen import Direction, Palette, Pen

TOP, PLOT, UNDER = 22.0, 110.0, 22.0


@dataclass(frozen=True)
class Bin:
    """A stretch of values: from where to where in words, how many lie in it, whether the marked one does."""

    first: str
    last: str
    count: int
    words: str
    is_marked: bool = False


def spread(
    bins: Sequence[Bin],
    *,
    sentence: str,
    mark: str = "",
    width: int = 720,
    palette: Palette = "class",
    direction: Direction = "ltr",
) -> SafeString:
    """A bar for each stretch, as high as it has things; `mark` names what the marked bar holds. Its table twin is the
    caller's."""
    pen = Pen(width=width, palette=palette, direction=direction)
    if not bins:
        return pen.drawing(1, sentence, [])
    most, wide, base = max(1, *(one.count for one in bins)), width / len(bins), TOP + PLOT
    shapes, bars = [pen.level(0, width, base, "p-tick")], []
    every = max(1, round(len(bins) * 64 / width + 0.4))
    for place, one in enumerate(bins):
        x, high = place * wide, PLOT * one.count / most
        name = "p-bin--marked" if one.is_marked else "p-bin"
        bars.append(pen.link(pen.box(x + 1, base - high, wide - 2, high, name), None, one.words))
        if one.count:
            shapes.append(pen.text(x + wide / 2, base - high - 5, str(one.count), "p-text--muted", anchor="middle"))
        if place % every == 0:
            shapes.append(pen.text(x, base + 16, one.first, "p-text--muted"))
        if one.is_marked and mark:
            side = place > len(bins) / 2
            shapes.append(
                pen.text(x if side else x + wide, 12, mark, "p-text--brand", anchor="end" if side else "start")
            )
    return pen.drawing(base + UNDER, sentence, shapes, links=bars)
