from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from metronome.accounts.models import Person
from metronome.network.enums import CorrectionState

from .member import Member


class CorrectionRequest(models.Model):
    """That a member's focal point says of something on record that it is not right, and what the secretariat answers.

    The record may lie in any room: it is named as the audit names it, with what it was called and what stood there at
    the time.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="corrections")
    subject = models.CharField(max_length=200, help_text="As the audit calls it: activity:forum.")
    about = models.CharField(max_length=300, help_text="What it was called when the request was made.")
    field = models.CharField(max_length=40)
    stands = models.TextField(blank=True)
    wanted = models.TextField()
    why = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=CorrectionState, default=CorrectionState.ASKED)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=CorrectionState.ASKED, answered_by="", answered_at=None)
                | (
                    Q(state__in=(CorrectionState.ACCEPTED, CorrectionState.DECLINED), answered_at__isnull=False)
                    & ~Q(answered_by="")
                ),
                name="answered_correction_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.DECLINED) | ~Q(answer=""), name="declined_correction_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"correction:{self.pk}"
