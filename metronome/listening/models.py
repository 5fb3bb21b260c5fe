from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField

from .enums import Precision


class Bilateral(models.Model):
    """A meeting with one member or one partner. It activates nobody; it is the last contact."""

    slug = models.SlugField(unique=True)
    first_day = models.DateField(db_index=True)
    last_day = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    channel = models.CharField(max_length=16, blank=True, help_text="online, on_site, phone; empty: not stated.")
    member = models.ForeignKey("network.Member", models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey("network.Partner", models.PROTECT, null=True, blank=True, related_name="+")
    needs = TextField()
    follow_up = TextField()
    notes = models.TextField(blank=True, help_text="Confidential: never on a public page.")
    order = models.PositiveIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False, help_text="Taken back; keeps its line.")

    class Meta:
        ordering = ("first_day", "order", "slug")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="bilateral_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(member=None, partner__isnull=False) | Q(member__isnull=False, partner=None),
                name="bilateral_with_a_member_or_a_partner",
            ),
        )

    def __str__(self) -> str:
        return self.slug
