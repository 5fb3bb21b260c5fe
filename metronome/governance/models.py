from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField
from metronome.ground.period import Period


class Body(models.Model):
    """A body of the network. `kind` is the network's own word (statutory, working, executive ...)."""

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=60, blank=True)
    label = TextField()
    task = TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.slug


class Office(models.Model):
    """What a mandate is called: the network's own list."""

    slug = models.SlugField(unique=True)
    label = TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.slug


class Mandate(models.Model):
    """That a person holds an office in a body, for members or for a region, from one day to another."""

    slug = models.SlugField(max_length=120, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="mandates")
    office = models.ForeignKey(Office, models.PROTECT, related_name="mandates")
    contact = models.ForeignKey("network.Contact", models.PROTECT, related_name="+")
    members = models.ManyToManyField("network.Member", related_name="+", blank=True)
    region = models.ForeignKey("network.Region", models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")
        constraints = (
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="mandate_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def period(self) -> Period:
        return Period(self.since, self.until)
