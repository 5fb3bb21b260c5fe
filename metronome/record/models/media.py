from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField
from metronome.record.enums import Precision

from .activity import Activity


class MediaMention(models.Model):
    """That an outlet spoke of the network. Published as it is noted; not an activity."""

    slug = models.SlugField(unique=True)
    outlet = models.CharField(max_length=200)
    first_day = models.DateField(db_index=True)
    last_day = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    language = models.CharField(max_length=12, blank=True)
    subject = TextField()
    member = models.ForeignKey("network.Member", models.PROTECT, null=True, blank=True, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="mentions")
    url = models.URLField(max_length=500, blank=True)
    order = models.PositiveIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False, help_text="Taken back; keeps its line.")

    class Meta:
        ordering = ("first_day", "order", "slug")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="mention_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return self.slug
