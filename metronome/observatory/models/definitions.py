"""What is measured, and who publishes it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField

from ..enums import Aggregation, Direction

#: The unit of shares of a hundred; unless its definition says otherwise, such a value lies between 0 and 100.
PERCENT = "percent"


class Domain(models.Model):
    """How the network groups its indicators: its own list."""

    slug = models.SlugField(unique=True)
    label = TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.slug


class Source(models.Model):
    """Who publishes observations, under which licence, and how it is cited."""

    slug = models.SlugField(unique=True)
    title = TextField()
    publisher = models.CharField(max_length=200, blank=True)
    citation = models.CharField(max_length=500, help_text="As the publisher wants to be cited.")
    licence = models.CharField(max_length=120)
    licence_url = models.URLField(max_length=500, blank=True)
    url = models.URLField(max_length=500, blank=True)
    notes = TextField(help_text="What a reader should know, such as what is taken over of it.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.slug


class Indicator(models.Model):
    """Something that is measured of metropolises, whatever the wording of its definition.

    `preference`: slugs of sources in the order in which a page prefers them. `challenges` of a plan and `goals` of the
    2030 Agenda (5, or the target 11.6) say what it tells something of.
    """

    slug = models.SlugField(unique=True)
    domain = models.ForeignKey(Domain, models.PROTECT, null=True, blank=True, related_name="indicators")
    preference = models.JSONField(default=list, blank=True)
    challenges = models.ManyToManyField("plan.Challenge", related_name="+", blank=True)
    goals = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.slug


class SizeClass(models.Model):
    """A class of metropolises by size, from `low` to below `high` of an indicator; an end that is missing is open."""

    slug = models.SlugField(unique=True)
    label = TextField()
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="size_classes")
    low = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")
        verbose_name_plural = "size classes"
        constraints = (
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(high__gt=F("low")), name="size_class_is_no_reversal"
            ),
        )

    def __str__(self) -> str:
        return self.slug

    def holds(self, value: Decimal) -> bool:
        """Whether a value, in units, lies in the class."""
        return (self.low is None or value >= self.low) and (self.high is None or value < self.high)


class IndicatorVersion(models.Model):
    """One definition of an indicator. Another wording that means the same is an edit; another meaning is a version.

    Values are kept as whole numbers of `decimals` places after the point: 73.7 with one decimal is 737.
    """

    slug = models.SlugField(max_length=80, unique=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    name = TextField()
    definition = TextField()
    numerator = TextField()
    denominator = TextField()
    reading = TextField(help_text="How a source that can be read in two ways is read here, and why.")
    unit = models.CharField(max_length=40, help_text="Code of the unit, such as percent.")
    unit_label = TextField()
    decimals = models.PositiveSmallIntegerField(default=0)
    low = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.NONE)
    aggregation = models.CharField(max_length=12, choices=Aggregation, default=Aggregation.MEAN)
    weight = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("indicator", "-number")
        constraints = (
            models.UniqueConstraint(fields=["indicator", "number"], name="version_once_of_an_indicator"),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicator_keeps_at_most_six_decimals"),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(high__gte=F("low")), name="indicator_range_is_no_reversal"
            ),
            models.CheckConstraint(
                condition=~Q(aggregation=Aggregation.WEIGHTED) | Q(weight__isnull=False),
                name="weighted_indicator_has_a_weight",
            ),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """What no value may be below or above; a percentage lies between 0 and 100 unless its definition says so."""
        if self.unit == PERCENT and self.low is None and self.high is None:
            return Decimal(0), Decimal(100)
        return self.low, self.high
