from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import FoldedField, TextField
from metronome.ground.period import Period
from metronome.network.enums import StandingKind

from .network import Region


class MemberQuerySet(models.QuerySet["Member"]):
    def in_standing(self, day: date, kind: str = StandingKind.FULL) -> MemberQuerySet:
        """Those who were members of that kind on that day; no first day known means since ever."""
        standings = Standing.objects.filter(
            Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day), kind=kind
        )
        return self.filter(pk__in=standings.values("member"))


class Member(models.Model):
    """A government. Whether it is a member, and of what kind, is a question about a day: see `Standing`."""

    slug = models.SlugField(unique=True)
    name = TextField()
    name_key = FoldedField(of="name")
    official_name = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="members")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    place = models.CharField(max_length=200, blank=True, help_text="The place whose coordinates these are.")
    languages = models.JSONField(default=list, blank=True)
    website = models.URLField(blank=True)
    logo = models.CharField(max_length=80, blank=True, help_text="Name given by its content, never by the sender.")
    order = models.PositiveIntegerField(default=0)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ("order", "slug")
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="member_has_both_coordinates_or_none",
            ),
        )

    def __str__(self) -> str:
        return self.slug


class Standing(models.Model):
    """That a government was a member of some kind from one day to another."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="standings")
    kind = models.CharField(max_length=12, choices=StandingKind, default=StandingKind.FULL)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    why = TextField()

    class Meta:
        ordering = (F("since").asc(nulls_first=True), "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="standing_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.period}"

    @property
    def period(self) -> Period:
        return Period(self.since, self.until)
