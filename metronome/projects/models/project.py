from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField
from metronome.ground.period import Period
from metronome.projects.enums import ProjectState


class ProjectQuerySet(models.QuerySet["Project"]):
    def public(self) -> ProjectQuerySet:
        """Those that everybody sees."""
        return self.filter(is_published=True)


class Project(models.Model):
    """What members carry out together, as a pilot. The slug is its identity for ever; days may not be known, and what
    its state is follows from no day."""

    slug = models.SlugField(unique=True)
    title = TextField()
    summary = TextField()
    text = TextField(help_text="What it wants to find out or to reach.")
    lead_line = models.ForeignKey("plan.Node", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=ProjectState, blank=True, help_text="Empty: not known.")
    state_note = TextField(help_text="What the source says of its state.")
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How long it is meant to last.")
    call = models.CharField(max_length=50, blank=True, help_text="Slug of the call that it came of.")
    application = models.CharField(max_length=60, blank=True, help_text="Code of the application that it came of.")
    currency = models.CharField(max_length=3, blank=True, help_text="In which its totals are told as well.")
    is_money_public = models.BooleanField(default=False, help_text="Its sources and its budget are public.")
    has_no_trips = models.BooleanField(default=False, help_text="Stated that nobody travelled; else not known.")
    online_share = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="Per cent of its meetings held online."
    )
    source = models.CharField(max_length=300, blank=True, help_text="Document that it is from.")
    is_published = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ("order", "slug")
        constraints = (
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="project_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(online_share=None) | Q(online_share__gte=0, online_share__lte=100),
                name="project_online_share_in_per_cent",
            ),
            models.UniqueConstraint(
                fields=("call", "application"), condition=~Q(application=""), name="project_once_an_application"
            ),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)
