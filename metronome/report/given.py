"""What is given to be put: what documents state and how past reports were printed, as values that know no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class GivenReportKind:
    """A kind of report of the network's own: what it is about, its parts and figures."""

    slug: str
    about: str
    label: Text
    title: Text
    parts: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenStated:
    """A number that a document states."""

    slug: str
    document: str
    subject: str
    label: Text
    qualifier: str
    value: Decimal
    unit: str
    printed: str
    where: str
    as_of: str
    compares_with: str
    relation: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GivenDocument:
    slug: str
    title: Text
    language: str
    published: str
    file: str
    figures: tuple[GivenStated, ...]


@dataclass(frozen=True, slots=True)
class GivenPrintedList:
    name: str
    subject: str
    language: str
    items: tuple[Mapping[str, str], ...]
    where: str


@dataclass(frozen=True, slots=True)
class GivenPartText:
    part: str
    text: Text


@dataclass(frozen=True, slots=True)
class GivenEdition:
    slug: str
    kind: str
    state: str
    first_day: date
    last_day: date
    title: Text
    plan: str
    document: str
    languages: tuple[str, ...]
    figures: tuple[GivenStated, ...]
    printed_lists: tuple[GivenPrintedList, ...]
    texts: tuple[GivenPartText, ...]
