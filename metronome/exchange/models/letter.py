from __future__ import annotations

from django.db import models
from django.db.models import Q

from metronome.accounts.models import Person

from .expert import Expert
from .practice import Practice


class Letter(models.Model):
    """A question that goes to those behind a practice, or to an expert, by way of the platform, and its answer.

    Neither side is shown the address of the other.
    """

    practice = models.ForeignKey(Practice, models.CASCADE, null=True, blank=True, related_name="+")
    expert = models.ForeignKey(Expert, models.CASCADE, null=True, blank=True, related_name="+")
    sender = models.ForeignKey(Person, models.CASCADE, related_name="+")
    text = models.TextField()
    sent_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("sent_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(practice=None, expert__isnull=False) | Q(practice__isnull=False, expert=None),
                name="letter_about_a_practice_or_to_an_expert",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_letter_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"letter:{self.pk}"
