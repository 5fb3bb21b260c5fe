"""What is written upon what is measured."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField

from .definitions import Indicator
from .loads import Release


class Publication(models.Model):
    """A paper of the observatory: what it is, who wrote it, and the indicators and the release it rests on.

    Authors are named by their offices or houses. Without a release it rests on no numbers that could be looked up.
    """

    slug = models.SlugField(unique=True)
    title = TextField()
    kind = TextField(help_text="What it is, such as an issue paper.")
    number = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Its number among those of its kind.")
    abstract = TextField()
    authors = TextField(help_text="Offices and houses.")
    published_on = models.DateField(null=True, blank=True, help_text="None: the day is not known.")
    languages = models.JSONField(default=list, blank=True, help_text="In which it can be read.")
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    indicators = models.ManyToManyField(Indicator, related_name="+", blank=True)
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = (F("published_on").desc(nulls_last=True), F("number").desc(nulls_last=True), "slug")
        constraints = (
            models.CheckConstraint(condition=Q(number=None) | Q(number__gte=1), name="publication_has_a_number"),
        )

    def __str__(self) -> str:
        return self.slug
