"""What is given to be put: bodies, offices and mandates, as plain values that know no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class GivenBody:
    slug: str
    kind: str
    label: Text
    task: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenOffice:
    slug: str
    label: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenMandate:
    """`members` are the slugs of those for whom the office is held."""

    slug: str
    body: str
    office: str
    contact: str
    members: tuple[str, ...]
    region: str
    since: date | None
    until: date | None
    order: int
