"""Figures of projects: how many run, for which lines, by whom, with which money and which instalments."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from metronome.report.rows import ProjectRow
from metronome.report.snapshot import Snapshot

from .figure import Answer, Row, define
from .rows import NOT_STATED, label_of, tally


def _row(snapshot: Snapshot, project: ProjectRow, used: str) -> Row:
    return Row("project", project.slug, label_of(project.title, snapshot.source_language), used)


@define(
    "projects.total",
    unit="project",
    label=lambda: _("Projects under way"),
    words=lambda: _(
        "Published projects that were not called off and of which a day is known to lie in the period, each once, and "
        "how they stood as far as that is stated. A project whose first day is not known is not counted."
    ),
)
def total(snapshot: Snapshot) -> Answer:
    rows = tuple(_row(snapshot, one, one.state or NOT_STATED) for one in snapshot.projects)
    return Answer(rows, len(rows), by=tally(rows), items=tuple(one.slug for one in snapshot.projects))


@define(
    "projects.by_line",
    unit="project",
    label=lambda: _("Projects by line"),
    words=lambda: _("The projects of the period by the line of the plan under which each stands, if one was chosen."),
)
def by_line(snapshot: Snapshot) -> Answer:
    rows = tuple(_row(snapshot, one, one.line or NOT_STATED) for one in snapshot.projects)
    return Answer(rows, len(rows), by=tally(rows))


@define(
    "projects.members",
    unit="member",
    label=lambda: _("Members that carry projects"),
    words=lambda: _("Distinct members that lead or carry a project of the period on one of its days."),
)
def members(snapshot: Snapshot) -> Answer:
    rows = tuple(_row(snapshot, one, part.slug) for one in snapshot.projects for part in one.members)
    items = tuple(sorted({row.used for row in rows}))
    return Answer(rows, len(items), items=items)


@define(
    "projects.money",
    unit="source",
    label=lambda: _("Money of projects by source"),
    words=lambda: _(
        "Sources of money of the projects of the period whose money is public and whose amount is known, and their "
        "sum for each kind of source and currency, for the whole of the projects. Nothing is added across currencies."
    ),
)
def money(snapshot: Snapshot) -> Answer:
    sums: dict[str, Decimal] = {}
    rows = []
    for project in snapshot.projects:
        for source in project.sources:
            if source.amount is None:
                continue
            key = f"{source.kind} {source.currency}"
            sums[key] = sums.get(key, Decimal(0)) + source.amount
            rows.append(_row(snapshot, project, f"{key} {source.amount:f}"))
    return Answer(tuple(rows), len(rows), by=dict(sorted(sums.items())))


@define(
    "projects.instalments",
    unit="instalment",
    label=lambda: _("Instalments of projects"),
    words=lambda: _(
        "Instalments of the projects of the period whose money is public, and how many were paid, were due or waited "
        "for a condition on the last day of the period."
    ),
)
def instalments(snapshot: Snapshot) -> Answer:
    found = [(project, one) for project in snapshot.projects for one in project.instalments]
    rows = tuple(_row(snapshot, project, f"{one.standing} {one.currency} {one.amount:f}") for project, one in found)
    by = {key: sum(1 for _project, one in found if one.standing == key) for key in ("paid", "due", "waits")}
    return Answer(rows, len(rows), by=by)


@define(
    "member.projects",
    unit="project",
    of_member="projects",
    label=lambda: _("Projects that the member carries"),
    words=lambda: _("Published projects of the period that the member leads or carries on a day of it."),
)
def of_member(snapshot: Snapshot) -> Answer:
    rows = tuple(
        _row(snapshot, one, part.role)
        for one in snapshot.projects
        for part in one.members
        if part.slug in snapshot.subjects
    )
    return Answer(
        rows, len({row.id for row in rows}), by=tally(rows), items=tuple(dict.fromkeys(row.id for row in rows))
    )
