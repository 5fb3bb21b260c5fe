from __future__ import annotations

from django.db import models
from django.db.models import Q

from .edition import Edition


class EditionComment(models.Model):
    """A remark on a part of an edition by somebody who prepares it. It is in no document."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="comments")
    part = models.SlugField(max_length=60)
    text = models.TextField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    resolved_by = models.CharField(max_length=200, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(resolved_by="", resolved_at=None) | (~Q(resolved_by="") & Q(resolved_at__isnull=False)),
                name="resolved_comment_has_a_name_and_a_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.part} {self.pk}"


class WordTemplate(models.Model):
    """A Word file of the staff's own from which reports of a kind are made: the last one handed in is in use. One
    without a file says that the one that comes along is in use again."""

    kind = models.SlugField(max_length=40, default="progress", db_index=False)
    label = models.CharField(max_length=200, blank=True, help_text="How the file was called when it was handed in.")
    file = models.CharField(max_length=80, blank=True, help_text="The name under which it is kept.")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
