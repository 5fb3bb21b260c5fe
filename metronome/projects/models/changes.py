from __future__ import annotations

from django.db import models
from django.db.models import Q

from .project import Project


class ChangeRequest(models.Model):
    """Why whoever leads a project wishes its budget, period or partners changed. What is wished is the proposal of the
    desk, which another hand decides."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="change_requests")
    proposal = models.OneToOneField("desk.Proposal", models.PROTECT, related_name="+")
    why = models.TextField()
    asked_by = models.CharField(max_length=200)
    asked_on = models.DateField()

    class Meta:
        ordering = ("project", "pk")
        constraints = (models.CheckConstraint(condition=~Q(why=""), name="change_request_says_why"),)

    def __str__(self) -> str:
        return f"{self.project_id} {self.asked_on}"
