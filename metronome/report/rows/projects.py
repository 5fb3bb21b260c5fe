"""What members carry out together."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from metronome.ground.period import Period
from metronome.ground.text import Text

from .record import PartRow


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source of money of a project; no amount: not known. What it is called was not kept at first."""

    code: str
    kind: str
    partner: str
    amount: Decimal | None
    currency: str
    label: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """An instalment as it stood on the last day of the period: paid, due, or waiting for a condition. Its label and
    its source were not kept at first."""

    code: str
    standing: str
    amount: Decimal
    currency: str
    label: Text = field(default_factory=Text)
    source: str = ""


@dataclass(frozen=True, slots=True)
class OutputRow:
    """What a project is to bring about, and whether that was accepted until the last day of the period."""

    code: str
    label: Text
    is_delivered: bool


@dataclass(frozen=True, slots=True)
class ProjectFault:
    """What does not fit in a project: unmet, overspent, late, uneven; and the code that it is about."""

    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project of the period. Its money and what does not fit stand there only where its money is public."""

    slug: str
    title: Text
    state: str  # empty where it is not known
    period: Period
    line: str  # key of a node; empty where none was chosen
    results: tuple[str, ...]
    members: tuple[PartRow, ...]  # that carry it on a day of the period
    partners: tuple[PartRow, ...]
    sources: tuple[SourceRow, ...]
    instalments: tuple[InstalmentRow, ...]
    faults: tuple[ProjectFault, ...]
    is_money_public: bool
    outputs: tuple[OutputRow, ...] = ()
