"""The rows behind figures, and how they are counted by a key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import TypeVar, cast

from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.network.enums import StandingKind
from metronome.record.enums import InvolvementRole
from metronome.report.rows import ActivityRow, MemberRow
from metronome.report.snapshot import Snapshot

from .figure import Row

#: The key under which things stand of which the record does not say where they belong. Unlike zero, and unlike "none".
NOT_STATED = "not_stated"


T = TypeVar("T")


def once(derive: Callable[[Snapshot], T]) -> Callable[[Snapshot], T]:
    """Derive something from a snapshot at the first question only, however many figures ask."""
    name = f"{derive.__module__}.{derive.__name__}"

    @wraps(derive)
    def derived(snapshot: Snapshot) -> T:
        if name not in snapshot.derived:
            snapshot.derived[name] = derive(snapshot)
        return cast(T, snapshot.derived[name])

    return derived


def label_of(text: Text, language: str) -> str:
    """A text in the language of all rows, else in the language that it has."""
    return text.texts.get(language) or text.in_(language)


def activity_rows(snapshot: Snapshot, used: Callable[[ActivityRow], Iterable[str]]) -> tuple[Row, ...]:
    """A row for each thing that is used of each activity."""
    return tuple(
        Row("activity", activity.code, label, one) for activity, label in _labelled(snapshot) for one in used(activity)
    )


@once
def _labelled(snapshot: Snapshot) -> list[tuple[ActivityRow, str]]:
    language = snapshot.source_language
    return [(activity, label_of(activity.title, language)) for activity in snapshot.activities]


def tally(rows: Iterable[Row], keys: Iterable[str] = ()) -> dict[str, int]:
    """How many rows used each key: the given keys in their order, with their zeros, then others as they come."""
    counted = Counter(row.used for row in rows)
    return {key: counted.pop(key, 0) for key in keys} | dict(sorted(counted.items()))


def used_in(rows: Iterable[Row], keys: Iterable[str]) -> tuple[str, ...]:
    """Those of the keys that a row used, in the order of the keys."""
    used = {row.used for row in rows}
    return tuple(key for key in keys if key in used)


def unused_in(rows: Iterable[Row], keys: Iterable[str]) -> tuple[str, ...]:
    """Those of the keys that no row used, in the order of the keys."""
    used = {row.used for row in rows}
    return tuple(key for key in keys if key not in used)


def months_in(periods: Iterable[Period], within: Period) -> tuple[str, ...]:
    """The months of a closed period (2021-03) that one of these stretches of days touches there, in order."""
    begin, end = within.ends
    months = {
        month
        for period in periods
        if period.touches(within)
        for month in Period(max(period.first or begin, begin), min(period.last or end, end)).months()
    }
    return tuple(f"{year:04}-{month:02}" for year, month in sorted(months))


def full_standings(snapshot: Snapshot) -> Mapping[str, tuple[Period, ...]]:
    """For each member, when it was a full one."""
    return {
        member.slug: tuple(standing.period for standing in member.standings if standing.kind == StandingKind.FULL)
        for member in snapshot.members
    }


def members_of_kind(snapshot: Snapshot, kind: str) -> tuple[MemberRow, ...]:
    """The members in standing of that kind on the last day of the period, by slug."""
    _, day = snapshot.period.ends
    found = (
        member
        for member in snapshot.members
        if any(standing.kind == kind and standing.period.holds(day) for standing in member.standings)
    )
    return tuple(sorted(found, key=lambda member: member.slug))


def member_rows(snapshot: Snapshot, members: Iterable[MemberRow], used: Callable[[MemberRow], str]) -> tuple[Row, ...]:
    """A row for each of these members."""
    language = snapshot.source_language
    return tuple(Row("member", member.slug, label_of(member.name, language), used(member)) for member in members)


@once
def activation_rows(snapshot: Snapshot) -> tuple[Row, ...]:
    """A row for each pair of a counted activity and a member that it activated: a full member on one of its days."""
    standings = full_standings(snapshot)

    def activated(activity: ActivityRow) -> Iterator[str]:
        for part in activity.members:
            if part.role == InvolvementRole.ACTIVATED and any(
                standing.touches(days.period) for standing in standings.get(part.slug, ()) for days in activity.days
            ):
                yield part.slug

    return activity_rows(snapshot, activated)
