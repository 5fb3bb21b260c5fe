"""What is given to be put: layouts, as plain values that know no database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class GivenLayout:
    slug: str
    name: Text
    words: dict[str, Any]
