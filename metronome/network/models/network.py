from __future__ import annotations

from django.db import models

from metronome.ground.fields import TextField
from metronome.ground.period import Calendar

from ..enums import DayOrder, DecimalSign


class Network(models.Model):
    """The network that this instance belongs to: one row, and all of what a network chooses for itself."""

    slug = models.SlugField(unique=True)
    name = TextField()
    full_name = TextField()
    lede = TextField(help_text="One sentence on what the network is.")
    languages = models.JSONField(default=list, help_text="Codes in order of preference; the first is the source.")
    required_languages = models.JSONField(default=list, help_text="Those without which nothing is loaded or reported.")
    languages_to_publish = models.JSONField(
        default=list, blank=True, help_text="Those in which texts are read and in step before they are published."
    )
    languages_by_noun = models.JSONField(
        default=dict, blank=True, help_text="The same for single nouns, as the audit calls them; else that holds."
    )
    timezone = models.CharField(max_length=60, default="UTC")
    fiscal_month = models.PositiveSmallIntegerField(default=1)
    reporting_months = models.JSONField(default=list)
    currencies = models.JSONField(default=list)
    decimal_sign = models.CharField(
        max_length=5,
        choices=DecimalSign,
        blank=True,
        help_text="How tables that come in are written, where it is known.",
    )
    day_order = models.CharField(max_length=3, choices=DayOrder, blank=True, help_text="The same of days in figures.")
    brand = models.JSONField(
        default=dict, blank=True, help_text="Values of the eight brand tokens, where they differ."
    )
    contact = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.slug

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.fiscal_month, tuple(self.reporting_months) or (1,))

    @property
    def source_language(self) -> str:
        return str(self.languages[0])


class Region(models.Model):
    slug = models.SlugField(unique=True)
    name = TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.slug
