from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from metronome.ground.fields import TextField
from metronome.ground.period import Period

from .enums import ProposalState
from .lists.enums import Fate, State

#: What becomes of rows that change the record.
PUT = (Fate.NEW, Fate.CHANGED)


class Import(models.Model):
    """A file that was handed in as a list, until its rows are on record or it is thrown away.

    `file` is what it is kept under, `name` what its sender calls it. `choices` say how it is read, `picks` whom its
    spellings mean, `asked` which spellings still have to be decided. `digest` stands for all that a preview said.
    """

    kind = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.HANDED_IN)
    choices = models.JSONField(default=dict)
    picks = models.JSONField(default=list, blank=True)
    asked = models.JSONField(default=list, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    done_by = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=State.COMMITTED, done_at__isnull=False)
                | (~Q(state=State.COMMITTED) & Q(done_at=None)),
                name="import_has_a_moment_once_committed",
            ),
        )

    def __str__(self) -> str:
        return f"import:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state != State.COMMITTED

    @property
    def promised(self) -> int:
        """How many rows would change the record, or have."""
        return sum(self.counts.get(fate, 0) for fate in PUT)

    def waiting(self) -> models.QuerySet[ImportRow]:
        """Those of them that are not on record yet."""
        return self.rows.filter(fate__in=PUT)


class ImportRow(models.Model):
    """What the preview of an import says of one row; of a refused one also its cells as they were printed."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    fate = models.CharField(max_length=9, choices=Fate)
    identity = models.CharField(max_length=200, blank=True)
    told: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        ordering = ("of", "number")
        constraints = (models.UniqueConstraint(fields=["of", "number"], name="import_row_once"),)

    def __str__(self) -> str:
        return f"{self.of_id} {self.number}"


class SavedMapping(models.Model):
    """How a file is read that comes again and again, by the name that somebody gave it."""

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    choices = models.JSONField(default=dict)
    by = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("kind", "name")
        constraints = (models.UniqueConstraint(fields=["kind", "name"], name="mapping_has_a_name_of_its_own"),)

    def __str__(self) -> str:
        return f"mapping:{self.kind}/{self.name}"


class Layout(models.Model):
    """How reports of one sort are laid out: the headings and labels by which they are read, as the network's own data.

    `words` are lists of texts by what they are of, then by language.
    """

    slug = models.SlugField(unique=True)
    name = TextField()
    words = models.JSONField(default=dict)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class Reading(models.Model):
    """A published report that was handed in and read; what it tells waits for people. The file is kept under its
    digest, so that the same file is read once."""

    file = models.CharField(max_length=80, unique=True, help_text="Name given by its content, never by the sender.")
    label = models.CharField(max_length=300, help_text="What the sender calls it.")
    layout = models.SlugField()
    language = models.CharField(max_length=12)
    first_day = models.DateField()
    last_day = models.DateField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="read_period_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"reading:{self.pk}"

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)


class ProposedActivity(models.Model):
    """An activity as a report tells it. It is no part of the record before somebody accepts it.

    `told` is what was found with its confidence and its place; `lines` are page, line and text of the source.
    """

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="proposed")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    first_day = models.DateField()
    confidence = models.FloatField()
    told = models.JSONField()
    lines = models.JSONField()
    state = models.CharField(max_length=8, choices=ProposalState, default=ProposalState.OPEN)
    is_another = models.BooleanField(default=False, help_text="Somebody said that the record has it not yet.")
    activity = models.ForeignKey("record.Activity", models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("reading", "number")
        verbose_name_plural = "proposed activities"
        constraints = (
            models.UniqueConstraint(fields=["reading", "number"], name="proposed_activity_has_its_number"),
            models.CheckConstraint(
                condition=Q(state__in=(ProposalState.ACCEPTED, ProposalState.KEPT), activity__isnull=False)
                | Q(state__in=(ProposalState.OPEN, ProposalState.REJECTED), activity=None),
                name="proposed_activity_names_the_one_on_record",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.REJECTED) | ~Q(why=""), name="rejected_proposed_activity_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ProposalState.OPEN, ProposalState.KEPT))
                | (~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="decided_proposed_activity_says_by_whom_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reading_id}/{self.number}"
