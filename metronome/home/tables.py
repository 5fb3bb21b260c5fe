"""The tables beside the pictures, as rows of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metronome.design.words import reader

from .coverage import Coverage
from .front import Reach
from .standing import Stand

DAYS = ("day", "activity", "title", "line")
RESULTS = ("plan", "line", "code", "result", "activities", "projects", "period")
CHALLENGES = ("plan", "code", "challenge", "activities", "period")
REACH = ("member", "name", "region", "engaged", "latitude", "longitude", "period")

Rows = Iterator[Sequence[object]]


def day_rows(stand: Stand) -> Rows:
    """Each day of the period with each activity on it; a month that is all one knows stands as the month."""
    for activity in stand.snapshot.activities:
        for days in activity.days:
            shown = str(days.period) if days.precision == "month" else None
            for day in days.period.days() if shown is None else [None]:
                if day is None or stand.period.holds(day):
                    title = activity.title.in_(reader())
                    yield shown or str(day), activity.code, title, activity.lead_line


def result_rows(coverage: Coverage) -> Rows:
    for line in coverage.lines:
        for result in line.results:
            yield (
                coverage.plan.slug,
                line.node.code,
                result.code,
                result.label.in_(reader()),
                result.count,
                result.projects,
                str(coverage.stand.period),
            )


def challenge_rows(coverage: Coverage) -> Rows:
    for _, answered in coverage.challenges:
        for one in answered:
            yield coverage.plan.slug, one.code, one.label.in_(reader()), one.count, str(coverage.stand.period)


def reach_rows(reach: Reach) -> Rows:
    for member, engaged in reach.members:
        yield (
            member.slug,
            member.name.in_(reader()),
            member.region,
            "yes" if engaged else "no",
            None if member.latitude is None else float(member.latitude),
            None if member.longitude is None else float(member.longitude),
            str(reach.stand.period),
        )
