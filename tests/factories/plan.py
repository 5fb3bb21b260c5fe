"""Plans of any depth and coding."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from metronome.plan.models import (
    Amendment,
    Assessment,
    Challenge,
    Expectation,
    Level,
    Marker,
    Node,
    Plan,
    PlannedActivity,
    PlannedResult,
    Rating,
    Theme,
    WorkPlan,
)

from .network import text

FIRST_DAY, LAST_DAY = date(2021, 1, 1), date(2023, 12, 31)


def make_plan(slug: str = "plan", *, depth: int = 2, **fields: object) -> Plan:
    """A plan whose levels are numbered from the top."""
    given = {"slug": slug, "title": text(f"Plan {slug}"), "first_day": FIRST_DAY, "last_day": LAST_DAY}
    plan = Plan.objects.create(**{**given, **fields})
    for level in range(1, depth + 1):
        Level.objects.create(plan=plan, depth=level, name=text(f"niveau {level}"), plural=text(f"niveaux {level}"))
    return plan


def make_node(plan: Plan, code: str, parent: Node | None = None, **fields: object) -> Node:
    """A node under its parent, or at the top; later nodes stand later in the plan."""
    depth = parent.depth + 1 if parent else 1
    given = {"label": text(f"Résultat {code}"), "order": plan.nodes.count()}
    return Node.objects.create(plan=plan, code=code, parent=parent, depth=depth, **{**given, **fields})


def make_challenge(plan: Plan, code: str, parent: Challenge | None = None, **fields: object) -> Challenge:
    given = {"label": text(f"Défi {code}"), "order": plan.challenges.count()}
    return Challenge.objects.create(plan=plan, code=code, parent=parent, **{**given, **fields})


def make_theme(plan: Plan, slug: str, **fields: object) -> Theme:
    return Theme.objects.create(plan=plan, slug=slug, **{"label": text(slug), "order": plan.themes.count(), **fields})


def make_work_plan(slug: str = "work-2021", *, year: int = 2021, **fields: object) -> WorkPlan:
    return WorkPlan.objects.create(slug=slug, year=year, **{"title": text(f"Programme {year}"), **fields})


def make_planned(work_plan: WorkPlan, slug: str, *, results: Iterable[Node] = (), **fields: Any) -> PlannedActivity:
    """Something planned for March 2021."""
    months = {"first_month": date(2021, 3, 1), "last_month": date(2021, 3, 1)}
    planned = PlannedActivity.objects.create(
        slug=slug,
        work_plan=work_plan,
        **{"title": text(slug.title()), "order": work_plan.planned.count(), **months, **fields},
    )
    for result in results:
        PlannedResult.objects.create(planned=planned, result=result)
    return planned


def make_expectation(node: Node, slug: str = "ports", **fields: Any) -> Expectation:
    return Expectation.objects.create(slug=slug, node=node, **{"indicator": text(slug.title()), **fields})


def make_rating(slug: str = "on-course", **fields: Any) -> Rating:
    return Rating.objects.create(slug=slug, **{"label": text(slug.title()), "order": Rating.objects.count(), **fields})


def make_assessment(node: Node, year: int = 2021, **fields: Any) -> Assessment:
    """What the board said of a node after a year."""
    given = {"slug": f"{node.code}-{year}".lower(), "body": "board", "on": date(year, 12, 1)}
    rating = fields.pop("rating", None) or Rating.objects.first() or make_rating()
    return Assessment.objects.create(node=node, year=year, rating=rating, **{**given, **fields})


def make_amendment(plan: Plan, slug: str = "first", **fields: Any) -> Amendment:
    """A decision on record, which does not touch the nodes."""
    given = {"on": date(2022, 1, 1), "title": text("Décision"), "decided_by": text("Conseil")}
    return Amendment.objects.create(plan=plan, slug=slug, **{**given, **fields})


def make_marker(slug: str = "gender", **fields: object) -> Marker:
    return Marker.objects.create(**{"slug": slug, "label": text(slug), **fields})
