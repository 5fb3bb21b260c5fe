from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import FoldedField, TextField
from metronome.ground.period import Period
from metronome.record.enums import Format, NetworkRole, Precision, State


class Kind(models.Model):
    """What sort of activity: the network's own list."""

    slug = models.SlugField(unique=True)
    name = TextField()
    plural = TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.slug


class ActivityQuerySet(models.QuerySet["Activity"]):
    def counted(self) -> ActivityQuerySet:
        """Those that figures are made of, and that the public sees."""
        return self.filter(state=State.PUBLISHED)

    def not_counted(self) -> ActivityQuerySet:
        """Those that whoever keeps the record sees alone: not published yet, or taken back."""
        return self.exclude(state=State.PUBLISHED)

    def touching(self, period: Period) -> ActivityQuerySet:
        """Those of which one day, or one month, lies in the period; each once."""
        occurrences = Occurrence.objects.all()
        if period.last is not None:
            occurrences = occurrences.filter(first_day__lte=period.last)
        if period.first is not None:
            occurrences = occurrences.filter(last_day__gte=period.first)
        return self.filter(pk__in=occurrences.values("activity"))


class Activity(models.Model):
    """Something that the network did or took part in. The code is its identity for ever."""

    code = models.SlugField(max_length=100, unique=True)
    title = TextField()
    title_key = FoldedField(of="title")
    summary = TextField()
    summary_key = FoldedField(of="summary")
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="activities")
    lead_line = models.ForeignKey("plan.Node", models.PROTECT, null=True, blank=True, related_name="+")
    planned = models.ForeignKey("plan.PlannedActivity", models.PROTECT, null=True, blank=True, related_name="+")
    format = models.CharField(max_length=8, choices=Format, blank=True, help_text="Empty: not stated.")
    network_role = models.CharField(max_length=16, choices=NetworkRole, blank=True, help_text="Empty: not stated.")
    place = TextField()
    series = models.CharField(max_length=200, blank=True)
    languages = models.JSONField(default=list, blank=True)
    is_members_only = models.BooleanField(default=False)
    other_cities = models.JSONField(default=list, blank=True, help_text="Cities that took part and are no members.")
    order = models.PositiveIntegerField(default=0, help_text="Place among activities of one day.")
    source = models.CharField(max_length=300, blank=True, help_text="Document, or record of another room, it is from.")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    author = models.CharField(max_length=200)
    approver = models.CharField(max_length=200, blank=True)
    comment = models.TextField(blank=True, help_text="Why it was returned or cancelled.")
    notes = models.JSONField(default=dict, blank=True, help_text="What whoever returned it says of single fields.")
    first_day = models.DateField(help_text="The first of its days, kept for order.")
    last_day = models.DateField(help_text="The last of its days, kept for order.")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ("first_day", "order", "code")
        verbose_name_plural = "activities"
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="activity_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(state__in=(State.APPROVED, State.PUBLISHED)) | ~Q(approver=""),
                name="approved_activity_has_an_approver",
            ),
            models.CheckConstraint(
                condition=Q(approver="") | ~Q(approver=F("author")), name="approved_by_another_hand"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RETURNED) | ~Q(comment=""), name="returned_activity_says_why"
            ),
        )

    def __str__(self) -> str:
        return self.code


class Occurrence(models.Model):
    """Days, or a month, on which an activity took place. An activity may have several apart."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="occurrences")
    first_day = models.DateField(db_index=True)
    last_day = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    title = TextField()

    class Meta:
        ordering = ("first_day", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="occurrence_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"{self.activity_id} {self.first_day}..{self.last_day}"
