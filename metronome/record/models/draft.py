from __future__ import annotations

from django.db import models
from django.db.models import Q

from .activity import Activity


class Draft(models.Model):
    """What somebody has typed and not sent, kept while they type. Theirs alone, and no part of the record: it leaves
    no line, counts nowhere and is on no public page."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="+")
    data = models.JSONField(default=dict, help_text="The fields of the form as they were typed.")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("-saved_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "activity"],
                condition=Q(activity__isnull=False),
                name="one_draft_of_an_activity_for_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"draft:{self.pk}"
