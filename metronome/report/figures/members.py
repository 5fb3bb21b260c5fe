"""Figures of members and of their regions."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.network.enums import StandingKind
from metronome.report.rows import MemberRow
from metronome.report.snapshot import Snapshot

from .figure import Answer, Row, define
from .rows import NOT_STATED, activation_rows, label_of, member_rows, members_of_kind, tally


def _of_kind(snapshot: Snapshot, kind: str) -> Answer:
    members = members_of_kind(snapshot, kind)
    rows = member_rows(snapshot, members, lambda member: member.slug)
    return Answer(rows, len(rows), items=tuple(row.id for row in rows))


@define(
    "members.total",
    unit="member",
    is_of_a_day=True,
    label=lambda: _("Members"),
    words=lambda: _(
        "Full members in standing on the last day of the period. Honorary members and observers are counted apart; "
        "where no first day is known, a member has been one since ever."
    ),
)
def total(snapshot: Snapshot) -> Answer:
    return _of_kind(snapshot, StandingKind.FULL)


@define(
    "members.honorary",
    unit="member",
    is_of_a_day=True,
    label=lambda: _("Honorary members"),
    words=lambda: _("Honorary members in standing on the last day of the period."),
)
def honorary(snapshot: Snapshot) -> Answer:
    return _of_kind(snapshot, StandingKind.HONORARY)


@define(
    "members.observers",
    unit="member",
    is_of_a_day=True,
    label=lambda: _("Observers"),
    words=lambda: _("Observers in standing on the last day of the period."),
)
def observers(snapshot: Snapshot) -> Answer:
    return _of_kind(snapshot, StandingKind.OBSERVER)


@define(
    "members.by_region",
    unit="member",
    is_of_a_day=True,
    label=lambda: _("Members by region"),
    words=lambda: _("Full members in standing on the last day of the period, by region."),
)
def by_region(snapshot: Snapshot) -> Answer:
    members = members_of_kind(snapshot, StandingKind.FULL)
    rows = member_rows(snapshot, members, lambda member: member.region or NOT_STATED)
    return Answer(rows, len(rows), by=tally(rows, (region.slug for region in snapshot.regions)))


@define(
    "members.countries",
    unit="country",
    is_of_a_day=True,
    label=lambda: _("Countries"),
    words=lambda: _(
        "Distinct countries (ISO 3166-1) of the full members in standing on the last day of the period. A member of "
        "which no country is recorded adds none."
    ),
)
def countries(snapshot: Snapshot) -> Answer:
    members = (member for member in members_of_kind(snapshot, StandingKind.FULL) if member.country)
    rows = member_rows(snapshot, members, lambda member: member.country)
    items = tuple(sorted({row.used for row in rows}))
    return Answer(rows, len(items), by=tally(rows), items=items)


@define(
    "members.activated",
    unit="member",
    label=lambda: _("Members activated"),
    words=lambda: _(
        "Distinct members with the role activated in a counted activity of the period, full members on one of its "
        "days. A bilateral meeting does not activate, and neither does a name in a text."
    ),
)
def activated(snapshot: Snapshot) -> Answer:
    rows = activation_rows(snapshot)
    items = tuple(sorted({row.used for row in rows}))
    return Answer(rows, len(items), items=items)


@define(
    "members.participations",
    unit="participation",
    label=lambda: _("Participations of members"),
    words=lambda: _(
        "Pairs of a counted activity of the period and a member that it activated: a member activated in three "
        "activities counts three times here and once among the members activated."
    ),
)
def participations(snapshot: Snapshot) -> Answer:
    rows = activation_rows(snapshot)
    return Answer(rows, len(rows), by=tally(rows))


@define(
    "members.silent",
    unit="member",
    label=lambda: _("Silent members"),
    words=lambda: _(
        "Full members in standing on the last day of the period that no counted activity of the period activated."
    ),
)
def silent(snapshot: Snapshot) -> Answer:
    reached = {row.used for row in activation_rows(snapshot)}
    members = [member for member in members_of_kind(snapshot, StandingKind.FULL) if member.slug not in reached]
    rows = member_rows(snapshot, members, lambda member: member.slug)
    return Answer(rows, len(rows), items=tuple(row.id for row in rows))


@define(
    "members.activated_by_region",
    unit="member",
    label=lambda: _("Members activated by region"),
    words=lambda: _("The members activated in the period, by region; each counts once."),
)
def activated_by_region(snapshot: Snapshot) -> Answer:
    rows = member_rows(snapshot, _activated(snapshot), lambda member: member.region or NOT_STATED)
    return Answer(rows, len(rows), by=tally(rows, (region.slug for region in snapshot.regions)))


def _activated(snapshot: Snapshot) -> list[MemberRow]:
    return [snapshot.member[slug] for slug in sorted({row.used for row in activation_rows(snapshot)})]


@define(
    "regions.total",
    unit="region",
    label=lambda: _("Regions"),
    words=lambda: _("The regions of the network."),
)
def regions(snapshot: Snapshot) -> Answer:
    return _regions(snapshot, {region.slug for region in snapshot.regions})


@define(
    "regions.silent",
    unit="region",
    label=lambda: _("Silent regions"),
    words=lambda: _(
        "Regions that have a full member on the last day of the period, and of which no member was activated in it."
    ),
)
def silent_regions(snapshot: Snapshot) -> Answer:
    with_members = {member.region for member in members_of_kind(snapshot, StandingKind.FULL)}
    return _regions(snapshot, with_members - {member.region for member in _activated(snapshot)})


def _regions(snapshot: Snapshot, wanted: set[str]) -> Answer:
    language = snapshot.source_language
    rows = tuple(
        Row("region", region.slug, label_of(region.name, language), region.slug)
        for region in snapshot.regions
        if region.slug in wanted
    )
    return Answer(rows, len(rows), items=tuple(row.id for row in rows))
