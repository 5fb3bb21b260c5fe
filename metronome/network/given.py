"""What is given to be put: the network and its members, as plain values that know no database.

A key is given as what it is known by (a slug); the empty text says that there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class GivenNetwork:
    slug: str
    name: Text
    full_name: Text
    lede: Text
    languages: tuple[str, ...]
    required_languages: tuple[str, ...]
    languages_to_publish: tuple[str, ...]
    languages_by_noun: Mapping[str, tuple[str, ...]]
    timezone: str
    fiscal_month: int
    reporting_months: tuple[int, ...]
    currencies: tuple[str, ...]
    decimal_sign: str
    day_order: str
    brand: Mapping[str, Any]
    contact: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GivenListed:
    """One of a list that the network makes for itself: a region, a kind of partner."""

    slug: str
    name: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenStanding:
    kind: str
    since: date | None
    until: date | None
    why: Text


@dataclass(frozen=True, slots=True)
class GivenAlias:
    spelling: str
    kind: str


@dataclass(frozen=True, slots=True)
class GivenMember:
    slug: str
    name: Text
    official_name: str
    country: str
    region: str
    latitude: Decimal | None
    longitude: Decimal | None
    place: str
    languages: tuple[str, ...]
    website: str
    order: int
    standings: tuple[GivenStanding, ...]
    aliases: tuple[GivenAlias, ...]


@dataclass(frozen=True, slots=True)
class GivenPartner:
    slug: str
    name: Text
    acronym: Text
    kind: str
    website: str
    aliases: tuple[GivenAlias, ...]


@dataclass(frozen=True, slots=True)
class GivenContact:
    slug: str
    name: str
    office: Text
    member: str
    partner: str
    since: date | None
    until: date | None
    is_public: bool
    languages: tuple[str, ...]
