"""What is given to be put: a project with all its parts, as plain values that know no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metronome.ground.canonical import digest
from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class GivenCarrier:
    """A member or a partner, by slug, that carries the project from and to a day."""

    member: str
    partner: str
    role: str
    since: date | None
    until: date | None
    order: int


@dataclass(frozen=True, slots=True)
class GivenSource:
    """Where money comes from; an amount of None is not known."""

    code: str
    label: Text
    kind: str
    member: str
    partner: str
    amount: Decimal | None
    currency: str
    order: int


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A line of the budget, paid by the source of that code."""

    code: str
    label: Text
    source: str
    amount: Decimal | None
    currency: str
    order: int


@dataclass(frozen=True, slots=True)
class GivenRate:
    base: str
    to: str
    value: Decimal
    on: date
    source: str
    order: int


@dataclass(frozen=True, slots=True)
class GivenInstalment:
    """Paid when its day has come and the reports and outputs of these codes are accepted."""

    code: str
    label: Text
    source: str
    amount: Decimal
    currency: str
    due_on: date | None
    after_reports: tuple[str, ...]
    after_outputs: tuple[str, ...]
    order: int


@dataclass(frozen=True, slots=True)
class GivenReportDue:
    code: str
    label: Text
    first_day: date | None
    last_day: date | None
    due_on: date
    order: int


@dataclass(frozen=True, slots=True)
class GivenOutput:
    code: str
    label: Text
    due_on: date | None
    order: int


@dataclass(frozen=True, slots=True)
class GivenMarked:
    marker: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class GivenTrip:
    """`number` journeys of one person one way; `factor` in kg of CO2 equivalent for a person and a kilometre."""

    origin: str
    destination: str
    mode: str
    number: int
    kilometres: int | None
    factor: Decimal | None
    factor_low: Decimal | None
    factor_high: Decimal | None
    factor_source: str
    order: int


@dataclass(frozen=True, slots=True)
class GivenRisk:
    code: str
    text: Text
    likelihood: str
    effect: str
    response: Text
    owner: str
    closed_on: date | None
    order: int


@dataclass(frozen=True, slots=True)
class GivenAfterwards:
    """What is to come of the project afterwards."""

    what: Text
    owner: str
    due_on: date | None
    done_on: date | None
    order: int


@dataclass(frozen=True, slots=True)
class GivenProject:
    """A project. `lead_line` and `results` are plan/code, `activities` codes of the record."""

    slug: str
    title: Text
    summary: Text
    text: Text
    lead_line: str
    state: str
    state_note: Text
    first_day: date | None
    last_day: date | None
    months: int | None
    call: str
    application: str
    currency: str
    is_money_public: bool
    has_no_trips: bool
    online_share: Decimal | None
    source: str
    is_published: bool
    carriers: tuple[GivenCarrier, ...]
    results: tuple[str, ...]
    activities: tuple[str, ...]
    sources: tuple[GivenSource, ...]
    budget: tuple[GivenLine, ...]
    rates: tuple[GivenRate, ...]
    instalments: tuple[GivenInstalment, ...]
    reports: tuple[GivenReportDue, ...]
    outputs: tuple[GivenOutput, ...]
    markers: tuple[GivenMarked, ...]
    trips: tuple[GivenTrip, ...]
    risks: tuple[GivenRisk, ...]
    follow_ups: tuple[GivenAfterwards, ...]
    order: int


@dataclass(frozen=True, slots=True)
class GivenTermInstalment:
    """An instalment of what a call gives, payable so many months after the project begins (None: at once), once the
    reports of these codes are accepted."""

    code: str
    label: Text
    amount: Decimal
    currency: str
    after_months: int | None
    after_reports: tuple[str, ...]
    order: int


@dataclass(frozen=True, slots=True)
class GivenTermReport:
    code: str
    label: Text
    after_months: int
    order: int


@dataclass(frozen=True, slots=True)
class GivenTerms:
    """Under which terms an application to a call, of that outcome, becomes a project."""

    slug: str
    call: str
    outcome: str
    label: Text
    months: int
    instalments: tuple[GivenTermInstalment, ...]
    reports: tuple[GivenTermReport, ...]
    order: int


@dataclass(frozen=True, slots=True)
class GivenShare:
    """Which share of an expense was for a result (plan/code) or for an activity (its code)."""

    result: str
    activity: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class GivenExpense:
    """What was spent on a line of a project's budget. `code` is made of what it says, so that the same is the same."""

    code: str
    project: str
    spent_on: date
    supplier: str
    what: str
    line: str
    amount: Decimal
    currency: str
    url: str
    shares: tuple[GivenShare, ...]

    @property
    def own_code(self) -> str:
        """The code that it has by what it says: its project, its day, and a mark of the rest."""
        amount = format(self.amount.normalize(), "f")
        said = [" ".join(self.supplier.split()), " ".join(self.what.split()), self.line, amount, self.currency]
        return f"{self.project}/{self.spent_on}/{digest(said)[:8]}"
