"""What may be asked of what the network heard. A query leaves no trace."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from metronome.ground.period import Period

from .models import Bilateral


def bilateral_rows(period: Period) -> QuerySet[Bilateral, Any]:
    """First day, order, slug, last day, precision, channel, member's slug and partner's slug (one of them None) of the
    meetings that touch a closed period: never what was said."""
    return (
        Bilateral.objects.filter(is_cancelled=False, first_day__lte=period.last, last_day__gte=period.first)
        .order_by()
        .values_list("first_day", "order", "slug", "last_day", "precision", "channel", "member__slug", "partner__slug")
    )
