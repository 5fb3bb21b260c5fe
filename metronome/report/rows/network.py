"""Who the network is: its members, partners, bodies and mandates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metronome.ground.period import Calendar, Period
from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class NetworkRow:
    slug: str
    name: Text
    full_name: Text
    lede: Text
    languages: tuple[str, ...]
    required_languages: tuple[str, ...]
    calendar: Calendar
    contact: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RegionRow:
    slug: str
    name: Text


@dataclass(frozen=True, slots=True)
class StandingRow:
    kind: str
    period: Period


@dataclass(frozen=True, slots=True)
class MemberRow:
    slug: str
    name: Text
    official_name: str
    country: str
    region: str
    latitude: Decimal | None
    longitude: Decimal | None
    standings: tuple[StandingRow, ...]
    spellings: tuple[str, ...]  # every alias, so that names can be told apart without a database


@dataclass(frozen=True, slots=True)
class PartnerRow:
    slug: str
    name: Text
    acronym: Text
    kind: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyRow:
    slug: str
    kind: str
    label: Text


@dataclass(frozen=True, slots=True)
class OfficeRow:
    slug: str
    label: Text


@dataclass(frozen=True, slots=True)
class MandateRow:
    slug: str
    body: str
    office: str
    contact: str
    name: str
    title: Text
    members: tuple[str, ...]
    region: str
    period: Period


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """That a member asked for something to be corrected: when, and what became of it. What was asked is not public."""

    id: str
    member: str
    asked_on: date
    state: str  # asked, accepted or declined on the last day of the period
    answered_on: date | None
