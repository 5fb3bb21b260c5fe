"""What may be asked of the bodies. A query leaves no trace."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from metronome.ground.period import Period

from .models import Body, Mandate, Office


def body_rows() -> QuerySet[Body, Any]:
    """Order, slug, kind and label of every body."""
    return Body.objects.order_by().values_list("order", "slug", "kind", "label")


def office_rows() -> QuerySet[Office, Any]:
    """Order, slug and label of every office."""
    return Office.objects.order_by().values_list("order", "slug", "label")


def mandate_rows(period: Period) -> QuerySet[Mandate, Any]:
    """Order, slug, id, body's slug, office's slug, contact's slug, name and office, whether that contact is public,
    region's slug, first and last day of the mandates that run on a day of a closed period."""
    running = Q(since=None) | Q(since__lte=period.last), Q(until=None) | Q(until__gte=period.first)
    return (
        Mandate.objects.filter(*running)
        .order_by()
        .values_list(
            "order",
            "slug",
            "pk",
            "body__slug",
            "office__slug",
            "contact__slug",
            "contact__name",
            "contact__office",
            "contact__is_public",
            "region__slug",
            "since",
            "until",
        )
    )


def mandate_member_rows() -> QuerySet[Any, Any]:
    """Mandate's id and member's slug, for whom each mandate is held."""
    return Mandate.members.through.objects.order_by().values_list("mandate", "member__slug")
