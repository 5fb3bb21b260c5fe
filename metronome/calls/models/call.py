from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField

from ..enums import QuestionKind


class Call(models.Model):
    """What cities are asked to send in. `kind` and `edition` are the network's own words; a template is a pattern for
    calls. The public sees what is published and no template."""

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=60, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    title = TextField()
    summary = TextField()
    text = TextField()
    zone = models.CharField(max_length=64, default="UTC", help_text="Name in the time zone database.")
    is_template = models.BooleanField(default=False)
    begun_from = models.SlugField(blank=True, help_text="Slug of the template that it is begun from; empty: of none.")
    is_published = models.BooleanField(default=False)
    is_cancelled = models.BooleanField(default=False, help_text="Called off; keeps its page and its line.")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_template=False) | Q(is_published=False), name="call_template_is_never_public"
            ),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def is_moderated(self) -> bool:
        """Nothing is scored: what comes in is looked at by a moderator, who accepts or declines it."""
        return not self.criteria.exists()


class Stage(models.Model):
    """A stretch of a call's life, by the clock of the call's zone."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="stages")
    code = models.SlugField()
    label = TextField()
    opens_on = models.DateField(null=True, blank=True)
    opens_at = models.CharField(max_length=8, blank=True, help_text="Time as 09:00 or 09:00:30.")
    closes_on = models.DateField(null=True, blank=True)
    closes_at = models.CharField(max_length=8, blank=True, help_text="Time as 18:00; the last second in time.")
    takes_applications = models.BooleanField(default=False)
    invites = models.SlugField(
        blank=True, help_text="Code of the outcome by which an application comes into it; empty: here one begins."
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("call", "code"), name="stage_once_a_call"),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="stage_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(invites="") | Q(takes_applications=True), name="stage_that_invites_takes_applications"
            ),
        )

    def __str__(self) -> str:
        return self.code


class Question(models.Model):
    """A question of a call's form."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="questions")
    code = models.SlugField()
    kind = models.CharField(max_length=7, choices=QuestionKind)
    label = TextField()
    hint = TextField()
    is_required = models.BooleanField(default=False)
    most = models.PositiveIntegerField(null=True, blank=True, help_text="Characters, options or rows at most.")
    unit = TextField()
    asked_if = models.SlugField(blank=True, help_text="Code of the question on which this one depends.")
    asked_when = models.SlugField(blank=True, help_text="Code of the option with which it is asked.")
    stage = models.SlugField(blank=True, help_text="Code of the stage that asks it; empty: each that takes in.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("call", "code"), name="question_once_a_call"),
            models.CheckConstraint(
                condition=Q(asked_if="", asked_when="") | (~Q(asked_if="") & ~Q(asked_when="")),
                name="question_depends_on_an_option",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Option(models.Model):
    """An option of a question, or a column of its table."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="options")
    question = models.SlugField()
    code = models.SlugField()
    label = TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("call", "question", "code"), name="option_once_a_question"),)

    def __str__(self) -> str:
        return f"{self.question}/{self.code}"


class EligibilityRule(models.Model):
    """What an application must be, to be judged at all; also the reason by which one is refused."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="rules")
    code = models.SlugField()
    text = TextField()
    stage = models.SlugField(blank=True, help_text="Code of the stage for which it holds; empty: each that takes in.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("call", "code"), name="eligibility_rule_once_a_call"),)

    def __str__(self) -> str:
        return self.code


class Criterion(models.Model):
    """What is scored, with its weight and what scores mean."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="criteria")
    code = models.SlugField()
    label = TextField()
    anchors = TextField()
    weight = models.DecimalField(max_digits=7, decimal_places=3, default=1)
    lowest = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    highest = models.DecimalField(max_digits=7, decimal_places=2, default=10)
    stage = models.SlugField(blank=True, help_text="Code of the stage for which it holds; empty: each that takes in.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        verbose_name_plural = "criteria"
        constraints = (
            models.UniqueConstraint(fields=("call", "code"), name="criterion_once_a_call"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="criterion_weight_from_zero"),
            models.CheckConstraint(condition=Q(highest__gt=F("lowest")), name="criterion_scores_rise"),
        )

    def __str__(self) -> str:
        return self.code


class Panel(models.Model):
    """Who judges: a committee, a jury, moderators."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="panels")
    code = models.SlugField()
    label = TextField()
    task = TextField()
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    stage = models.SlugField(blank=True, help_text="Code of the stage whose applications it reads; empty: the first.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("call", "code"), name="panel_once_a_call"),)

    def __str__(self) -> str:
        return self.code


class Outcome(models.Model):
    """What an application can come to, and what it then gets."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="outcomes")
    code = models.SlugField()
    label = TextField()
    prize = TextField()
    places = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Nothing: not known, or unlimited.")
    is_unlimited = models.BooleanField(default=False, help_text="As many as deserve it.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("call", "code"), name="outcome_once_a_call"),
            models.CheckConstraint(
                condition=Q(is_unlimited=False) | Q(places=None), name="outcome_has_places_or_is_unlimited"
            ),
        )

    def __str__(self) -> str:
        return self.code
