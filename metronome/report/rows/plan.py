"""What the network has set out to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metronome.ground.period import Period
from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class LevelRow:
    depth: int
    name: Text
    plural: Text


@dataclass(frozen=True, slots=True)
class PlanRow:
    slug: str
    title: Text
    period: Period
    levels: tuple[LevelRow, ...]


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A place in a plan. `key` is its code, led by the plan's slug only where two plans use that code."""

    key: str
    code: str
    plan: str
    parent: str  # key; empty at the top
    depth: int
    label: Text
    short_label: Text
    retired_on: date | None
    is_result: bool  # at the deepest level of its plan
    added_on: date | None = None  # None: since the plan was adopted
    successors: tuple[str, ...] = ()  # keys of what took its place

    def stands_in(self, period: Period) -> bool:
        """Whether it was in its plan on a day of a closed period."""
        first, last = period.ends
        return (self.retired_on or date.max) > first and (self.added_on or date.min) <= last


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """A challenge. `key` is its code, led by the plan's slug only where two plans use that code."""

    key: str
    code: str
    plan: str
    parent: str
    label: Text
    is_leaf: bool


@dataclass(frozen=True, slots=True)
class ThemeRow:
    key: str
    plan: str
    label: Text


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """How a body judged a node (its key) on a day."""

    node: str
    year: int
    is_final: bool
    rating: str
    rating_label: Text
    body: str
    on: date
