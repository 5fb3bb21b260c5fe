from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.exchange.enums import WITH_REASON, Side, Step
from metronome.ground.fields import TextField

from .practice import Practice


class Adoption(models.Model):
    """That a member takes over a practice of another city; how far, its confirmed steps tell."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="adoptions")
    member = models.ForeignKey("network.Member", models.PROTECT, related_name="+")
    summary = TextField(help_text="What the public reads of it.")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["practice", "member"], name="adopted_once_by_a_member"),)

    def __str__(self) -> str:
        return f"adoption:{self.pk}"


class AdoptionStep(models.Model):
    """A step that one of the two cities said, and that the other has confirmed or declined, or not looked at yet.

    Nothing counts, and the public reads nothing, before both have said it.
    """

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=8, choices=Step)
    on = models.DateField(help_text="The day on which it was so.")
    why = models.TextField(blank=True)
    side = models.CharField(max_length=7, choices=Side, help_text="Which of the two said it.")
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.CharField(max_length=200, blank=True)
    declined_why = models.TextField(blank=True)

    class Meta:
        ordering = ("adoption", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed_by="", confirmed_at=None)
                | (~Q(confirmed_by="") & Q(confirmed_at__isnull=False)),
                name="confirmed_step_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="") | ~Q(confirmed_by=F("said_by")), name="step_confirmed_by_another_hand"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="") | Q(declined_by=""), name="step_confirmed_or_declined_not_both"
            ),
            models.CheckConstraint(condition=~Q(step__in=WITH_REASON) | ~Q(why=""), name="step_that_ends_says_why"),
            models.UniqueConstraint(
                fields=["adoption"],
                condition=Q(confirmed_by="", declined_by=""),
                name="one_step_waits_in_an_adoption",
            ),
        )

    def __str__(self) -> str:
        return f"{self.adoption_id} {self.step}"
