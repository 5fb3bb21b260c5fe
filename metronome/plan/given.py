"""What is given to be put: a plan with its tree, as plain values that know no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True, slots=True)
class GivenMarker:
    slug: str
    label: Text
    description: Text
    highest: int
