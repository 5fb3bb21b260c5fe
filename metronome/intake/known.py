"""What may be referred to: the slugs and codes of a folder, and the nearest of them for one that is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

NEAR = 60


def nearest(word: str, names: Iterable[str]) -> str:
    """The name most like a word, or nothing where none is like it."""
    best = process.extractOne(word, sorted(names), scorer=fuzz.ratio, processor=str.lower, score_cutoff=NEAR)
    return best[0] if best else ""


@dataclass(slots=True)
class Known:
    """The ids of one sort of thing, each with the place that first used it.

    `is_partial`: a file of them could not be read, so that an unknown id may stand in it.
    """

    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    is_partial: bool = False

    def __contains__(self, name: object) -> bool:
        return name in self.places

    def add(self, name: str, file: str, row: int) -> str:
        """Note an id; returns nothing, or the place that has it already."""
        if name in self.places:
            return "{}:{}".format(*self.places[name])
        self.places[name] = file, row
        return ""


@dataclass(slots=True)
class Codes:
    """The codes of all plans. One code may stand in several plans; plan/code stands in one."""

    depths: dict[str, int] = field(default_factory=dict)
    plans: dict[str, list[str]] = field(default_factory=dict)
    is_partial: bool = False

    def add(self, plan: str, code: str, depth: int = 0) -> None:
        key = f"{plan}/{code}"
        self.depths[key] = depth
        self.plans.setdefault(code, []).append(plan)

    def keys(self, text: str) -> list[str]:
        """What a code may mean, each as plan/code."""
        if text in self.depths:
            return [text]
        return [f"{plan}/{text}" for plan in self.plans.get(text, ())]
