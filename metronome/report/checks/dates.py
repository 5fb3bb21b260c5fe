"""Dates: days that overlap, days nobody noted, and days on both sides of a period's end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.ground.period import Period
from metronome.record.enums import Precision
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.rows import ActivityRow
from metronome.report.snapshot import Snapshot

from .finding import Found, check
from .months import days_and_months
from .printed import heading, language_of
from .saying import Say


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


def _by_month(say: Say) -> Iterator[str]:
    """How many of each sort are known by the month only."""
    activities, bilaterals, mentions = (len(say[sort]) for sort in ("activities", "bilaterals", "mentions"))
    if activities:
        yield ngettext("%(count)s activity", "%(count)s activities", activities) % {"count": say.number(activities)}
    if bilaterals:
        words = ngettext("%(count)s bilateral meeting", "%(count)s bilateral meetings", bilaterals)
        yield words % {"count": say.number(bilaterals)}
    if mentions:
        yield ngettext("%(count)s media mention", "%(count)s media mentions", mentions) % {
            "count": say.number(mentions)
        }


@check(
    "dates.printed",
    Severity.ASK,
    label=lambda: _("Days printed otherwise"),
    message=lambda say: (
        _("%(activity)s is printed under “%(printed)s”; its days in the record are %(days)s.")
        % {
            "activity": say.name(say.subject),
            "printed": say["printed"],
            "days": say.all_of(say.day(day) for day in say["days"]),
        }
    ),
    mend=lambda say: _("Look the day up and correct the record, or print the right day in the next report."),
)
def printed(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for row in snapshot.printed:
        activity = snapshot.activity.get(row.subject.removeprefix("activity:"))
        for item in row.items if row.name == "headings" and activity else ():
            said = days_and_months(item.printed, language_of(snapshot, row))
            if activity and heading(row, item) == "field:days" and said not in (None, _days_and_months(activity)):
                days = [end.isoformat() for days in activity.days for end in _ends(days.period)]
                facts = {"printed": item.printed, "days": list(dict.fromkeys(days))}
                yield Found(row.subject, facts, row.where)


def _days_and_months(activity: ActivityRow) -> tuple[set[int], set[int]]:
    """Days of the month and months, as a date says them; a month alone has no day."""
    known = [days for days in activity.days if days.precision == Precision.DAY]
    return (
        {end.day for days in known for end in _ends(days.period)},
        {end.month for days in activity.days for end in _ends(days.period)},
    )


def _ends(period: Period) -> list[date]:
    return [end for end in (period.first, period.last) if end is not None]


@check(
    "dates.month_only",
    Severity.TELL,
    label=lambda: _("Known by the month only"),
    message=lambda say: (
        _("Known by the month only: %(things)s. Which day it was cannot be told.")
        % {"things": say.all_of(_by_month(say))}
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
