"""The land of the world as one SVG path, from the TopoJSON of the world-atlas package (Natural Earth, 1:110m)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from metronome.design.pictures.projection import natural_earth

ANTARCTIC = -60.0
NEAREST = 0.8
Ring = list[tuple[float, float]]


def land_json(file: Path) -> str:
    """The JSON text with the path of all land but Antarctica and the view box that holds it."""
    atlas = json.loads(file.read_text(encoding="utf-8"))
    arcs = [list(unpacked(arc, atlas["transform"])) for arc in atlas["arcs"]]
    path, points = [], []
    for ring in rings_of(atlas["objects"]["land"], arcs):
        if max(lat for _, lat in ring) < ANTARCTIC:
            continue
        for piece in cut_at_antimeridian(ring):
            drawn = thinned([natural_earth(lat, lon) for lon, lat in piece])
            if len(drawn) > 2:
                path.append(drawing(drawn))
                points += drawn
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    box = [int(left) - 2, int(top) - 2, int(right - left) + 5, int(bottom - top) + 5]
    return json.dumps({"viewBox": box, "path": "".join(path)}) + "\n"


def unpacked(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[tuple[float, float]]:
    """The points of a TopoJSON arc in degrees: it stores whole steps from point to point."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield tuple(  # type: ignore[misc]
            step * scale + origin
            for step, scale, origin in zip((x, y), transform["scale"], transform["translate"], strict=True)
        )


def rings_of(shape: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    """The outlines and holes of a TopoJSON shape; a negative number is an arc walked backwards."""
    if shape["type"] == "GeometryCollection":
        for part in shape["geometries"]:
            yield from rings_of(part, arcs)
        return
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:
        for numbers in polygon:
            ring: Ring = []
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += arc[1:] if ring else arc
            yield ring


def cut_at_antimeridian(ring: Ring) -> Iterator[Ring]:
    """The ring in pieces that stay within 180 degrees west and east."""
    whole = [ring[0]]
    for lon, lat in ring[1:]:
        before = whole[-1][0]
        whole.append((lon - 360 * round((lon - before) / 360), lat))
    for turn in (-360, 0, 360):
        piece = [(lon + turn, lat) for lon, lat in whole]
        for edge, inside in ((-180.0, 1), (180.0, -1)):
            piece = clipped(piece, edge, inside)
        if piece:
            yield [(min(180.0, max(-180.0, lon)), min(90.0, max(-90.0, lat))) for lon, lat in piece]


def clipped(ring: Ring, edge: float, inside: int) -> Ring:
    """What of the ring lies east (inside = 1) or west (-1) of a meridian (Sutherland and Hodgman)."""
    kept: Ring = []
    for (lon, lat), (after_lon, after_lat) in zip(ring, ring[1:] + ring[:1], strict=True):
        here, there = (lon - edge) * inside >= 0, (after_lon - edge) * inside >= 0
        if here:
            kept.append((lon, lat))
        if here != there:
            share = (edge - lon) / (after_lon - lon)
            kept.append((edge, lat + share * (after_lat - lat)))
    return kept


def thinned(points: Ring) -> Ring:
    """The points without those that are too near to the one before to be seen, in whole units."""
    kept: Ring = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAREST:
            kept.append((round(x, 1), round(y, 1)))
    return kept


def drawing(points: Ring) -> str:
    """SVG path commands: one absolute start, then relative steps, which are shorter."""
    (x, y), *rest = points
    steps = []
    for after_x, after_y in rest:
        steps.append(f"{short(after_x - x)} {short(after_y - y)}")
        x, y = after_x, after_y
    start = f"M{points[0][0]:g} {points[0][1]:g}l"
    return start + " ".join(steps).replace(" -", "-") + "z"


def short(number: float) -> str:
    """The number to a tenth in as few characters as SVG allows."""
    text = f"{round(number, 1) + 0:g}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
