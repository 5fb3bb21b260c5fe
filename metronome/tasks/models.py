"""The queue is two tables: what was asked for, and who works at it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .enums import OPEN, State


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> TaskQuerySet:
        """Those of which something still becomes."""
        return self.filter(state__in=OPEN)


class Task(models.Model):
    """Something that a worker does for whoever asked. Hands are named as in lines of the audit.

    What it says (`step`, `words`, `remedy`) is in the language of whoever asked. `worker` is the one that does it now;
    whatever another one writes about it no longer counts.
    """

    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict, blank=True)
    by = models.CharField(max_length=200)
    language = models.CharField(max_length=12, blank=True)
    once = models.CharField(max_length=120, null=True, blank=True, unique=True, help_text="Asked for once under it.")
    state = models.CharField(max_length=11, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=32, blank=True)
    cancelling = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    step = models.CharField(max_length=300, blank=True)
    number = models.PositiveBigIntegerField(default=0)
    of = models.PositiveBigIntegerField(default=0)
    words = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    href = models.CharField(max_length=500, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["state", "not_before"], name="tasks_to_do"),
            models.Index(fields=["by", "state"], name="tasks_of"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state=State.RUNNING, worker__gt="") | (~Q(state=State.RUNNING) & Q(worker="")),
                name="task_has_a_worker_while_it_is_done",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at=None) | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="task_has_an_end_once_it_ended",
            ),
        )

    def __str__(self) -> str:
        return f"task:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Worker(models.Model):
    """Somebody who works, and when that was last seen."""

    name = models.CharField(max_length=32, primary_key=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return f"worker:{self.name}"
