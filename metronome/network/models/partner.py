from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import FoldedField, TextField

from .member import Member


class PartnerKind(models.Model):
    """What sort of organisation a partner is: the network's own list."""

    slug = models.SlugField(unique=True)
    name = TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.slug


class Partner(models.Model):
    """An organisation that the network works with or meets."""

    slug = models.SlugField(unique=True)
    name = TextField()
    name_key = FoldedField(of="name")
    acronym = TextField()
    kind = models.ForeignKey(PartnerKind, models.PROTECT, related_name="partners")
    website = models.URLField(blank=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class Contact(models.Model):
    """A person with an office. Public pages name them only where the office is public or they consented."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    office = TextField()
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="contacts")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="contacts")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=False, help_text="Holds a public office, or has consented to be named.")
    languages = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="contact_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.slug
