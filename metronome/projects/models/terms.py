"""What a call gives to what it chooses. A call lies above projects: it is named by its code."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from metronome.ground.fields import TextField


class ProjectTerms(models.Model):
    """Under which terms an application of an outcome becomes a project: how long, with which grant."""

    slug = models.SlugField(unique=True)
    call = models.CharField(max_length=50, help_text="Slug of the call.")
    outcome = models.SlugField(help_text="Code of the outcome that begins a project.")
    label = TextField(help_text="What the grant is called.")
    months = models.PositiveSmallIntegerField()
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")
        verbose_name_plural = "project terms"
        constraints = (
            models.UniqueConstraint(fields=("call", "outcome"), name="terms_once_an_outcome"),
            models.CheckConstraint(condition=Q(months__gte=1), name="terms_of_some_months"),
        )

    def __str__(self) -> str:
        return self.slug


class TermInstalment(models.Model):
    """An instalment of the grant. The first day on which it can be paid is so many months after the project begins."""

    terms = models.ForeignKey(ProjectTerms, models.CASCADE, related_name="instalments")
    code = models.SlugField()
    label = TextField()
    amount = models.DecimalField(max_digits=18, decimal_places=3)
    currency = models.CharField(max_length=3)
    after_months = models.PositiveSmallIntegerField(null=True, blank=True)
    after_reports = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("terms", "order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("terms", "code"), name="term_instalment_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="term_instalment_is_something"),
        )

    def __str__(self) -> str:
        return self.code


class TermReport(models.Model):
    """A report that will be due so many months after the project begins."""

    terms = models.ForeignKey(ProjectTerms, models.CASCADE, related_name="reports")
    code = models.SlugField()
    label = TextField()
    after_months = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("terms", "order", "pk")
        constraints = (models.UniqueConstraint(fields=("terms", "code"), name="term_report_once"),)

    def __str__(self) -> str:
        return self.code


class Agreement(models.Model):
    """That whoever applied agreed that the application becomes a project under these terms."""

    terms = models.ForeignKey(ProjectTerms, models.PROTECT, related_name="agreements")
    application = models.CharField(max_length=80, help_text="Code of the application.")
    agreed_by = models.CharField(max_length=200)
    agreed_on = models.DateField()

    class Meta:
        ordering = ("terms", "pk")
        constraints = (models.UniqueConstraint(fields=("terms", "application"), name="agreed_once"),)

    def __str__(self) -> str:
        return self.application
