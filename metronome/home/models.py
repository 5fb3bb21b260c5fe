"""What the search looks into, made of the record and made again from it at any time; and which digests were sent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from metronome.accounts.models import Person
from metronome.ground.fields import TextField

from .enums import Sort


class Remit(models.Model):
    """The regions and lines that somebody said they look after: what their desk shows first. It opens nothing."""

    person = models.OneToOneField("accounts.Person", models.CASCADE, related_name="+")
    regions = models.JSONField(default=list, help_text="Slugs; none means all.")
    lines = models.JSONField(default=list, help_text="Plan and code, as plan/L1; none means all.")

    def __str__(self) -> str:
        return f"remit:{self.person_id}"


class SavedSearch(models.Model):
    """What somebody looks for among the practices and wishes to be told of."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    query = models.CharField(max_length=500, help_text="As an address says it.")
    since = models.DateField(help_text="The first day of which they are told.")

    class Meta:
        ordering = ("person", "pk")
        verbose_name_plural = "saved searches"
        constraints = (models.UniqueConstraint(fields=["person", "query"], name="search_saved_once"),)

    def __str__(self) -> str:
        return f"search:{self.pk}"


class Document(models.Model):
    """Something as it is found and shown. Its number says its sort and its place among those of its sort; below zero
    stands what not everybody may read.

    It is made anew when what it is about has changed.
    """

    id = models.BigIntegerField(primary_key=True)
    subject = models.CharField(max_length=250, unique=True, help_text="As the audit calls it.")
    code = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=300, blank=True, help_text="What it is called in every language.")
    title = TextField()
    detail = TextField()
    about = models.CharField(max_length=120, blank=True, help_text="Whose page shows a person: member:dakar.")
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, default="day")
    marks = models.TextField(help_text="What it is found by, each once: see search/marks.py.")
    state = models.CharField(max_length=20, blank=True, default="", db_default="", help_text="How far it has come.")
    spelled = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="Of what not everybody may read: its words, offered only to those who may.",
    )

    SORT_BITS = 58
    #: The numbers of what everybody may read.
    PUBLIC = (0, (1 << 63) - 1)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.subject

    @property
    def sort(self) -> Sort:
        return Sort(self.pk >> self.SORT_BITS)

    @property
    def identity(self) -> str:
        return self.subject.partition(":")[2]


class Word(models.Model):
    """A word that stands in a public document, or stood in one that has left: what a misspelt word may have meant."""

    folded = models.CharField(max_length=60, primary_key=True)
    spelled = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.spelled


class Digest(models.Model):
    """That somebody was written a digest of the days up to one, so that nobody is written the same twice.

    Begun and not sent: the machine stopped in between, and whether the letter left is not known.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()
    begun_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("last", "pk")
        constraints = (
            models.UniqueConstraint(fields=["person", "last"], name="one_digest_up_to_a_day"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="digest_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"digest:{self.pk}"


class Indexed(models.Model):
    """How far the documents are in step with the record (one row)."""

    line = models.PositiveBigIntegerField(default=0, help_text="The last line of the audit that was followed.")
    form = models.CharField(max_length=64, blank=True, help_text="What else the documents were made of.")
    token = models.CharField(max_length=32, blank=True, help_text="Another one whenever a document changed.")

    class Meta:
        verbose_name_plural = "indexed"

    def __str__(self) -> str:
        return f"{self.line} {self.form}"
