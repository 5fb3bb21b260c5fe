"""Spread: how many things lie between which values, and where one of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .pen import Direction, Keep, Palette, Pen, drawn_anew

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
    keep: Keep = drawn_anew,
) -> SafeString:
    """A bar for each stretch, as high as it has things; `mark` names what the marked bar holds. Its table twin is the
    caller's. `keep` is of the language of the page, and of these stretches, whichever of them is marked."""
    pen = Pen(width=width, palette=palette, direction=direction)
    if not bins:
        return pen.drawing(1, sentence, [])
    frame = _Frame(pen, width / len(bins), max(1, *(one.count for one in bins)))
    words = keep(("words", pen), lambda: frame.words(bins))
    bars = list(keep(("bars", pen), lambda: [frame.bar(place, one, "p-bin") for place, one in enumerate(bins)]))
    for place, one in enumerate(bins):
        if one.is_marked:
            bars[place] = frame.bar(place, one, "p-bin--marked")
            words = [*words, frame.mark(place, mark, is_late=place > len(bins) / 2)] if mark else words
    return pen.drawing(TOP + PLOT + UNDER, sentence, words, links=bars)


@dataclass(frozen=True)
class _Frame:
    """Where stretches stand: how wide each is, and how many things the highest has."""

    pen: Pen
    wide: float
    most: int

    def high(self, one: Bin) -> float:
        return PLOT * one.count / self.most

    def bar(self, place: int, one: Bin, name: str) -> SafeString:
        high = self.high(one)
        box = self.pen.box(place * self.wide + 1, TOP + PLOT - high, self.wide - 2, high, name)
        return self.pen.link(box, None, one.words)

    def words(self, bins: Sequence[Bin]) -> list[SafeString]:
        """The ground, how many things each stretch has, and where it begins as far as there is room to say it."""
        base, every = TOP + PLOT, max(1, round(len(bins) * 64 / self.pen.width + 0.4))
        shapes = [self.pen.level(0, self.pen.width, base, "p-tick")]
        for place, one in enumerate(bins):
            x, above = place * self.wide, base - self.high(one) - 5
            if one.count:
                shapes.append(
                    self.pen.text(x + self.wide / 2, above, str(one.count), "p-text--muted", anchor="middle")
                )
            if place % every == 0:
                shapes.append(self.pen.text(x, base + 16, one.first, "p-text--muted"))
        return shapes

    def mark(self, place: int, words: str, *, is_late: bool) -> SafeString:
        x = place * self.wide if is_late else (place + 1) * self.wide
        return self.pen.text(x, 12, words, "p-text--brand", anchor="end" if is_late else "start")
