"""The frozen rows of a period. A query makes them once; figures, checks and documents know nothing else, so they can
be made again anywhere, without a database.

Only public fields stand here: a manifest carries the snapshot to readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from metronome.ground.counting import Count
from metronome.ground.period import Calendar, Period
from metronome.ground.text import Text
from metronome.network.spellings import Spellings


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
class LevelRow:
    depth: int
    name: Text
    plural: Text


@dataclass(frozen=True, slots=True)
class PlanRow:
    slug: str
    title: Text
    period: Period
    levels: tuple[LevelRow, ...]


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A place in a plan. `key` is its code, led by the plan's slug only where two plans use that code."""

    key: str
    code: str
    plan: str
    parent: str  # key; empty at the top
    depth: int
    label: Text
    short_label: Text
    retired_on: date | None
    is_result: bool  # at the deepest level of its plan
    added_on: date | None = None  # None: since the plan was adopted
    successors: tuple[str, ...] = ()  # keys of what took its place

    def stands_in(self, period: Period) -> bool:
        """Whether it was in its plan on a day of a closed period."""
        first, last = period.ends
        return (self.retired_on or date.max) > first and (self.added_on or date.min) <= last


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """A challenge. `key` is its code, led by the plan's slug only where two plans use that code."""

    key: str
    code: str
    plan: str
    parent: str
    label: Text
    is_leaf: bool


@dataclass(frozen=True, slots=True)
class ThemeRow:
    key: str
    plan: str
    label: Text


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """How a body judged a node (its key) on a day."""

    node: str
    year: int
    is_final: bool
    rating: str
    rating_label: Text
    body: str
    on: date


@dataclass(frozen=True, slots=True)
class KindRow:
    slug: str
    name: Text
    plural: Text


@dataclass(frozen=True, slots=True)
class DaysRow:
    period: Period
    precision: str
    title: Text


@dataclass(frozen=True, slots=True)
class PartRow:
    """A member's or partner's part in an activity."""

    slug: str
    role: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str  # empty where it is unknown or not public
    title: Text
    role: str
    member: str
    partner: str
    is_of_the_network: bool
    is_named_in_text: bool


@dataclass(frozen=True, slots=True)
class CountRow:
    id: str
    count: Count
    sex: str
    mode: str
    country: str
    printed: str

    @property
    def is_whole(self) -> bool:
        """Counts everybody, not one sex, mode or country."""
        return not (self.sex or self.mode or self.country)


@dataclass(frozen=True, slots=True)
class ActivityRow:
    code: str
    title: Text
    summary: Text
    kind: str
    lead_line: str  # key of a node at the top; empty where none was chosen
    format: str
    network_role: str
    days: tuple[DaysRow, ...]
    results: tuple[str, ...]
    challenges: tuple[str, ...]
    themes: tuple[str, ...]
    goals: tuple[str, ...]
    markers: tuple[tuple[str, int], ...]
    members: tuple[PartRow, ...]
    partners: tuple[PartRow, ...]
    people: tuple[PersonRow, ...]
    counts: tuple[CountRow, ...]
    place: Text
    series: str
    other_cities: tuple[str, ...]
    is_members_only: bool

    def touches(self, period: Period) -> bool:
        return any(days.period.touches(period) for days in self.days)


@dataclass(frozen=True, slots=True)
class MentionRow:
    slug: str
    outlet: str
    period: Period
    precision: str
    subject: Text
    member: str
    activity: str
    url: str


@dataclass(frozen=True, slots=True)
class BilateralRow:
    slug: str
    period: Period
    precision: str
    channel: str
    member: str
    partner: str


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


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """That a member asked for something to be corrected: when, and what became of it. What was asked is not public."""

    id: str
    member: str
    asked_on: date
    state: str  # asked, accepted or declined on the last day of the period
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class IndicatorValueRow:
    """What a release states of a metropolis: a whole number in the places that the definition keeps."""

    area: str
    name: Text
    number: int
    status: str
    scale: str
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator that a text of the report cites, as one release of the observatory has it: its definition, and the
    values of the metropolises where members act, `of` so many."""

    slug: str
    name: Text
    definition: Text
    version: int
    unit: str
    unit_label: Text
    decimals: int
    aggregation: str
    geography: str
    geography_label: Text
    year: int
    release: str
    release_title: Text
    digest: str
    source: str
    licence: str
    of: int
    values: tuple[IndicatorValueRow, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source of money of a project; no amount: not known."""

    code: str
    kind: str
    partner: str
    amount: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class InstalmentRow:
    """An instalment as it stood on the last day of the period: paid, due, or waiting for a condition."""

    code: str
    standing: str
    amount: Decimal
    currency: str


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


@dataclass(frozen=True)
class Snapshot:
    """Everything that a report of the period rests on. Tuples are in the order in which they are shown."""

    period: Period
    network: NetworkRow
    regions: tuple[RegionRow, ...] = ()
    members: tuple[MemberRow, ...] = ()
    partners: tuple[PartnerRow, ...] = ()
    plans: tuple[PlanRow, ...] = ()  # those valid in the period
    nodes: tuple[NodeRow, ...] = ()  # of those plans, and those that an activity of the period names besides
    challenges: tuple[ChallengeRow, ...] = ()
    themes: tuple[ThemeRow, ...] = ()
    kinds: tuple[KindRow, ...] = ()
    activities: tuple[ActivityRow, ...] = ()  # counted, touching the period
    mentions: tuple[MentionRow, ...] = ()
    bilaterals: tuple[BilateralRow, ...] = ()
    bodies: tuple[BodyRow, ...] = ()
    offices: tuple[OfficeRow, ...] = ()
    mandates: tuple[MandateRow, ...] = ()  # running on a day of the period
    documents: tuple[DocumentRow, ...] = ()
    stated: tuple[StatedRow, ...] = ()
    printed: tuple[PrintedListRow, ...] = ()  # of the edition as printed for this period, if there is one
    texts: tuple[PartText, ...] = ()  # narrative of the edition, by part
    title: Text = field(default_factory=Text)
    assessments: tuple[AssessmentRow, ...] = ()  # made on a day of the period
    parts: tuple[str, ...] = ()  # chapters of the edition, in its order; empty: all of them
    #: What the report is about (member:dakar, partner:un-habitat, node:L1, plan:sap, activity:forum): the rows are
    #: narrowed to it; empty: the whole network.
    about: tuple[str, ...] = ()
    corrections: tuple[CorrectionRow, ...] = ()  # of the member that the report is about, asked in the period
    projects: tuple[ProjectRow, ...] = ()  # published, not called off, of which a day lies in the period
    kept: tuple[str, ...] = ()  # of which sorts of rows the record holds any for the period, of whomever
    indicators: tuple[IndicatorRow, ...] = ()  # that its texts cite
    read_on: date | None = None  # the day of reading, where the period had not ended

    @cached_property
    def derived(self) -> dict[str, Any]:
        """What several figures derive from these rows, by name: made once, and no part of the snapshot itself."""
        return {}

    @cached_property
    def member(self) -> Mapping[str, MemberRow]:
        return {row.slug: row for row in self.members}

    @cached_property
    def partner(self) -> Mapping[str, PartnerRow]:
        return {row.slug: row for row in self.partners}

    @cached_property
    def node(self) -> Mapping[str, NodeRow]:
        return {row.key: row for row in self.nodes}

    @cached_property
    def challenge(self) -> Mapping[str, ChallengeRow]:
        return {row.key: row for row in self.challenges}

    @cached_property
    def activity(self) -> Mapping[str, ActivityRow]:
        return {row.code: row for row in self.activities}

    @cached_property
    def plan(self) -> Mapping[str, PlanRow]:
        return {row.slug: row for row in self.plans}

    @cached_property
    def spellings(self) -> Spellings:
        """Every name of a member (member:slug) and a partner (partner:slug), to be found in running text."""
        members = (
            (spelling, f"member:{row.slug}")
            for row in self.members
            for spelling in (*row.name.texts.values(), row.official_name, *row.spellings)
        )
        partners = (
            (spelling, f"partner:{row.slug}")
            for row in self.partners
            for spelling in (*row.name.texts.values(), *row.acronym.texts.values(), *row.spellings)
        )
        return Spellings((*members, *partners))

    @property
    def sort(self) -> str:
        """Which sort of thing the report is about: member, partner, node, plan, activity; empty: the whole network."""
        return self.about[0].partition(":")[0] if self.about else ""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The keys of what the report is about."""
        return tuple(subject.partition(":")[2] for subject in self.about)

    @property
    def source_language(self) -> str:
        return self.network.languages[0]
