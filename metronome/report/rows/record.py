"""What the network did."""

from __future__ import annotations

from dataclasses import dataclass

from metronome.ground.counting import Count
from metronome.ground.period import Period
from metronome.ground.text import Text


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
