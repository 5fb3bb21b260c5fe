"""What is measured: metropolises, and the territories by which different systems understand them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField
from metronome.ground.period import Period

from ..enums import GeographyKind, Ground


class Geography(models.Model):
    """One release of a system that says what a city is: a comparison is within one geography."""

    slug = models.SlugField(unique=True)
    label = TextField()
    system = models.CharField(max_length=60)
    release = models.CharField(max_length=40)
    kind = models.CharField(max_length=24, choices=GeographyKind)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")
        verbose_name_plural = "geographies"

    def __str__(self) -> str:
        return self.slug


class Area(models.Model):
    """A metropolis as an idea, before anybody has drawn its boundary."""

    slug = models.SlugField(unique=True)
    name = TextField()
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    region = models.ForeignKey("network.Region", models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.slug


class AreaMember(models.Model):
    """That a member acts in an area, from one day to another. One area may have several, a member several areas."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="memberships")
    member = models.ForeignKey("network.Member", models.PROTECT, related_name="+")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="area_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.area_id}/{self.member_id}"

    @property
    def period(self) -> Period:
        return Period(self.since, self.until)


class AreaVersion(models.Model):
    """An area as one geography draws it; `code` is what that system calls it, `known_as` its name there."""

    slug = models.SlugField(max_length=120, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="versions")
    geography = models.ForeignKey(Geography, models.PROTECT, related_name="versions")
    code = models.CharField(max_length=160)
    known_as = models.CharField(max_length=200, blank=True)
    km2 = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("slug",)
        constraints = (
            models.UniqueConstraint(fields=["geography", "code"], name="code_once_in_a_geography"),
            models.UniqueConstraint(fields=["geography", "area"], name="area_once_in_a_geography"),
        )

    def __str__(self) -> str:
        return self.slug


class Overlap(models.Model):
    """Which share of one drawing of an area lies in another."""

    slug = models.SlugField(max_length=250, unique=True)
    part = models.ForeignKey(AreaVersion, models.CASCADE, related_name="overlaps")
    whole = models.ForeignKey(AreaVersion, models.CASCADE, related_name="+")
    share = models.DecimalField(max_digits=7, decimal_places=6, help_text="Of `part`, from 0 to 1.")
    of = models.CharField(max_length=20, help_text="What the share is of: population or surface.")

    class Meta:
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(condition=Q(share__gte=0) & Q(share__lte=1), name="overlap_is_a_share"),
            models.CheckConstraint(condition=~Q(part=F("whole")), name="overlap_is_of_two_areas"),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def ground(self) -> Ground:
        return Ground(self.of)
