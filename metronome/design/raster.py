"""A picture as an image file, with the fonts of printed documents: the same bytes on every machine."""

from __future__ import annotations

import json
from pathlib import Path

from metronome.ground.child import run

SCRIPT = Path(__file__).parent / "raster_alone.py"
#: The fonts of printed documents and images.
FONTS = Path(__file__).parent / "printing"


def png(svg: str, *, density: int) -> bytes:
    """The picture, which was drawn for print, with so many dots an inch (72 units of the drawing).

    Raises Refusal where it cannot be made.
    """
    order = {"svg": svg, "density": density, "fonts": str(FONTS)}
    return run(SCRIPT, json.dumps(order, ensure_ascii=False).encode())
