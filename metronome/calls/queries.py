"""What may be asked of the calls. A query leaves no trace."""

from __future__ import annotations

from django.db.models import QuerySet

from .models import Call


def public_calls() -> QuerySet[Call]:
    """The calls that everybody sees, with their stages."""
    return Call.objects.filter(is_published=True, is_template=False).prefetch_related("stages")


def templates() -> QuerySet[Call]:
    """The patterns from which calls are made."""
    return Call.objects.filter(is_template=True, is_cancelled=False)


def whole_calls() -> QuerySet[Call]:
    """Calls with all their parts."""
    parts = ("questions", "options", "rules", "criteria", "panels", "outcomes")
    return Call.objects.prefetch_related("stages", *parts)
