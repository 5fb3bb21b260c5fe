"""Makes the frozen rows of the projects of a period."""

from __future__ import annotations

from collections.abc import Mapping

from metronome.ground.period import Period
from metronome.projects import told
from metronome.projects.ledger import money_of
from metronome.projects.models import MoneySource, Project

from .rows import InstalmentRow, OutputRow, PartRow, ProjectFault, ProjectRow, SourceRow


def project_rows(period: Period, nodes: Mapping[int | None, str]) -> tuple[ProjectRow, ...]:
    """The projects that run in the period."""
    return tuple(_row(project, period, nodes) for project in told.told_in(period))


def _row(project: Project, period: Period, nodes: Mapping[int | None, str]) -> ProjectRow:
    """Money, and what does not fit, stand with those whose money is public."""
    _first, last = period.ends
    carriers = told.carried(project, period)
    open_money = project.is_money_public
    return ProjectRow(
        slug=project.slug,
        title=project.title,
        state=project.state,
        period=Period(project.first_day, project.last_day),
        line=nodes.get(project.lead_line_id, ""),
        results=tuple(sorted(nodes[one.result_id] for one in project.results.all() if one.result_id in nodes)),
        members=tuple(PartRow(one.member.slug, one.role) for one in carriers if one.member),
        partners=tuple(PartRow(one.partner.slug, one.role) for one in carriers if one.partner),
        sources=tuple(_source(one) for one in project.sources.all()) if open_money else (),
        instalments=tuple(
            InstalmentRow(one.code, standing, money.amount, money.currency, one.label, one.source)
            for one, standing, money in (told.instalments_told(project, last) if open_money else ())
        ),
        faults=tuple(
            ProjectFault(kind, about) for kind, about in (told.faults_told(project, last) if open_money else ())
        ),
        is_money_public=open_money,
        outputs=tuple(OutputRow(one.code, one.label, done) for one, done in told.outputs_told(project, last)),
    )


def _source(one: MoneySource) -> SourceRow:
    money = money_of(one)
    return SourceRow(
        one.code,
        one.kind,
        one.partner.slug if one.partner else "",
        money.amount if money else None,
        money.currency if money else "",
        one.label,
    )
