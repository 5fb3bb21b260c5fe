"""What the public reads and sees of an application besides its outcome: what the jury says of it, and a picture."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField

from .applications import Application


class Commendation(models.Model):
    """What the jury says of an application that came to an outcome: written by one hand, confirmed by another, shown
    once the outcome was announced. The one that was confirmed last counts; an empty one takes the words away.

    `taken_back_at`: its writer wrote another instead, or none.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="commendations")
    outcome = models.SlugField()
    text = TextField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("written_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "outcome"),
                condition=Q(confirmed_at=None, taken_back_at=None),
                name="one_commendation_waits",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
                name="commendation_confirmed_by_somebody_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="") | ~Q(confirmed_by=F("written_by")), name="commendation_by_two_hands"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(taken_back_at=None), name="commendation_confirmed_stays"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"


class ApplicationPicture(models.Model):
    """A picture that a city gave, with whom it names for it, and what it shows for those who cannot see it. Giving it,
    the city agreed that it is published with results that name its application. `width` and `height` are in points.

    It is shown once somebody of the secretariat accepted it and an outcome of the application was announced.
    `ended_at`: the city took it back, or gave another.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="pictures")
    file = models.CharField(max_length=80, help_text="Name given by its content, never by the sender.")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    credit = models.CharField(max_length=200)
    alternative = TextField()
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=200)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("given_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application",), condition=Q(ended_at=None), name="one_picture_of_an_application"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by="") | (Q(accepted_at__isnull=False) & ~Q(accepted_by="")),
                name="picture_accepted_by_somebody_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.file}"
