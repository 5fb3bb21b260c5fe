from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from metronome.accounts.models import Person

from .member import Member


class FocalPointQuerySet(models.QuerySet["FocalPoint"]):
    def standing(self, now: datetime | None = None) -> FocalPointQuerySet:
        """Those that hold at a moment, else now."""
        now = now or timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


class FocalPoint(models.Model):
    """Somebody who speaks for one member, for a time. `by` is the hand, as an audit line names it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="focal_points")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=200)

    objects = FocalPointQuerySet.as_manager()

    class Meta:
        ordering = ("since", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "member"], condition=Q(until=None), name="network_focal_point_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="network_focal_point_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}:member:{self.member.slug}"
