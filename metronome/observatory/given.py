"""What is given to be put: definitions and areas as plain values that know no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class GivenDomain:
    slug: str
    label: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenSource:
    slug: str
    title: Text
    publisher: str
    citation: str
    licence: str
    licence_url: str
    url: str
    notes: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenVersion:
    """One definition of an indicator, which it names by its slug; `number` counts those of one indicator."""

    slug: str
    indicator: str
    number: int
    name: Text
    definition: Text
    numerator: Text
    denominator: Text
    reading: Text
    unit: str
    unit_label: Text
    decimals: int
    low: Decimal | None
    high: Decimal | None
    direction: str
    aggregation: str
    weight: str
    order: int


@dataclass(frozen=True, slots=True)
class GivenIndicator:
    """`challenges` are plan/code; `goals` are Sustainable Development Goals or targets."""

    slug: str
    domain: str
    preference: tuple[str, ...]
    challenges: tuple[str, ...]
    goals: tuple[str, ...]
    order: int


@dataclass(frozen=True, slots=True)
class GivenSizeClass:
    slug: str
    label: Text
    indicator: str
    low: Decimal | None
    high: Decimal | None
    order: int


@dataclass(frozen=True, slots=True)
class GivenGeography:
    slug: str
    label: Text
    system: str
    release: str
    kind: str
    order: int


@dataclass(frozen=True, slots=True)
class GivenAreaMember:
    member: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class GivenArea:
    slug: str
    name: Text
    country: str
    region: str
    order: int
    memberships: tuple[GivenAreaMember, ...]


@dataclass(frozen=True, slots=True)
class GivenAreaVersion:
    slug: str
    area: str
    geography: str
    code: str
    known_as: str
    km2: Decimal | None


@dataclass(frozen=True, slots=True)
class GivenOverlap:
    slug: str
    part: str
    whole: str
    share: Decimal
    of: str


@dataclass(frozen=True, slots=True)
class GivenPublication:
    """`indicators` and `release` are slugs; the release is one that was made."""

    slug: str
    title: Text
    kind: Text
    number: int | None
    abstract: Text
    authors: Text
    published_on: date | None
    languages: tuple[str, ...]
    url: str
    licence: str
    indicators: tuple[str, ...]
    release: str


@dataclass(frozen=True, slots=True)
class GivenObservatory:
    """Everything that a folder says of the observatory."""

    domains: tuple[GivenDomain, ...]
    sources: tuple[GivenSource, ...]
    indicators: tuple[GivenIndicator, ...]
    definitions: tuple[GivenVersion, ...]
    size_classes: tuple[GivenSizeClass, ...]
    geographies: tuple[GivenGeography, ...]
    areas: tuple[GivenArea, ...]
    area_versions: tuple[GivenAreaVersion, ...]
    overlaps: tuple[GivenOverlap, ...]
    publications: tuple[GivenPublication, ...]
