"""What may be asked of the plans. A query leaves no trace."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from metronome.ground.hand import Keys
from metronome.ground.period import Period

from .models import Assessment, Challenge, Level, Node, Plan, Theme


def plan_rows() -> QuerySet[Plan, Any]:
    """First day, slug, id, last day and title of every plan."""
    return Plan.objects.order_by().values_list("first_day", "slug", "pk", "last_day", "title")


def level_rows() -> QuerySet[Level, Any]:
    """Plan's id, depth, name and plural of every level of every plan."""
    return Level.objects.order_by().values_list("plan", "depth", "name", "plural")


def node_rows() -> QuerySet[Node, Any]:
    """Plan's id, order, code, id, parent's id, depth, label, short label, day of retirement, day
    of addition and codes of successors of every node."""
    return Node.objects.order_by().values_list(
        "plan",
        "order",
        "code",
        "pk",
        "parent",
        "depth",
        "label",
        "short_label",
        "retired_on",
        "added_on",
        "successors",
    )


def days_of_nodes() -> dict[tuple[str, str], tuple[date, date]]:
    """The first and the last day on which each node stands, by plan and code: its plan runs, it is added and not yet
    retired."""
    rows = Node.objects.order_by().values_list(
        "plan__slug", "code", "plan__first_day", "plan__last_day", "added_on", "retired_on"
    )
    return {
        (plan, code): (max(first, added or first), min(last, retired - timedelta(days=1) if retired else last))
        for plan, code, first, last, added, retired in rows
    }


def challenge_rows() -> QuerySet[Challenge, Any]:
    """Plan's id, order, code, id, parent's id and label of every challenge."""
    return Challenge.objects.order_by().values_list("plan", "order", "code", "pk", "parent", "label")


def theme_rows() -> QuerySet[Theme, Any]:
    """Plan's id, order, slug, id and label of every theme."""
    return Theme.objects.order_by().values_list("plan", "order", "slug", "pk", "label")


def assessment_rows(period: Period) -> QuerySet[Assessment, Any]:
    """Day, node's id, year, whether final, rating's slug and label, and body of the assessments made in a period."""
    found = Assessment.objects.order_by().filter(on__range=period.ends)
    return found.values_list("on", "node", "year", "is_final", "rating__slug", "rating__label", "body")


def challenge_keys() -> Keys:
    """Every challenge by plan/code."""
    rows = Challenge.objects.values_list("plan__slug", "code", "pk")
    return Keys((f"{plan}/{code}", key) for plan, code, key in rows)
