from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField
from metronome.projects.enums import CarrierRole, Level, TripMode

from .project import Project


class Carrier(models.Model):
    """A member or a partner that carries the project, from and to a day; no day: not known, or as long as it runs."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="carriers")
    member = models.ForeignKey("network.Member", models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey("network.Partner", models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=8, choices=CarrierRole)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(member=None, partner__isnull=False) | Q(member__isnull=False, partner=None),
                name="project_carried_by_a_member_or_a_partner",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="carrier_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.role}"

    @property
    def slug(self) -> str:
        """That of the member or the partner."""
        return (self.member or self.partner).slug  # type: ignore[union-attr] # the database knows one of the two


class ProjectResult(models.Model):
    """A result of a plan that the project serves."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="results")
    result = models.ForeignKey("plan.Node", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("project", "pk")
        constraints = (models.UniqueConstraint(fields=("project", "result"), name="project_serves_a_result_once"),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.result_id}"


class ProjectActivity(models.Model):
    """An activity of the record that belongs to the project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="activities")
    activity = models.ForeignKey("record.Activity", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("project", "pk")
        verbose_name_plural = "project activities"
        constraints = (models.UniqueConstraint(fields=("project", "activity"), name="project_has_an_activity_once"),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.activity_id}"


class ProjectMarker(models.Model):
    """How the project scores on a marker, and why. No row: not scored, which is not zero."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="markers")
    marker = models.ForeignKey("plan.Marker", models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reason = models.TextField()

    class Meta:
        ordering = ("project", "marker")
        constraints = (models.UniqueConstraint(fields=("project", "marker"), name="project_marker_scored_once"),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.marker_id} {self.score}"


class ProjectOutput(models.Model):
    """What the project is to bring about: a guide, a method, a dialogue."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="outputs")
    code = models.SlugField()
    label = TextField()
    due_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")
        constraints = (models.UniqueConstraint(fields=("project", "code"), name="output_once_a_project"),)

    def __str__(self) -> str:
        return self.code


class Risk(models.Model):
    """What may go wrong, and what is done about it. No public page shows it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="risks")
    code = models.SlugField()
    text = TextField()
    likelihood = models.CharField(max_length=6, choices=Level, blank=True, help_text="Empty: not judged.")
    effect = models.CharField(max_length=6, choices=Level, blank=True, help_text="Empty: not judged.")
    response = TextField()
    owner = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")
        constraints = (models.UniqueConstraint(fields=("project", "code"), name="risk_once_a_project"),)

    def __str__(self) -> str:
        return self.code


class Trip(models.Model):
    """Journeys made for the project, each way counted for each person. The factor is in kilograms of CO2 equivalent
    for a person and a kilometre, with where it is from and how uncertain it is. Nothing: not known, which is not
    zero."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="trips")
    origin = models.CharField(max_length=120)
    destination = models.CharField(max_length=120, blank=True)
    mode = models.CharField(max_length=6, choices=TripMode)
    number = models.PositiveIntegerField()
    kilometres = models.PositiveIntegerField(null=True, blank=True)
    factor = models.DecimalField(max_digits=9, decimal_places=5, null=True, blank=True)
    factor_low = models.DecimalField(max_digits=9, decimal_places=5, null=True, blank=True)
    factor_high = models.DecimalField(max_digits=9, decimal_places=5, null=True, blank=True)
    factor_source = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(number__gte=1), name="trip_of_somebody"),
            models.CheckConstraint(
                condition=Q(factor=None) | (Q(factor__gte=0) & ~Q(factor_source="")), name="trip_factor_has_a_source"
            ),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.origin}"


class ProjectFollowUp(models.Model):
    """What is to come of the project afterwards, by whom and until when."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="follow_ups")
    what = TextField()
    owner = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")

    def __str__(self) -> str:
        return f"{self.project_id} {self.due_on}"
