from __future__ import annotations

from django.db import models
from django.db.models import Q

from metronome.ground.fields import TextField
from metronome.record.enums import EvidenceKind

from .activity import Activity


class Evidence(models.Model):
    """What shows that an activity took place or what came of it."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=8, choices=EvidenceKind)
    label = TextField()
    url = models.URLField(max_length=500, blank=True)
    file = models.CharField(max_length=200, blank=True, help_text="Name given by its content, never by the sender.")
    is_public = models.BooleanField(default=False, help_text="A file that the public may open; a link always is.")
    on = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("activity", "pk")
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.LINK, file="") & ~Q(url="")
                | Q(kind=EvidenceKind.FILE, url="") & ~Q(file=""),
                name="evidence_is_a_link_or_a_file",
            ),
        )

    def __str__(self) -> str:
        return self.url or self.file


class FollowUp(models.Model):
    """Something promised in an activity. Verified if and only if somebody verified it on a day."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="follow_ups")
    what = TextField()
    owner = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=200, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(verified_by="", verified_on=None)
                | (~Q(verified_by="") & Q(verified_on__isnull=False, done_on__isnull=False)),
                name="verified_follow_up_has_a_name_and_days",
            ),
        )

    def __str__(self) -> str:
        return f"{self.activity_id} {self.due_on}"
