"""What is given to be put: activities and media mentions, as plain values that know no database.

A key is given as what it is known by (a slug, a code); the empty text says that there is none. A result, line,
challenge or theme is given as plan/code, because two plans may use one code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class GivenKind:
    slug: str
    name: Text
    plural: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenOccurrence:
    first_day: date
    last_day: date
    precision: str
    title: Text


@dataclass(frozen=True, slots=True)
class GivenInvolvement:
    member: str
    partner: str
    role: str
    order: int


@dataclass(frozen=True, slots=True)
class GivenPerson:
    name: str
    title: Text
    role: str
    contact: str
    member: str
    partner: str
    is_of_the_network: bool
    is_named_in_text: bool
    is_public: bool
    gender: str
    order: int


@dataclass(frozen=True, slots=True)
class GivenParticipation:
    qualifier: str
    basis: str
    number: int | None
    upper: int | None
    sex: str
    mode: str
    country: str
    printed: str


@dataclass(frozen=True, slots=True)
class GivenScore:
    marker: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class GivenEvidence:
    kind: str
    label: Text
    url: str
    on: date | None
    file: str = ""
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class GivenFollowUp:
    what: Text
    owner: str
    due_on: date | None
    done_on: date | None
    verified_by: str
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class GivenActivity:
    """`comment` says why it was cancelled; empty for one that counts."""

    code: str
    title: Text
    summary: Text
    kind: str
    lead_line: str
    format: str
    network_role: str
    place: Text
    series: str
    languages: tuple[str, ...]
    is_members_only: bool
    other_cities: tuple[str, ...]
    order: int
    source: str
    state: str
    comment: str
    first_day: date
    last_day: date
    occurrences: tuple[GivenOccurrence, ...]
    result_tags: tuple[str, ...]
    challenge_tags: tuple[str, ...]
    theme_tags: tuple[str, ...]
    goal_tags: tuple[str, ...]
    marker_scores: tuple[GivenScore, ...]
    involvements: tuple[GivenInvolvement, ...]
    people: tuple[GivenPerson, ...]
    participations: tuple[GivenParticipation, ...]
    evidence: tuple[GivenEvidence, ...]
    follow_ups: tuple[GivenFollowUp, ...]
    planned: str = ""  # what of a work plan it did


@dataclass(frozen=True, slots=True)
class GivenMention:
    slug: str
    outlet: str
    first_day: date
    last_day: date
    precision: str
    language: str
    subject: Text
    member: str
    activity: str
    url: str
    order: int
    is_cancelled: bool
