"""Figures of one member, in a report about it: what the network did for it, and it for the network."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.network.enums import CorrectionState
from metronome.report.rows import ActivityRow
from metronome.report.snapshot import Snapshot

from .figure import Answer, Row, define
from .rows import activity_rows, label_of, months_in, tally


def _roles(snapshot: Snapshot, activity: ActivityRow) -> tuple[str, ...]:
    """The roles that the member had in an activity; the rows are narrowed to those with one."""
    return tuple(dict.fromkeys(part.role for part in activity.members if part.slug in snapshot.subjects))


@define(
    "member.activities",
    unit="activity",
    of_member="activities",
    label=lambda: _("Activities with a part of the member"),
    words=lambda: _(
        "Published activities of which one day, or one month, lies in the period and in which the member had a part, "
        "whatever its role; each counts once. To be named in a text is no part."
    ),
)
def activities(snapshot: Snapshot) -> Answer:
    rows = activity_rows(snapshot, lambda activity: (" ".join(_roles(snapshot, activity)),))
    return Answer(rows, len(rows), items=tuple(row.id for row in rows))


@define(
    "member.activities_by_month",
    unit="activity",
    of_member="activities",
    label=lambda: _("Activities with a part of the member, by month"),
    words=lambda: _(
        "The activities in which the member had a part, in each month of the period that one of their days touches. "
        "The parts can add up to more than the total."
    ),
)
def by_month(snapshot: Snapshot) -> Answer:
    period = snapshot.period
    rows = activity_rows(snapshot, lambda activity: months_in((days.period for days in activity.days), period))
    return Answer(rows, len(snapshot.activities), by=tally(rows, months_in((period,), period)))


@define(
    "member.results",
    unit="result",
    of_member="activities",
    label=lambda: _("Results served with the member"),
    words=lambda: _(
        "Distinct results of the network’s plans that the activities with a part of the member are tagged with, and "
        "how many of these activities serve each."
    ),
)
def results(snapshot: Snapshot) -> Answer:
    rows = activity_rows(snapshot, lambda activity: activity.results)
    by = tally(rows)
    return Answer(rows, len(by), by=by, items=tuple(by))


@define(
    "member.challenges",
    unit="challenge",
    of_member="activities",
    label=lambda: _("Challenges answered with the member"),
    words=lambda: _(
        "Distinct challenges that the activities with a part of the member are tagged with, and how many of these "
        "activities answer each."
    ),
)
def challenges(snapshot: Snapshot) -> Answer:
    rows = activity_rows(snapshot, lambda activity: activity.challenges)
    by = tally(rows)
    return Answer(rows, len(by), by=by, items=tuple(by))


@define(
    "member.people",
    unit="contribution",
    of_member="people",
    label=lambda: _("Contributions by people of the member"),
    words=lambda: _(
        "How often somebody of the member is on record as speaker, expert, author, moderator or chair of an activity "
        "of the period. Whoever contributed to two activities counts twice; people without a public name count too."
    ),
)
def people(snapshot: Snapshot) -> Answer:
    language = snapshot.source_language
    rows = tuple(
        Row("person", f"{activity.code}/{place}", person.name or label_of(person.title, language), person.role)
        for activity in snapshot.activities
        for place, person in enumerate(activity.people, 1)
    )
    return Answer(rows, len(rows), by=tally(rows))


@define(
    "member.mandates",
    unit="mandate",
    of_member="mandates",
    label=lambda: _("Mandates of the member"),
    words=lambda: _("Mandates in the bodies of the network that were held for the member on a day of the period."),
)
def mandates(snapshot: Snapshot) -> Answer:
    language = snapshot.source_language
    labels = {body.slug: label_of(body.label, language) for body in snapshot.bodies}
    rows = tuple(
        Row(
            "mandate", f"{mandate.body}/{mandate.office}/{place}", labels.get(mandate.body, mandate.body), mandate.body
        )
        for place, mandate in enumerate(snapshot.mandates, 1)
    )
    return Answer(rows, len(rows), by=tally(rows))


@define(
    "member.mentions",
    unit="mention",
    of_member="mentions",
    label=lambda: _("The member in the media"),
    words=lambda: _(
        "Mentions of the network in the media of which one day, or the month, lies in the period and that are on "
        "record with the member."
    ),
)
def mentions(snapshot: Snapshot) -> Answer:
    rows = tuple(Row("mention", mention.slug, mention.outlet, mention.slug) for mention in snapshot.mentions)
    return Answer(rows, len(rows), items=tuple(row.id for row in rows))


@define(
    "member.meetings",
    unit="meeting",
    of_member="bilaterals",
    label=lambda: _("Meetings between the member and the network"),
    words=lambda: _("Bilateral meetings with the member of which one day, or the month, lies in the period."),
)
def meetings(snapshot: Snapshot) -> Answer:
    names = {row.slug: label_of(row.name, snapshot.source_language) for row in snapshot.members}
    rows = tuple(
        Row("bilateral", meeting.slug, names.get(meeting.member, meeting.member), meeting.channel)
        for meeting in snapshot.bilaterals
    )
    return Answer(rows, len(rows), items=tuple(row.id for row in rows))


@define(
    "member.corrections",
    unit="request",
    of_member="corrections",
    label=lambda: _("Corrections that the member asked for"),
    words=lambda: _(
        "Requests of the member’s focal points in the period that something on record be corrected, and how each "
        "stood at its end: waiting for an answer, accepted, declined."
    ),
)
def corrections(snapshot: Snapshot) -> Answer:
    rows = tuple(Row("correction", row.id, row.asked_on.isoformat(), row.state) for row in snapshot.corrections)
    return Answer(rows, len(rows), by=tally(rows, CorrectionState.values))
