from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import FoldedField, TextField
from metronome.ground.period import Period

from .enums import ChangeKind, Method, PlannedState


class Plan(models.Model):
    """A plan with its period. Two plans may overlap; a code belongs to one of them."""

    slug = models.SlugField(unique=True)
    title = TextField()
    first_day = models.DateField()
    last_day = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    adopted = TextField(help_text="When and by whom, as far as it is known.")
    vision = TextField()
    mission = TextField()

    class Meta:
        ordering = ("first_day", "slug")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="plan_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)


class Level(models.Model):
    """How the network names the nodes of one depth, from 1 at the top. The deepest level holds the results."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="levels")
    depth = models.PositiveSmallIntegerField()
    name = TextField()
    plural = TextField()
    pattern = models.CharField(max_length=200, blank=True, help_text="Regular expression of the codes of this level.")

    class Meta:
        ordering = ("plan", "depth")
        constraints = (models.UniqueConstraint(fields=["plan", "depth"], name="depth_once_in_a_plan"),)

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.depth}"


class Node(models.Model):
    """A coded place in the tree of a plan. Its code is its identity for ever; a node that is dropped is retired."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    depth = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    label = TextField()
    label_key = FoldedField(of="label")
    short_label = TextField()
    description = TextField()
    order = models.PositiveIntegerField(default=0, help_text="Place in the whole plan, in the order of print.")
    added_on = models.DateField(null=True, blank=True, help_text="Empty: it is in the plan since its adoption.")
    retired_on = models.DateField(null=True, blank=True)
    successors = models.JSONField(default=list, blank=True, help_text="The codes that took its place.")

    class Meta:
        ordering = ("plan", "order", "code")
        constraints = (
            models.UniqueConstraint(fields=["plan", "code"], name="code_once_in_a_plan"),
            models.CheckConstraint(
                condition=Q(depth=1, parent=None) | Q(depth__gt=1, parent__isnull=False),
                name="only_a_node_at_the_top_has_no_parent",
            ),
        )

    def __str__(self) -> str:
        return self.code

    def is_valid_on(self, day: date) -> bool:
        """True while its plan runs, from the day it was added and until it is retired."""
        added, retired = self.added_on or date.min, self.retired_on or date.max
        return self.plan.period.holds(day) and added <= day < retired


class Amendment(models.Model):
    """A decision that changes a plan from a day on. Its codes stay what they are: none is renumbered or used again."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="amendments")
    slug = models.SlugField(max_length=100, unique=True)
    on = models.DateField(help_text="The first day on which the plan is as amended.")
    title = TextField()
    why = TextField()
    decided_by = TextField()
    document = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ("on", "slug")

    def __str__(self) -> str:
        return self.slug


class AmendmentChange(models.Model):
    """What an amendment does to one node. Words that are empty stay as they were."""

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=6, choices=ChangeKind)
    code = models.CharField(max_length=40)
    parent = models.CharField(max_length=40, blank=True, help_text="The code of the node that it is added under.")
    label = TextField()
    short_label = TextField()
    description = TextField()
    successors = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("amendment", "pk")
        constraints = (models.UniqueConstraint(fields=["amendment", "code"], name="amended_once_by_an_amendment"),)

    def __str__(self) -> str:
        return f"{self.amendment_id} {self.kind} {self.code}"


class KeyIdea(models.Model):
    """A guiding idea of a node, in the order of the plan."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="key_ideas")
    order = models.PositiveSmallIntegerField()
    text = TextField()

    class Meta:
        ordering = ("node", "order")
        constraints = (models.UniqueConstraint(fields=["node", "order"], name="key_idea_has_its_place"),)

    def __str__(self) -> str:
        return f"{self.node_id}/{self.order}"


class Challenge(models.Model):
    """A challenge of the members, or one that refines it. Activities answer those that nothing refines."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="challenges")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(max_length=40)
    label = TextField()
    description = TextField()
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("plan", "order", "code")
        constraints = (models.UniqueConstraint(fields=["plan", "code"], name="challenge_code_once_in_a_plan"),)

    def __str__(self) -> str:
        return self.code


class Theme(models.Model):
    """A theme that crosses the plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="themes")
    slug = models.SlugField()
    label = TextField()
    description = TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("plan", "order", "slug")
        constraints = (models.UniqueConstraint(fields=["plan", "slug"], name="theme_once_in_a_plan"),)

    def __str__(self) -> str:
        return self.slug


class Marker(models.Model):
    """A scored view across all activities, such as the gender marker of the OECD: 0 not targeted, 1 significant,
    2 principal."""

    slug = models.SlugField(unique=True)
    label = TextField()
    description = TextField()
    highest = models.PositiveSmallIntegerField(default=2)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class WorkPlan(models.Model):
    """What the network means to do in one of its fiscal years, named by the calendar year in which that begins. A
    year before the plans on record stands under none of them."""

    slug = models.SlugField(unique=True)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="work_plans")
    year = models.PositiveSmallIntegerField()
    title = TextField()

    class Meta:
        ordering = ("year", "slug")

    def __str__(self) -> str:
        return self.slug


class PlannedActivity(models.Model):
    """Something that a work plan means to do, in a month or over several; no month: in the course of the year."""

    slug = models.SlugField(max_length=100, unique=True)
    work_plan = models.ForeignKey(WorkPlan, models.PROTECT, related_name="planned")
    title = TextField()
    first_month = models.DateField(null=True, blank=True, help_text="The first day of its first month.")
    last_month = models.DateField(null=True, blank=True, help_text="The first day of its last month.")
    owner = models.CharField(max_length=200, blank=True, help_text="The office that answers for it.")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    state = models.CharField(max_length=10, choices=PlannedState, default=PlannedState.PLANNED)
    why = TextField(help_text="Why it was postponed or dropped.")
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("work_plan", "order", "slug")
        verbose_name_plural = "planned activities"
        constraints = (
            models.CheckConstraint(
                condition=Q(first_month=None, last_month=None)
                | Q(first_month__isnull=False, last_month__isnull=False, last_month__gte=F("first_month")),
                name="planned_months_come_in_order",
            ),
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__isnull=False, amount__gte=0) & ~Q(currency="")),
                name="planned_budget_has_a_currency",
            ),
        )

    def __str__(self) -> str:
        return self.slug


class PlannedResult(models.Model):
    """That a planned activity is meant to serve a result."""

    planned = models.ForeignKey(PlannedActivity, models.CASCADE, related_name="results")
    result = models.ForeignKey(Node, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("planned", "pk")
        constraints = (models.UniqueConstraint(fields=["planned", "result"], name="planned_for_a_result_once"),)

    def __str__(self) -> str:
        return f"{self.planned_id} {self.result_id}"


class Expectation(models.Model):
    """What shows that a result is reached: an indicator, where it stood, where it is to stand. Numbers are numbers;
    what is measured in words has none."""

    slug = models.SlugField(max_length=100, unique=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="expectations")
    indicator = TextField()
    method = models.CharField(max_length=10, choices=Method, default=Method.NUMBER)
    unit = TextField()
    baseline = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("node", "order", "slug")
        constraints = (
            models.CheckConstraint(
                condition=~Q(method=Method.NARRATIVE) | Q(baseline=None, target=None),
                name="expectation_in_words_has_no_numbers",
            ),
        )

    def __str__(self) -> str:
        return self.slug


class ExpectedValue(models.Model):
    """Where an indicator stood in a stretch of days, with where that is known from. No value: not known."""

    expectation = models.ForeignKey(Expectation, models.CASCADE, related_name="values")
    first_day = models.DateField()
    last_day = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    text = TextField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("expectation", "first_day", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="expected_value_days_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.expectation_id} {self.first_day}..{self.last_day}"

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)


class Rating(models.Model):
    """A step of the network's own scale, from the lowest on."""

    slug = models.SlugField(unique=True)
    label = TextField()
    description = TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.slug


class Assessment(models.Model):
    """How a body of the network judged a result for a fiscal year, or at the end of the plan."""

    slug = models.SlugField(max_length=100, unique=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField(help_text="The calendar year in which the fiscal year begins.")
    is_final = models.BooleanField(default=False, help_text="Of the whole plan, at its end.")
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="assessments")
    text = TextField()
    body = models.CharField(max_length=50, help_text="Slug of the body that judged.")
    on = models.DateField()

    class Meta:
        ordering = ("node", "year", "is_final")
        constraints = (models.UniqueConstraint(fields=["node", "year", "is_final"], name="assessed_once_a_year"),)

    def __str__(self) -> str:
        return self.slug
