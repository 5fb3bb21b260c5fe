"""Figures of the results of a plan, and of the time that is left for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from metronome.report.rows import NodeRow
from metronome.report.snapshot import Snapshot

from .figure import Answer, Row, define
from .rows import activity_rows, label_of, once, tally, unused_in, used_in


@once
def results_in(snapshot: Snapshot) -> dict[str, NodeRow]:
    """The results of the plans valid in the period, in order of print; those retired before it, and those added after
    it, are left out."""
    return {
        node.key: node
        for node in snapshot.nodes
        if node.is_result and node.plan in snapshot.plan and node.stands_in(snapshot.period)
    }


@once
def _tag_rows(snapshot: Snapshot) -> tuple[Row, ...]:
    results = results_in(snapshot)
    return activity_rows(snapshot, lambda activity: (key for key in activity.results if key in results))


def _result_rows(snapshot: Snapshot, results: Iterable[NodeRow]) -> tuple[Row, ...]:
    language = snapshot.source_language
    return tuple(Row("result", node.key, label_of(node.label, language), node.key) for node in results)


@define(
    "results.total",
    unit="result",
    label=lambda: _("Results of the plan"),
    words=lambda: _(
        "Results at the deepest level of the plans that are valid on a day of the period. A result that was retired "
        "before the period, or added after it, does not count."
    ),
)
def total(snapshot: Snapshot) -> Answer:
    results = results_in(snapshot)
    return Answer(_result_rows(snapshot, results.values()), len(results), items=tuple(results))


@define(
    "results.worked_on",
    unit="result",
    label=lambda: _("Results worked on"),
    words=lambda: _(
        "Results of a plan valid in the period with which at least one counted activity of the period is tagged."
    ),
)
def worked_on(snapshot: Snapshot) -> Answer:
    results = results_in(snapshot)
    rows = _tag_rows(snapshot)
    items = used_in(rows, results)
    return Answer(rows, len(items), items=items)


@define(
    "results.silent",
    unit="result",
    label=lambda: _("Silent results"),
    words=lambda: _("Results of a plan valid in the period with which no counted activity of the period is tagged."),
)
def silent(snapshot: Snapshot) -> Answer:
    results = results_in(snapshot)
    items = unused_in(_tag_rows(snapshot), results)
    return Answer(_result_rows(snapshot, (results[key] for key in items)), len(items), items=items)


@define(
    "results.by_result",
    unit="tag",
    label=lambda: _("Activities by result"),
    words=lambda: _(
        "How many counted activities of the period are tagged with each result of a plan valid in the period, zeros "
        "included. An activity may serve several results; the value is the number of tags."
    ),
)
def by_result(snapshot: Snapshot) -> Answer:
    results = results_in(snapshot)
    rows = _tag_rows(snapshot)
    return Answer(rows, len(rows), by=tally(rows, results))


@define(
    "results.assessed",
    unit="result",
    label=lambda: _("Results assessed"),
    words=lambda: _(
        "Results of a plan valid in the period that a body of the network assessed on a day of the period, and how "
        "often it gave each rating. An assessment is a judgement of that body; it is not computed from activities."
    ),
)
def assessed(snapshot: Snapshot) -> Answer:
    results, language = results_in(snapshot), snapshot.source_language
    rows = tuple(
        Row("result", row.node, label_of(results[row.node].label, language), row.rating)
        for row in snapshot.assessments
        if row.node in results
    )
    found = {row.id for row in rows}
    return Answer(rows, len(found), by=tally(rows), items=tuple(key for key in results if key in found))


@define(
    "plan.months_left",
    unit="month",
    label=lambda: _("Months left in the plan"),
    words=lambda: _(
        "Calendar months that begin after the last day of the period and on or before the last day of the plan. With "
        "several plans, the value is that of the plan that runs longest."
    ),
)
def months_left(snapshot: Snapshot) -> Answer:
    _, day = snapshot.period.ends
    left = {}
    for plan in snapshot.plans:
        _, end = plan.period.ends
        left[plan.slug] = max(0, (end.year - day.year) * 12 + end.month - day.month)
    language = snapshot.source_language
    rows = tuple(
        Row("plan", plan.slug, label_of(plan.title, language), str(left[plan.slug])) for plan in snapshot.plans
    )
    return Answer(rows, max(left.values(), default=0), by=left)
