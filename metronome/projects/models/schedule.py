from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField

from .project import Project


class ReportDue(models.Model):
    """A report that the project owes: of which days it tells, and by which day it is due."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="reports")
    code = models.SlugField()
    label = TextField()
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")
        verbose_name_plural = "reports due"
        constraints = (
            models.UniqueConstraint(fields=("project", "code"), name="report_due_once_a_project"),
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="report_due_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.code
