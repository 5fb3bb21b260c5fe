"""What may be asked of the plans. A query leaves no trace."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from .models import Challenge, Level, Node, Plan, Theme


def plan_rows() -> QuerySet[Plan, Any]:
    """First day, slug, id, last day and title of every plan."""
    return Plan.objects.order_by().values_list("first_day", "slug", "pk", "last_day", "title")


def level_rows() -> QuerySet[Level, Any]:
    """Plan's id, depth, name and plural of every level of every plan."""
    return Level.objects.order_by().values_list("plan", "depth", "name", "plural")


def node_rows() -> QuerySet[Node, Any]:
    """Plan's id, order, code, id, parent's id, depth, label, short label and day of retirement of every node."""
    return Node.objects.order_by().values_list(
        "plan", "order", "code", "pk", "parent", "depth", "label", "short_label", "retired_on"
    )


def challenge_rows() -> QuerySet[Challenge, Any]:
    """Plan's id, order, code, id, parent's id and label of every challenge."""
    return Challenge.objects.order_by().values_list("plan", "order", "code", "pk", "parent", "label")


def theme_rows() -> QuerySet[Theme, Any]:
    """Plan's id, order, slug, id and label of every theme."""
    return Theme.objects.order_by().values_list("plan", "order", "slug", "pk", "label")
