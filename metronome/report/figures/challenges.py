"""Figures of challenges, themes, goals and markers: what activities answer besides the results of the plan."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from metronome.report.rows import ActivityRow, ChallengeRow
from metronome.report.snapshot import Snapshot

from .figure import Answer, Row, define
from .rows import activity_rows, label_of, once, tally, unused_in, used_in


@once
def _challenges(snapshot: Snapshot) -> dict[str, ChallengeRow]:
    """The challenges of the plans valid in the period that none refines, in order of print."""
    return {row.key: row for row in snapshot.challenges if row.is_leaf and row.plan in snapshot.plan}


@once
def _tag_rows(snapshot: Snapshot) -> tuple[Row, ...]:
    challenges = _challenges(snapshot)
    return activity_rows(snapshot, lambda activity: (key for key in activity.challenges if key in challenges))


@define(
    "challenges.answered",
    unit="challenge",
    label=lambda: _("Challenges answered"),
    words=lambda: _(
        "Challenges of a plan valid in the period, the finest ones, that at least one counted activity of the period "
        "answers."
    ),
)
def answered(snapshot: Snapshot) -> Answer:
    challenges = _challenges(snapshot)
    rows = _tag_rows(snapshot)
    items = used_in(rows, challenges)
    return Answer(rows, len(items), items=items)


@define(
    "challenges.silent",
    unit="challenge",
    label=lambda: _("Silent challenges"),
    words=lambda: _(
        "Challenges of a plan valid in the period, the finest ones, that no counted activity of the period answers."
    ),
)
def silent(snapshot: Snapshot) -> Answer:
    challenges = _challenges(snapshot)
    items = unused_in(_tag_rows(snapshot), challenges)
    language = snapshot.source_language
    rows = tuple(Row("challenge", key, label_of(challenges[key].label, language), key) for key in items)
    return Answer(rows, len(items), items=items)


@define(
    "challenges.by_challenge",
    unit="tag",
    label=lambda: _("Activities by challenge"),
    words=lambda: _(
        "How many counted activities of the period answer each of the finest challenges of a plan valid in the "
        "period, zeros included. An activity may answer several; the value is the number of tags."
    ),
)
def by_challenge(snapshot: Snapshot) -> Answer:
    challenges = _challenges(snapshot)
    rows = _tag_rows(snapshot)
    return Answer(rows, len(rows), by=tally(rows, challenges))


@define(
    "themes.by_theme",
    unit="tag",
    label=lambda: _("Activities by theme"),
    words=lambda: _(
        "How many counted activities of the period are tagged with each theme of a plan valid in the period, zeros "
        "included. The value is the number of tags."
    ),
)
def by_theme(snapshot: Snapshot) -> Answer:
    themes = tuple(theme.key for theme in snapshot.themes if theme.plan in snapshot.plan)
    rows = activity_rows(snapshot, lambda activity: (key for key in activity.themes if key in themes))
    return Answer(rows, len(rows), by=tally(rows, themes))


@define(
    "goals.by_goal",
    unit="goal",
    label=lambda: _("Sustainable Development Goals served"),
    words=lambda: _(
        "The goals of the 2030 Agenda with which counted activities of the period are tagged, and how many activities "
        "serve each. A target such as 5.2 counts for its goal; an activity counts once for a goal."
    ),
)
def by_goal(snapshot: Snapshot) -> Answer:
    rows = activity_rows(snapshot, _goals)
    goals = sorted({row.used for row in rows}, key=lambda goal: (len(goal), goal))
    return Answer(rows, len(goals), by=tally(rows, goals), items=tuple(goals))


def _goals(activity: ActivityRow) -> Iterable[str]:
    return dict.fromkeys(goal.partition(".")[0] for goal in activity.goals)


@define(
    "markers.by_score",
    unit="activity",
    label=lambda: _("Activities by score on the markers"),
    words=lambda: _(
        "Counted activities of the period that have a score on at least one marker, and how many have each score, "
        "written marker:score. An activity without a score on a marker counts nowhere for it: that is not a zero."
    ),
)
def by_score(snapshot: Snapshot) -> Answer:
    rows = activity_rows(snapshot, lambda activity: (f"{marker}:{score}" for marker, score in activity.markers))
    return Answer(rows, len({row.id for row in rows}), by=tally(rows))
