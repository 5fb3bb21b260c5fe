"""Figures of partners, bilateral meetings and media."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.record.enums import InvolvementRole
from metronome.report.rows import BilateralRow
from metronome.report.snapshot import Snapshot

from .figure import Answer, Row, define
from .rows import activity_rows, label_of, months_in, once, tally


@once
def _involvement_rows(snapshot: Snapshot) -> tuple[Row, ...]:
    """Each partner once at each activity that is tagged with it, whatever its roles; a name in the text is no tag."""
    return activity_rows(
        snapshot,
        lambda activity: dict.fromkeys(part.slug for part in activity.partners if part.role != InvolvementRole.NAMED),
    )


def _meeting_rows(snapshot: Snapshot) -> tuple[Row, ...]:
    return tuple(
        Row("bilateral", meeting.slug, _party(snapshot, meeting), meeting.partner)
        for meeting in snapshot.bilaterals
        if meeting.partner
    )


def _party(snapshot: Snapshot, meeting: BilateralRow) -> str:
    """The name of the member or partner that was met."""
    party = snapshot.member[meeting.member] if meeting.member else snapshot.partner[meeting.partner]
    return label_of(party.name, snapshot.source_language)


def _distinct(rows: tuple[Row, ...]) -> Answer:
    items = tuple(sorted({row.used for row in rows}))
    return Answer(rows, len(items), items=items)


@define(
    "partners.involved",
    unit="partner",
    label=lambda: _("Partners involved in activities"),
    words=lambda: _(
        "Distinct partners tagged on counted activities of the period, whatever their role. A partner that is only "
        "named in a text does not count."
    ),
)
def involved(snapshot: Snapshot) -> Answer:
    return _distinct(_involvement_rows(snapshot))


@define(
    "partners.met",
    unit="partner",
    label=lambda: _("Partners met"),
    words=lambda: _("Distinct partners with whom a bilateral meeting was held in the period."),
)
def met(snapshot: Snapshot) -> Answer:
    return _distinct(_meeting_rows(snapshot))


@define(
    "partners.reached",
    unit="partner",
    label=lambda: _("Partners reached"),
    words=lambda: _("Distinct partners involved in activities of the period or met in it; each counts once."),
)
def reached(snapshot: Snapshot) -> Answer:
    return _distinct(_involvement_rows(snapshot) + _meeting_rows(snapshot))


@define(
    "bilaterals.held",
    unit="meeting",
    label=lambda: _("Bilateral meetings"),
    words=lambda: _(
        "Bilateral meetings of which one day, or the month, lies in the period, with members and with partners. They "
        "are no activities and activate nobody."
    ),
)
def held(snapshot: Snapshot) -> Answer:
    rows = tuple(
        Row("bilateral", meeting.slug, _party(snapshot, meeting), "member" if meeting.member else "partner")
        for meeting in snapshot.bilaterals
    )
    items = tuple(row.id for row in rows)
    return Answer(rows, len(rows), by=tally(rows, ("member", "partner")), items=items)


@define(
    "media.mentions",
    unit="mention",
    label=lambda: _("Media mentions"),
    words=lambda: _("Mentions of the network in the media of which one day, or the month, lies in the period."),
)
def mentions(snapshot: Snapshot) -> Answer:
    rows = tuple(Row("mention", mention.slug, mention.outlet, mention.slug) for mention in snapshot.mentions)
    return Answer(rows, len(rows), items=tuple(row.id for row in rows))


@define(
    "media.by_month",
    unit="mention",
    label=lambda: _("Media mentions by month"),
    words=lambda: _(
        "The media mentions of the period by month. A mention counts in each month of the period that it touches."
    ),
)
def mentions_by_month(snapshot: Snapshot) -> Answer:
    period = snapshot.period
    rows = tuple(
        Row("mention", mention.slug, mention.outlet, month)
        for mention in snapshot.mentions
        for month in months_in((mention.period,), period)
    )
    return Answer(rows, len({row.id for row in rows}), by=tally(rows, months_in((period,), period)))
