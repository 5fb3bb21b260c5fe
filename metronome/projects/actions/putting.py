"""What is given is put by its identity, in the transaction of the caller. What was entered while a project runs (its
deliveries, expenses and payments) is no part of it and stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put
from metronome.network.models import Member, Partner
from metronome.plan.models import Marker
from metronome.plan.work_sheets import node_keys
from metronome.record.models import Activity

from ..given import (
    GivenAfterwards,
    GivenCarrier,
    GivenInstalment,
    GivenLine,
    GivenMarked,
    GivenOutput,
    GivenProject,
    GivenRate,
    GivenReportDue,
    GivenRisk,
    GivenSource,
    GivenTrip,
)
from ..models import (
    BudgetLine,
    Carrier,
    Instalment,
    MoneySource,
    Project,
    ProjectActivity,
    ProjectFollowUp,
    ProjectMarker,
    ProjectOutput,
    ProjectRate,
    ProjectResult,
    ReportDue,
    Risk,
    Trip,
)


@dataclass(frozen=True, slots=True)
class ProjectKeys:
    """What the names in a project stand for. Nodes are known by plan/code."""

    members: Keys
    partners: Keys
    nodes: Keys
    markers: Keys
    activities: Keys

    @classmethod
    def of_the_record(cls) -> ProjectKeys:
        """All there are, in a question for each sort."""
        return cls(Keys.of(Member), Keys.of(Partner), node_keys(), Keys.of(Marker), Keys.of(Activity, "code"))


def put_projects(*, projects: Iterable[GivenProject], keys: ProjectKeys, by: Hand) -> Keys:
    """Put the projects with their parts."""
    involved = {"member": keys.members, "partner": keys.partners}
    parts = {
        "carriers": _part(Carrier, GivenCarrier, involved),
        "results": Part(ProjectResult, "project", ("result",), {"result": keys.nodes}),
        "activities": Part(ProjectActivity, "project", ("activity",), {"activity": keys.activities}),
        "sources": _part(MoneySource, GivenSource, involved),
        "budget": _part(BudgetLine, GivenLine),
        "rates": _part(ProjectRate, GivenRate),
        "instalments": _part(Instalment, GivenInstalment),
        "reports": _part(ReportDue, GivenReportDue),
        "outputs": _part(ProjectOutput, GivenOutput),
        "markers": _part(ProjectMarker, GivenMarked, {"marker": keys.markers}),
        "trips": _part(Trip, GivenTrip),
        "risks": _part(Risk, GivenRisk),
        "follow_ups": _part(ProjectFollowUp, GivenAfterwards),
    }
    columns = tuple(name for name in GivenProject.__slots__ if name != "slug" and name not in parts)
    noun = Noun(Project, "project", columns, references={"lead_line": keys.nodes}, parts=parts)
    return put(noun, projects, by=by)


def _part(model: Any, given: Any, references: Mapping[str, Keys] | None = None) -> Part:
    return Part(model, "project", tuple(given.__slots__), references or {})
