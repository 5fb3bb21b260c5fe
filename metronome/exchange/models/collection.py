from __future__ import annotations

from django.db import models

from metronome.ground.fields import TextField


class Collection(models.Model):
    """A collection of practices with a front of its own, and what it asks of a practice before it publishes one.

    `criteria` are names of fields of a practice that must say something; `confirm_months` is after how many months a
    practice is to be confirmed again (None: never). `call` is the call by whose form anybody hands in to it, member or
    not; without one, cities that are members submit on their own pages.
    """

    slug = models.SlugField(unique=True)
    title = TextField()
    summary = TextField()
    asks = TextField(help_text="What is asked of whoever submits.")
    criteria = models.JSONField(default=list, blank=True)
    confirm_months = models.PositiveSmallIntegerField(null=True, blank=True)
    is_open = models.BooleanField(default=False, help_text="Cities can submit practices now.")
    call = models.SlugField(blank=True, help_text="Call by whose form anybody hands in to it.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.slug


class BudgetClass(models.Model):
    """How much a practice cost, roughly: the network's own list, the cheapest first."""

    slug = models.SlugField(unique=True)
    label = TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")
        verbose_name_plural = "budget classes"

    def __str__(self) -> str:
        return self.slug
