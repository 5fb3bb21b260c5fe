"""What documents state and print, and what the edition itself says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class DocumentRow:
    slug: str
    title: Text
    language: str
    published: str


@dataclass(frozen=True, slots=True)
class StatedRow:
    slug: str
    document: str
    edition: str  # of the edition as printed that states it; empty otherwise
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
class PrintedItem:
    id: str  # empty where the spelling was not resolved
    printed: str


@dataclass(frozen=True, slots=True)
class PrintedListRow:
    edition: str
    name: str
    subject: str
    language: str
    where: str
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True)
class PartText:
    part: str
    text: Text
