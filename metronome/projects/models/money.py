from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField
from metronome.projects.enums import SourceKind

from .project import Project


def an_amount_has_a_currency(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(amount=None, currency="") | (Q(amount__isnull=False, amount__gte=0) & ~Q(currency="")), name=name
    )


class MoneySource(models.Model):
    """Where money, or what stands for it, comes from. No amount: not known."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="sources")
    code = models.SlugField()
    label = TextField()
    kind = models.CharField(max_length=8, choices=SourceKind)
    member = models.ForeignKey("network.Member", models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey("network.Partner", models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.DecimalField(null=True, blank=True, max_digits=18, decimal_places=3)
    currency = models.CharField(max_length=3, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("project", "code"), name="money_source_once_a_project"),
            an_amount_has_a_currency("money_source_amount_has_a_currency"),
        )

    def __str__(self) -> str:
        return self.code


class BudgetLine(models.Model):
    """What money is meant for. No amount: not known, or not decided yet."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="budget")
    code = models.SlugField()
    label = TextField()
    source = models.SlugField(blank=True, help_text="Code of the source that pays for it.")
    amount = models.DecimalField(null=True, blank=True, max_digits=18, decimal_places=3)
    currency = models.CharField(max_length=3, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("project", "code"), name="budget_line_once_a_project"),
            an_amount_has_a_currency("budget_line_amount_has_a_currency"),
        )

    def __str__(self) -> str:
        return self.code


class ProjectRate(models.Model):
    """How much of `to` one unit of `base` was worth on a day, by a named source. Without one, nothing is converted."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="rates")
    base = models.CharField(max_length=3)
    to = models.CharField(max_length=3)
    value = models.DecimalField(max_digits=18, decimal_places=8)
    on = models.DateField()
    source = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("project", "base", "to", "on"), name="rate_once_a_day"),
            models.CheckConstraint(condition=Q(value__gt=0) & ~Q(base=F("to")) & ~Q(source=""), name="rate_is_sound"),
        )

    def __str__(self) -> str:
        return f"{self.base}/{self.to} {self.on}"


class Instalment(models.Model):
    """A part of a source's money that is paid when its conditions are met: a day has come, reports are accepted,
    outputs are accepted. All of them count; none named: it can be paid at once."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="instalments")
    code = models.SlugField()
    label = TextField()
    source = models.SlugField(help_text="Code of the source that pays it.")
    amount = models.DecimalField(max_digits=18, decimal_places=3)
    currency = models.CharField(max_length=3)
    due_on = models.DateField(null=True, blank=True, help_text="Not before this day.")
    after_reports = models.JSONField(default=list, blank=True, help_text="Codes of reports that must be accepted.")
    after_outputs = models.JSONField(default=list, blank=True, help_text="Codes of outputs that must be accepted.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("project", "code"), name="instalment_once_a_project"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_is_something"),
        )

    def __str__(self) -> str:
        return self.code
