"""Figures of activities."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from metronome.report.rows import ActivityRow
from metronome.report.snapshot import Snapshot

from .figure import Answer, define
from .rows import NOT_STATED, activation_rows, activity_rows, months_in, tally


@define(
    "activities.total",
    unit="activity",
    label=lambda: _("Activities"),
    words=lambda: _(
        "Published activities of which one day, or one month, lies in the period; each counts once. Bilateral "
        "meetings and media mentions are counted apart."
    ),
)
def total(snapshot: Snapshot) -> Answer:
    rows = activity_rows(snapshot, lambda activity: (activity.code,))
    return Answer(rows, len(rows), items=tuple(row.id for row in rows))


@define(
    "activities.by_kind",
    unit="activity",
    label=lambda: _("Activities by kind"),
    words=lambda: _(
        "The activities of the period by their kind. Each has one kind, so the parts add up to the total."
    ),
)
def by_kind(snapshot: Snapshot) -> Answer:
    rows = activity_rows(snapshot, lambda activity: (activity.kind,))
    counted = tally(rows, (kind.slug for kind in snapshot.kinds))
    return Answer(rows, len(rows), by={kind: number for kind, number in counted.items() if number})


@define(
    "activities.by_line",
    unit="activity",
    label=lambda: _("Activities by line of the plan"),
    words=lambda: _(
        "The activities of the period by their lead line, which is the part of the plan that they are reported under. "
        "Each has one lead line at most, so the parts add up to the total."
    ),
)
def by_line(snapshot: Snapshot) -> Answer:
    rows = activity_rows(snapshot, lambda activity: (activity.lead_line or NOT_STATED,))
    lines = (node.key for node in snapshot.nodes if node.depth == 1 and node.plan in snapshot.plan)
    return Answer(rows, len(rows), by=tally(rows, lines))


@define(
    "activities.by_month",
    unit="activity",
    label=lambda: _("Activities by month"),
    words=lambda: _(
        "The activities of the period by month. An activity counts in each month of the period that one of its days "
        "touches, so the parts can add up to more than the total."
    ),
)
def by_month(snapshot: Snapshot) -> Answer:
    period = snapshot.period
    rows = activity_rows(snapshot, lambda activity: months_in((days.period for days in activity.days), period))
    return Answer(rows, len({row.id for row in rows}), by=tally(rows, months_in((period,), period)))


@define(
    "activities.by_region",
    unit="activity",
    label=lambda: _("Activities by region"),
    words=lambda: _(
        "Activities of the period that activated a member of a region. An activity counts once in each region that it "
        "reached, so the parts can add up to more than the total."
    ),
)
def by_region(snapshot: Snapshot) -> Answer:
    regions = {member.slug: member.region or NOT_STATED for member in snapshot.members}
    places = {region.slug: place for place, region in enumerate(snapshot.regions)}
    reached: dict[str, set[str]] = {}
    for row in activation_rows(snapshot):
        reached.setdefault(row.id, set()).add(regions[row.used])

    def used(activity: ActivityRow) -> Iterable[str]:
        return sorted(reached.get(activity.code, ()), key=lambda region: places.get(region, len(places)))

    rows = activity_rows(snapshot, used)
    return Answer(rows, len({row.id for row in rows}), by=tally(rows, places))


@define(
    "activities.by_format",
    unit="activity",
    label=lambda: _("Activities by format"),
    words=lambda: _(
        "The activities of the period by format: online, hybrid, on site, or none where nobody meets, as for a "
        "publication. Those whose format the record does not state stand apart."
    ),
)
def by_format(snapshot: Snapshot) -> Answer:
    rows = activity_rows(snapshot, lambda activity: (activity.format or NOT_STATED,))
    return Answer(rows, len(rows), by=tally(rows))


@define(
    "activities.by_role",
    unit="activity",
    label=lambda: _("Activities by the network's part in them"),
    words=lambda: _(
        "The activities of the period by what the network itself was in them, such as organiser or speaker. Those of "
        "which the record does not state it stand apart."
    ),
)
def by_role(snapshot: Snapshot) -> Answer:
    rows = activity_rows(snapshot, lambda activity: (activity.network_role or NOT_STATED,))
    return Answer(rows, len(rows), by=tally(rows))
