from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField
from metronome.ground.period import Period
from metronome.report.enums import EditionState

#: What the public may read: what was published here, and what was printed in the past.
PUBLIC_STATES = (EditionState.PUBLISHED, EditionState.SUPERSEDED, EditionState.AS_PRINTED)
FROZEN_STATES = (EditionState.FROZEN, EditionState.PUBLISHED, EditionState.SUPERSEDED)


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self) -> EditionQuerySet:
        """Those that everybody may read: none that is being composed, or frozen and not yet published."""
        return self.filter(state__in=PUBLIC_STATES)

    def in_preparation(self) -> EditionQuerySet:
        """Those that are being composed, or frozen and not yet published."""
        return self.exclude(state__in=PUBLIC_STATES)


class Edition(models.Model):
    """A report of a period. Once frozen it keeps its rows and texts, and is never made again in place.

    An edition *as printed* is a report of the past: its stated figures and lists, beside what the record computes.
    """

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.SlugField(max_length=40, default="progress", db_index=False)
    about = models.JSONField(
        default=list, blank=True, help_text="What it is about: partner:un-habitat, node:L1; empty: the whole network."
    )
    state = models.CharField(max_length=12, choices=EditionState, default=EditionState.COMPOSING)
    number = models.PositiveSmallIntegerField(default=1, help_text="Counts the editions of one kind and period.")
    first_day = models.DateField()
    last_day = models.DateField()
    title = TextField()
    plan = models.ForeignKey("plan.Plan", models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey("report.Document", models.PROTECT, null=True, blank=True, related_name="editions")
    languages = models.JSONField(default=list)
    parts = models.JSONField(default=list, blank=True, help_text="Its chapters in their order; empty: all of them.")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    manifest = models.TextField(blank=True, help_text="Canonical JSON of the frozen rows, texts and figures, signed.")
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-first_day", "kind", "-number")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="edition_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["kind", "about", "first_day", "last_day", "number"],
                condition=~Q(state=EditionState.AS_PRINTED),
                name="edition_number_once_for_a_period",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=FROZEN_STATES) & ~Q(manifest="") & ~Q(frozen_by="") & Q(frozen_at__isnull=False)
                )
                | (~Q(state__in=FROZEN_STATES) & Q(manifest="", frozen_by="", frozen_at=None)),
                name="frozen_edition_keeps_a_manifest_a_name_and_a_moment",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=(EditionState.PUBLISHED, EditionState.SUPERSEDED))
                    & ~Q(published_by="")
                    & Q(published_at__isnull=False)
                )
                | (
                    ~Q(state__in=(EditionState.PUBLISHED, EditionState.SUPERSEDED))
                    & Q(published_by="", published_at=None)
                ),
                name="published_edition_has_a_name_and_a_moment",
            ),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)

    @property
    def siblings(self) -> EditionQuerySet:
        """The other editions of its kind and period, about the same, that were made here."""
        same = Edition.objects.filter(
            kind=self.kind, about=self.about, first_day=self.first_day, last_day=self.last_day
        )
        return same.exclude(state=EditionState.AS_PRINTED).exclude(pk=self.pk)

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC_STATES


class EditionText(models.Model):
    """The narrative of one part. A figure stands in it by reference, as {figure:members.activated}."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="texts")
    part = models.SlugField(max_length=60)
    text = TextField()

    class Meta:
        ordering = ("edition", "part")
        constraints = (models.UniqueConstraint(fields=["edition", "part"], name="part_once_in_an_edition"),)

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.part}"


class EditionFile(models.Model):
    """A file as it was published: kept by its digest, never made again."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    language = models.CharField(max_length=12, blank=True, help_text="Empty: all languages.")
    format = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("edition", "format", "language")
        constraints = (
            models.UniqueConstraint(fields=["edition", "language", "format"], name="one_file_for_language_and_format"),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} {self.language}.{self.format}"
