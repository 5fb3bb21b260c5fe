"""What is given to be put: a plan with its tree, as plain values that know no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class GivenLevel:
    depth: int
    name: Text
    plural: Text
    pattern: str


@dataclass(frozen=True, slots=True)
class GivenKeyIdea:
    order: int
    text: Text


@dataclass(frozen=True, slots=True)
class GivenNode:
    """A place in the tree. `parent` is the code of the one above; empty at the top."""

    code: str
    parent: str
    depth: int
    label: Text
    short_label: Text
    description: Text
    order: int
    retired_on: date | None
    key_ideas: tuple[GivenKeyIdea, ...]
    added_on: date | None = None
    successors: tuple[str, ...] = ()  # codes of its plan


@dataclass(frozen=True, slots=True)
class GivenChange:
    """What an amendment does to one node; words that are empty stay as they were."""

    kind: str
    code: str
    parent: str = ""
    label: Text = field(default_factory=Text)
    short_label: Text = field(default_factory=Text)
    description: Text = field(default_factory=Text)
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenAmendment:
    """A decision that changes a plan (its slug) from a day on."""

    slug: str
    plan: str
    on: date
    title: Text
    why: Text
    decided_by: Text
    document: str
    changes: tuple[GivenChange, ...]


@dataclass(frozen=True, slots=True)
class GivenChallenge:
    """A challenge. `parent` is the code of the one that it refines, or empty."""

    code: str
    parent: str
    label: Text
    description: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenTheme:
    slug: str
    label: Text
    description: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenPlan:
    slug: str
    title: Text
    first_day: date
    last_day: date
    version: int
    adopted: Text
    vision: Text
    mission: Text
    levels: tuple[GivenLevel, ...]
    nodes: tuple[GivenNode, ...]
    challenges: tuple[GivenChallenge, ...]
    themes: tuple[GivenTheme, ...]
    amendments: tuple[GivenAmendment, ...] = ()  # already at work in the nodes


@dataclass(frozen=True, slots=True)
class GivenMarker:
    slug: str
    label: Text
    description: Text
    highest: int


@dataclass(frozen=True, slots=True)
class GivenPlanned:
    """A planned activity. A month is given as its first day; results as plan/code."""

    slug: str
    work_plan: str
    title: Text
    first_month: date | None
    last_month: date | None
    owner: str
    amount: Decimal | None
    currency: str
    state: str
    why: Text
    order: int
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenWorkPlan:
    """A work plan; `plan` is empty where no plan on record runs in its year."""

    slug: str
    plan: str
    year: int
    title: Text
    planned: tuple[GivenPlanned, ...]


@dataclass(frozen=True, slots=True)
class GivenValue:
    first_day: date
    last_day: date
    value: Decimal | None
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class GivenExpectation:
    """What shows that a node (plan/code) is reached."""

    slug: str
    node: str
    indicator: Text
    method: str
    unit: Text
    baseline: Decimal | None
    target: Decimal | None
    order: int
    values: tuple[GivenValue, ...]


@dataclass(frozen=True, slots=True)
class GivenRating:
    slug: str
    label: Text
    description: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenAssessment:
    """How a body (its slug) judged a node (plan/code)."""

    slug: str
    node: str
    year: int
    is_final: bool
    rating: str
    text: Text
    body: str
    on: date
