"""The map: a dot for each place, filled where it was reached, a ring where it was not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString

from .pen import Palette, Pen, element
from .projection import natural_earth

LAND = Path(__file__).parent.parent / "data" / "land.json"


@dataclass(frozen=True)
class Place:
    """A place on the map, in degrees; href leads to its page."""

    lat: float
    lon: float
    label: str
    reached: bool
    href: str | None = None


def dotmap(places: Sequence[Place], *, sentence: str, palette: Palette = "class") -> SafeString:
    """The world with the places; those that were reached lie above. It is the same from the right to the left.

    It has no letters in it, so one width serves all. Its table twin is the caller's list of places.
    """
    (left, top, width, height), path = land()
    pen = Pen(width=width, palette=palette)
    shapes = [element("path", d=path, **pen.paint("p-land"))]
    dots = []
    for place in sorted(places, key=lambda place: place.reached):
        x, y = natural_earth(place.lat, place.lon)
        name, radius = ("p-dot", 3.6) if place.reached else ("p-ring", 3.0)
        dot = element("circle", cx=x, cy=y, r=radius, **pen.paint(name))
        dots.append(pen.link(dot, place.href, place.label))
    return pen.drawing(height, sentence, shapes, links=dots, box=f"{left} {top} {width} {height}")


@cache
def land() -> tuple[tuple[int, int, int, int], str]:
    """View box and path of all land but Antarctica."""
    data = json.loads(LAND.read_text(encoding="utf-8"))
    left, top, width, height = data["viewBox"]
    return (left, top, width, height), data["path"]
