from __future__ import annotations

from django.db import models
from django.db.models import Q

from metronome.exchange.enums import Concern, FlagState

from .practice import Practice


class Flag(models.Model):
    """That somebody reports a practice. Only those who review read it."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="flags")
    concern = models.CharField(max_length=8, choices=Concern)
    text = models.TextField()
    email = models.EmailField(blank=True, help_text="Only if whoever reports wishes to be answered.")
    at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=FlagState, default=FlagState.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=FlagState.OPEN, answered_by="", answered_at=None)
                | (~Q(state=FlagState.OPEN) & ~Q(answered_by="") & Q(answered_at__isnull=False)),
                name="answered_flag_says_by_whom_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"flag:{self.pk}"
