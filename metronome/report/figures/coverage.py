"""Figures of how far tags cover a plan: its lines, and where its themes meet its challenges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from metronome.report.rows import ActivityRow
from metronome.report.snapshot import Snapshot

from .figure import Answer, define
from .results import results_in
from .rows import activity_rows, once, tally, used_in

#: Stands between the two keys of a pair; no code and no slug holds it.
MEETS = "/"


@once
def _tops(snapshot: Snapshot) -> dict[str, str]:
    """For each node, the one at the top over it."""
    parents = {row.key: row.parent for row in snapshot.nodes}
    return {key: _top(key, parents) for key in parents}


@once
def _roots(snapshot: Snapshot) -> dict[str, str]:
    """For each challenge, the one that it refines in the end, or itself."""
    parents = {row.key: row.parent for row in snapshot.challenges}
    return {key: _top(key, parents) for key in parents}


def _top(key: str, parents: Mapping[str, str]) -> str:
    while parents.get(key):
        key = parents[key]
    return key


@define(
    "coverage.by_line",
    unit="activity",
    label=lambda: _("Activities by line that they serve"),
    words=lambda: _(
        "Counted activities of the period that are tagged with a result of a plan valid in it, and how many serve "
        "each line of the plan through such a result. An activity counts once in each line that it serves, so the "
        "parts can add up to more than the total; the line that it is reported under is another figure."
    ),
)
def by_line(snapshot: Snapshot) -> Answer:
    results, tops = results_in(snapshot), _tops(snapshot)

    def used(activity: ActivityRow) -> Iterable[str]:
        return dict.fromkeys(tops[key] for key in activity.results if key in results)

    rows = activity_rows(snapshot, used)
    lines = (node.key for node in snapshot.nodes if not node.parent and node.plan in snapshot.plan)
    return Answer(rows, len({row.id for row in rows}), by=tally(rows, lines))


@define(
    "coverage.opportunities",
    unit="pair",
    label=lambda: _("Themes and challenges that met"),
    words=lambda: _(
        "Pairs of a theme and a challenge at the top of one plan valid in the period that at least one counted "
        "activity of the period joins: it is tagged with the theme and with the challenge or one that refines it. "
        "Where both meet, the network sees its opportunity. The parts say how many activities join each pair, zeros "
        "included."
    ),
)
def opportunities(snapshot: Snapshot) -> Answer:
    themes = {theme.key: theme.plan for theme in snapshot.themes if theme.plan in snapshot.plan}
    roots = _roots(snapshot)
    plans = {row.key: row.plan for row in snapshot.challenges if not row.parent and row.plan in snapshot.plan}
    pairs = [f"{theme}{MEETS}{root}" for theme, of in themes.items() for root, plan in plans.items() if of == plan]
    known = set(pairs)

    def used(activity: ActivityRow) -> Iterable[str]:
        answered = dict.fromkeys(roots[key] for key in activity.challenges if key in roots)
        found = (f"{theme}{MEETS}{root}" for theme in activity.themes for root in answered)
        return [pair for pair in found if pair in known]

    rows = activity_rows(snapshot, used)
    items = used_in(rows, pairs)
    return Answer(rows, len(items), by=tally(rows, pairs), items=items)
