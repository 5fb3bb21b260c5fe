"""Sizes on the map: a circle for each place, its area as large as its value; a ring where nothing is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from .dotmap import land
from .pen import Keep, Palette, Pen, drawn_anew, element
from .projection import natural_earth

LARGEST, LEAST = 17.0, 1.8


@dataclass(frozen=True)
class Spot:
    """A place in degrees; `share`: its value as a share of the greatest, None where nothing is known; `stands_in`: the
    value is of another territory than the metropolis."""

    key: str
    lat: float
    lon: float
    label: str
    share: float | None
    stands_in: bool = False
    is_marked: bool = False
    href: str | None = None


def sizes(spots: Sequence[Spot], *, sentence: str, palette: Palette = "class", keep: Keep = drawn_anew) -> SafeString:
    """The world with a circle for each place, the smaller above the larger and a marked one above all. It is the same
    from the right to the left, and has no letters, so one drawing serves every width. Its table twin is the caller's
    list. `keep` is of the language of the page, and of these spots, whichever of them is marked."""
    (left, top, wide, height), path = land()
    pen = Pen(width=wide, palette=palette)
    plain = keep(("spots", palette), lambda: [(spot.key, _circle(pen, spot)) for spot in _by_size(spots)])
    marked = [spot for spot in spots if spot.is_marked]
    above = {spot.key for spot in marked}
    drawn = [circle for key, circle in plain if key not in above] + [_circle(pen, spot) for spot in marked]
    ground = keep(("land", palette), lambda: [element("path", d=path, **pen.paint("p-land"))])
    return pen.drawing(height, sentence, ground, links=drawn, box=f"{left} {top} {wide} {height}")


def _by_size(spots: Sequence[Spot]) -> list[Spot]:
    """The smaller after the larger, none of them marked."""
    plain = [replace(spot, is_marked=False) for spot in spots]
    return sorted(plain, key=lambda spot: -(spot.share if spot.share is not None else -1))


def _circle(pen: Pen, spot: Spot) -> SafeString:
    x, y = natural_earth(spot.lat, spot.lon)
    known = spot.share is not None
    radius = max(LEAST, LARGEST * math.sqrt(max(0.0, spot.share or 0.0))) if known else 3.0
    circle = element("circle", cx=x, cy=y, r=radius, **pen.paint(_look(spot)))
    return pen.link(circle, spot.href, spot.label, key=spot.key)


def _look(spot: Spot) -> str:
    if spot.share is None:
        return "p-none"
    if spot.is_marked:
        return "p-size--marked"
    return "p-size--in" if spot.stands_in else "p-size"
