"""What a report says, in one language, before it has a shape. Web page, PDF and Word show the same of these.

Every number that is a figure is a `Shown` and nothing else, and every `Shown` is printed once, in the order in which
the fields stand here: so a document can be read back and compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from metronome.ground.period import Period


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and the language they are in where it is not the document's: its code and its name."""

    text: str
    language: str = ""
    language_name: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Shown:
    """The number of a figure as it is printed. `key` names one part of a figure that is split.

    `href` leads to the figure's page, where its rows stand; `entry` is the id of its place in the appendix.
    """

    figure: str
    key: str
    text: str
    href: str
    entry: str

    @property
    def reference(self) -> str:
        """Which number this is: members.total, or activities.by_line#L1."""
        return f"{self.figure}#{self.key}" if self.key else self.figure


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph: words in a style, a link, or a number."""

    text: str
    style: str = ""
    href: str = ""
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]
    language: str = ""
    language_name: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A code with its words; `place` is that of the top-level line of the plan it belongs to, from 1, or 0."""

    code: str
    label: Said
    place: int = 0


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    code: str
    days: str
    dates: tuple[date, ...]  # each of its days; the first of the month where only the month is known
    title: Said
    summary: tuple[Paragraph, ...]
    kind: str
    facts: tuple[str, ...]  # format, role of the network, place
    members: tuple[str, ...]
    partners: tuple[str, ...]
    people: tuple[str, ...]
    counts: tuple[str, ...]
    results: tuple[Tag, ...]
    challenges: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class LineSection:
    """A line of the plan with the activities that it leads."""

    code: str
    place: int
    level: Said
    label: Said
    count: Shown | None
    activities: tuple[ActivityEntry, ...]


@dataclass(frozen=True, slots=True)
class InstalmentEntry:
    label: Said
    money: str
    standing: str  # where it stood on the last day of the period, in words


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project of the period. Without public money `sources`, `sums` and `instalments` are empty."""

    title: Said
    days: str
    state: str
    leads: tuple[str, ...]
    carriers: tuple[str, ...]  # members and partners that carry it besides
    results: tuple[Tag, ...]
    sources: tuple[str, ...]  # each source of money in words
    sums: str  # what they add up to, a currency at a time
    instalments: tuple[InstalmentEntry, ...]
    delivered: tuple[Said, ...]  # outputs that were accepted
    awaited: tuple[Said, ...]  # those still to come


@dataclass(frozen=True, slots=True)
class Mention:
    outlet: str
    subject: Said
    days: str
    url: str


@dataclass(frozen=True, slots=True)
class MediaMonth:
    name: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class MeetingMonth:
    name: str
    channels: str
    members: tuple[str, ...]
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that stands alone, with its label; `of` is the whole that it is a part of."""

    label: str
    shown: Shown
    unit: str
    of: Shown | None
    rows: str


@dataclass(frozen=True, slots=True)
class ChallengeEntry:
    """A challenge; one that others refine is their heading and has no count of its own."""

    code: str
    label: Said
    is_heading: bool
    count: Shown | None
    is_silent: bool


@dataclass(frozen=True, slots=True)
class NodeEntry:
    """A place in the plan; `count` is how many activities serve it, for results only."""

    code: str
    label: Said
    level: Said
    depth: int  # 0 at the top
    place: int
    is_result: bool
    activities: int
    count: Shown | None
    is_silent: bool
    assessed: tuple[str, ...] = ()  # how bodies judged it in the period, each as a sentence

    @property
    def is_top(self) -> bool:
        return self.depth == 0


@dataclass(frozen=True, slots=True)
class PlanSection:
    title: Said
    days: str
    nodes: tuple[NodeEntry, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    heading: str
    shown: Shown
    items: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class MemberName:
    name: str
    is_reached: bool
    latitude: Decimal | None
    longitude: Decimal | None


@dataclass(frozen=True, slots=True)
class PersonEntry:
    office: Said
    name: str
    title: Said


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    heading: Said
    people: tuple[PersonEntry, ...]


@dataclass(frozen=True, slots=True)
class RegionSection:
    name: Said
    activated: Shown | None
    members: tuple[MemberName, ...]
    others: tuple[str, ...]  # honorary members and observers, each with its standing in words
    groups: tuple[PeopleGroup, ...]


@dataclass(frozen=True, slots=True)
class RowEntry:
    """What stands behind a figure: a thing, and all that of it was used."""

    kind: str
    label: str
    used: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartOfFigure:
    label: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A figure in the appendix: what it means, its value and the rows that it is made of."""

    id: str
    entry: str
    label: str
    definition: str
    shown: Shown
    unit: str
    parts: tuple[PartOfFigure, ...]
    rows_words: str
    rows: tuple[RowEntry, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class FindingEntry:
    severity: str
    severity_words: str
    rule: str
    message: str
    mend: str
    where: str

    @property
    def look(self) -> str:
        """How a page shows its severity."""
        return {"stop": "bad", "ask": "warn"}.get(self.severity, "info")

    @property
    def icon(self) -> str:
        return self.look


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter: its id in links, its heading and the narrative that opens it."""

    id: str
    heading: str
    text: tuple[Paragraph, ...]


#: What each chapter prints, in its order; the first is the chapter itself.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "note": ("note", "highlights"),
    "activities": ("activities", "lines"),
    "projects": ("projects", "project_figures", "project_money", "project_instalments", "project_entries"),
    "media": ("media", "mentions", "media_months"),
    "listening": (
        "listening",
        "activated",
        "participations",
        "engaged",
        "partners_heading",
        "partners",
        "meetings_heading",
        "meetings",
        "meeting_months",
    ),
    "progress": ("progress", "results", "vague", "challenges", "plans"),
    "silence": ("silence", "silences"),
    "who": ("who", "regions", "groups"),
    "findings": ("findings_part", "findings_words", "findings"),
    "figures": ("figures_part", "figures"),
    "verify": ("verify",),
}
#: What every report ends with.
LAST = ("figures", "verify")


@dataclass(frozen=True, slots=True)
class Content:
    """A report in one language. Within a chapter, the order of the fields is the order of the document; `order` says
    which chapters are printed, and in which order."""

    language: str
    direction: str
    address: str  # of the edition's page
    network: str
    full_name: str
    title: str
    period: Period
    period_words: str
    months: tuple[tuple[str, str], ...]  # long and short name of each month of the period
    state: str
    is_settled: bool
    notice: str  # what a reader must know first: not published, texts in other languages
    contact: tuple[str, ...]
    words: dict[str, str]  # every label of the document
    order: tuple[str, ...]  # the chapters that are printed, in their order

    note: Part
    highlights: tuple[KeyFigure, ...]
    activities: Part
    lines: tuple[LineSection, ...]
    projects: Part
    project_figures: tuple[KeyFigure, ...]
    project_money: tuple[PartOfFigure, ...]
    project_instalments: tuple[PartOfFigure, ...]
    project_entries: tuple[ProjectEntry, ...]
    media: Part
    mentions: Shown | None
    media_months: tuple[MediaMonth, ...]
    listening: Part
    activated: Shown | None
    participations: Shown | None
    engaged: tuple[str, ...]
    partners_heading: Part
    partners: tuple[str, ...]
    meetings_heading: Part
    meetings: Shown | None
    meeting_months: tuple[MeetingMonth, ...]
    progress: Part
    results: tuple[KeyFigure, ...]
    vague: tuple[str, ...]  # counts that have no number
    challenges: tuple[ChallengeEntry, ...]
    plans: tuple[PlanSection, ...]
    silence: Part
    silences: tuple[Silence, ...]
    who: Part
    regions: tuple[RegionSection, ...]
    groups: tuple[PeopleGroup, ...]
    findings_part: Part
    findings_words: str
    findings: tuple[FindingEntry, ...]
    figures_part: Part
    figures: tuple[FigureEntry, ...]
    verify: Part

    @property
    def chapters(self) -> tuple[Part, ...]:
        """The chapters in their order, for a table of contents."""
        return tuple(getattr(self, FIELDS[name][0]) for name in (*self.order, *LAST))

    @property
    def printed(self) -> tuple[Any, ...]:
        """Everything that is printed of the chapters, in the order of the document."""
        return tuple(getattr(self, field) for name in (*self.order, *LAST) for field in FIELDS[name])
