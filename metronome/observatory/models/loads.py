"""What came in, from which file, and the cutoffs by which it is cited."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from metronome.ground.fields import TextField

from ..enums import LoadKind
from .definitions import Source


class Load(models.Model):
    """One taking in of observations. Numbers follow each other: what was known after a load is those up to it.

    The file it came from is kept as it was (`snapshot`, named by its sha256); licence and citation are those of the
    day on which it was loaded.
    """

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=16, choices=LoadKind, default=LoadKind.OBSERVATIONS)
    source = models.ForeignKey(Source, models.PROTECT, related_name="loads")
    snapshot = models.CharField(max_length=64, help_text="sha256 of the file")
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(help_text="bytes of the file")
    mapping = models.JSONField(default=dict)
    licence = models.CharField(max_length=120)
    citation = models.CharField(max_length=500)
    retrieved_on = models.DateField(null=True, blank=True)
    rows = models.PositiveIntegerField(help_text="observations that came in")
    left_out = models.PositiveIntegerField(default=0, help_text="refused rows that were left out")
    notes = models.JSONField(
        default=list, blank=True, help_text="Footnotes of the file and what was left aside: row, words."
    )
    why = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.CheckConstraint(condition=Q(number__gte=1), name="loads_are_counted_from_one"),)

    def __str__(self) -> str:
        return str(self.number)


class FactFile(models.Model):
    """A Parquet file of observations, named by its sha256. A file that stands in no row of this table is none."""

    sha256 = models.CharField(max_length=64, unique=True)
    load = models.ForeignKey(Load, models.PROTECT, related_name="files")
    rows = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("load", "pk")

    def __str__(self) -> str:
        return self.sha256


class RefusedObservation(models.Model):
    """A row of a loaded file that was left out, and why."""

    load = models.ForeignKey(Load, models.CASCADE, related_name="refused")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)
    value = models.CharField(max_length=120, blank=True)
    fault = models.CharField(max_length=24)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.load_id}:{self.row}"


class Release(models.Model):
    """A named cutoff: what was known after a load, to be cited. Its digest is made of the files it consists of.

    `averages`: sha256 of the file with its averages; empty until they are made, and never another one.
    """

    slug = models.SlugField(unique=True)
    title = TextField()
    cutoff = models.ForeignKey(Load, models.PROTECT, related_name="releases")
    digest = models.CharField(max_length=64)
    averages = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.slug
