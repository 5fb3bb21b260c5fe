"""The frozen rows of a period. A query makes them once; figures, checks and documents know nothing else, so they can
be made again anywhere, without a database.

Only public fields stand here: a manifest carries the snapshot to readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.network.spellings import Spellings

from .rows import (
    ActivityRow,
    AssessmentRow,
    BilateralRow,
    BodyRow,
    ChallengeRow,
    CorrectionRow,
    DocumentRow,
    IndicatorRow,
    KindRow,
    MandateRow,
    MemberRow,
    MentionRow,
    NetworkRow,
    NodeRow,
    OfficeRow,
    PartnerRow,
    PartText,
    PlanRow,
    PrintedListRow,
    ProjectRow,
    RegionRow,
    StatedRow,
    ThemeRow,
)


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """A practice that was published in the period. Of a member (its slug), or of another city by its name."""

    slug: str
    title: Text
    collection: str
    collection_title: Text
    member: str
    city: str
    published_on: date


@dataclass(frozen=True, slots=True)
class TransferRow:
    """That a member took a practice over: running for the first time on a day of the period, as both cities said.

    `key` is practice/member. `standing` is the last step that both had said by the end of the period.
    """

    key: str
    practice: str
    title: Text
    origin: str  # slug of the member that the practice is of; empty: of another city
    origin_name: Text
    city: str  # its name, where it is no member
    member: str
    member_name: Text
    on: date
    standing: str


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
    practices: tuple[PracticeRow, ...] = ()  # published in the period, and not retired by its end
    transfers: tuple[TransferRow, ...] = ()  # of practices, in the period
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
