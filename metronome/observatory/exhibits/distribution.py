"""How the values of an indicator spread: how many metropolises lie between which values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.design.pictures.axis import axis
from metronome.design.pictures.pen import Palette
from metronome.design.pictures.spread import Bin, spread
from metronome.design.words import direction_of, reader
from metronome.ground.phrases import number_in_words

from ..comparing import Compared
from ..phrases import short_number
from .asking import compared_as_asked
from .exhibit import Exhibit, Row
from .ranking import exhibit, title_of

#: About so many stretches; and from which factor between the ends on they are stretches of equal factors.
STRETCHES, WIDE = 12, 60
SPREAD = ("from", "below", "metropolises")


def distribution(asked: QueryDict) -> Exhibit | None:
    found = compared_as_asked(asked)
    return distribution_of(found) if found else None


def distribution_of(found: Compared) -> Exhibit:
    edges, counts = found.same.once("spread", lambda: _spread(found))
    title = _("How many metropolises have which value: %(title)s") % {"title": title_of(found)}

    def draw(width: int, palette: Palette) -> SafeString:
        marked = _marked(found, edges)
        bins = list(found.once_read("bins", lambda: _bins(edges, counts)))
        if marked is not None:
            bins[marked] = replace(bins[marked], is_marked=True)
        mark = found.marked.area.name.in_(reader()) if found.marked and marked is not None else ""
        direction = direction_of(reader())
        keep = found.once_read
        return spread(bins, sentence=title, mark=mark, width=width, palette=palette, direction=direction, keep=keep)

    def make() -> Iterator[Row]:
        yield from zip((f"{one:g}" for one in edges), (f"{one:g}" for one in edges[1:]), counts, strict=False)

    return exhibit(found, "distribution", title, SPREAD, make, draw)


def _bins(edges: list[float], counts: list[int]) -> list[Bin]:
    """The stretches in words, which are the same whatever is marked."""
    return [
        Bin(short_number(low), short_number(high), count, _words(low, high, count))
        for low, high, count in zip(edges, edges[1:], counts, strict=False)
    ]


def _spread(found: Compared) -> tuple[list[float], list[int]]:
    """The stretches, and how many values lie in each."""
    values = [number / 10**found.definition.decimals for number in found.same.numbers]
    edges = edges_of(values)
    return edges, counts_in(values, edges)


def edges_of(values: list[float]) -> list[float]:
    """Round values between which the others lie; equal steps, or steps by 1, 2, 5, 10 where the ends are far apart."""
    if not values:
        return []
    low, high = values[0], values[-1]
    if low > 0 and high / low >= WIDE:
        powers = axis([low, high], is_log=True).ticks
        steps = [float(f"{factor * power:g}") for power in powers for factor in (1, 2, 5)]
        first = max(place for place, step in enumerate(steps) if step <= low)
        last = next(place for place, step in enumerate(steps) if step > high)
        return steps[first : last + 1]
    ticks = list(axis(values, steps=STRETCHES, with_zero=False).ticks)
    if low < ticks[0]:  # by so little that the axis does not show it
        ticks.insert(0, 2 * ticks[0] - ticks[1])
    return [*ticks, 2 * ticks[-1] - ticks[-2]] if high >= ticks[-1] else ticks


def counts_in(values: list[float], edges: list[float]) -> list[int]:
    """How many values lie from one edge to below the next."""
    counts = [0] * max(0, len(edges) - 1)
    for value in values:
        counts[min(len(counts) - 1, max(0, bisect_right(edges, value) - 1))] += 1
    return counts


def quartiles(found: Compared) -> list[Fraction]:
    """The values below which a quarter, half and three quarters of the metropolises lie; between two of them, as far
    as it is to go."""
    return found.same.once("quartiles", lambda: _quartiles(found))


def _quartiles(found: Compared) -> list[Fraction]:
    numbers = found.same.numbers
    if not numbers:
        return []
    scale = 10**found.definition.decimals
    return [_quantile(numbers, Fraction(part, 4)) / scale for part in (1, 2, 3)]


def _quantile(numbers: list[int], share: Fraction) -> Fraction:
    place = share * (len(numbers) - 1)
    low = int(place)
    high = min(low + 1, len(numbers) - 1)
    return numbers[low] + (place - low) * (numbers[high] - numbers[low])


def _marked(found: Compared, edges: list[float]) -> int | None:
    """In which stretch the marked metropolis lies."""
    slug = found.marked.slug if found.marked else ""
    for _place, cell, _change in found.same.by_value.of(slug):
        place = bisect_right(edges, float(found.in_units(cell.number or 0))) - 1
        return min(len(edges) - 2, max(0, place))
    return None


def _words(low: float, high: float, count: int) -> str:
    told = {"low": short_number(low), "high": short_number(high), "number": number_in_words(count)}
    sentence = ngettext(
        "From %(low)s to below %(high)s: one metropolis",
        "From %(low)s to below %(high)s: %(number)s metropolises",
        count,
    )
    return sentence % told
