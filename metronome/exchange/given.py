"""What is given to be put, as plain values that know no database.

A key is given as what it is known by; the empty text says that there is none. A challenge is given as plan/code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class GivenBudgetClass:
    slug: str
    label: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenCollection:
    """`criteria` are names of fields of a practice; `confirm_months` None: nothing is to be confirmed again."""

    slug: str
    title: Text
    summary: Text
    asks: Text
    criteria: tuple[str, ...]
    confirm_months: int | None
    is_open: bool
    call: str
    order: int


@dataclass(frozen=True, slots=True)
class GivenClaim:
    """A result: a value of None is one that cannot be put into a number."""

    label: Text
    value: Decimal | None
    unit: Text
    on: date | None
    source: str
    checked_by: str
    order: int


@dataclass(frozen=True, slots=True)
class GivenCondition:
    kind: str
    value: str
    text: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenPracticeContact:
    name: str
    email: str
    order: int


@dataclass(frozen=True, slots=True)
class GivenPracticeScore:
    marker: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class GivenVerification:
    """`claim` is the mark of the one result that was checked; empty: the whole practice."""

    kind: str
    member: str
    said: str
    url: str
    on: date
    claim: str = ""


@dataclass(frozen=True, slots=True)
class GivenPractice:
    """`since` and `until` are years. `published_on` is date.min until it is published."""

    slug: str
    collection: str
    member: str
    city: str
    country: str
    region: str
    latitude: Decimal | None
    longitude: Decimal | None
    kind: Text
    title: Text
    summary: Text
    problem: Text
    done: Text
    learnt: Text
    stage: str
    since: int | None
    until: int | None
    budget_class: str
    languages: tuple[str, ...]
    award: str
    website: str
    licence: str
    source: str
    challenges: tuple[str, ...]
    goals: tuple[str, ...]
    scores: tuple[GivenPracticeScore, ...]
    claims: tuple[GivenClaim, ...]
    conditions: tuple[GivenCondition, ...]
    contacts: tuple[GivenPracticeContact, ...]
    verifications: tuple[GivenVerification, ...]
    published_on: date
    confirmed_on: date | None
    retired_on: date | None
    retired_why: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenExpert:
    slug: str
    name: str
    office: Text
    member: str
    partner: str
    knows: Text
    languages: tuple[str, ...]
    email: str
    challenges: tuple[str, ...]
    consented_on: date | None
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class GivenStep:
    """A step that both cities have confirmed, as a folder tells it."""

    step: str
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class GivenAdoption:
    practice: str
    member: str
    summary: Text
    steps: tuple[GivenStep, ...]
