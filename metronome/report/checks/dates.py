"""Dates: days that overlap, days nobody noted, and days on both sides of a period's end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from django.utils.translation import gettext as _

from metronome.ground.period import Period
from metronome.record.enums import Precision
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from .finding import Found, check


@check(
    "dates.overlap",
    Severity.ASK,
    label=lambda: _("Days noted twice"),
    message=lambda say: _("%(activity)s has days that overlap each other.") % {"activity": say.name(say.subject)},
    mend=lambda say: _("Note each day once: a stretch of days as one, days apart each for itself."),
)
def overlap(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for activity in snapshot.activities:
        twice = [
            [str(one.period), str(other.period)]
            for one, other in combinations(activity.days, 2)
            if one.period.touches(other.period)
        ]
        if twice:
            yield Found(f"activity:{activity.code}", {"days": twice})


@check(
    "dates.month_only",
    Severity.TELL,
    label=lambda: _("Known by the month only"),
    message=lambda say: (
        _(
            "Known by the month only: %(activities)s activities, %(bilaterals)s bilateral meetings, %(mentions)s media"
            " mentions. What was when in the month cannot be told."
        )
        % {kind: say.number(len(say[kind])) for kind in ("activities", "bilaterals", "mentions")}
    ),
    mend=lambda say: _("Add the day where it is known."),
)
def month_only(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    activities = [
        f"activity:{row.code}"
        for row in snapshot.activities
        if any(days.precision == Precision.MONTH for days in row.days)
    ]
    bilaterals = [f"bilateral:{row.slug}" for row in snapshot.bilaterals if row.precision == Precision.MONTH]
    mentions = [f"mention:{row.slug}" for row in snapshot.mentions if row.precision == Precision.MONTH]
    if activities or bilaterals or mentions:
        facts = {"activities": activities, "bilaterals": bilaterals, "mentions": mentions}
        yield Found(f"period:{snapshot.period}", facts)


@check(
    "dates.beyond_period",
    Severity.TELL,
    label=lambda: _("In two periods"),
    message=lambda say: (
        _("Activities with days outside the period count in another period too: %(activities)s.")
        % {"activities": say.names(say["activities"])}
    ),
    mend=lambda say: _("Nothing needs mending; do not add the activities of the two periods."),
)
def beyond_period(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    activities = [
        f"activity:{row.code}"
        for row in snapshot.activities
        if not all(_within(days.period, snapshot.period) for days in row.days)
    ]
    if activities:
        yield Found(f"period:{snapshot.period}", {"activities": activities})


def _within(days: Period, period: Period) -> bool:
    return all(end is not None and period.holds(end) for end in (days.first, days.last))
