from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import FoldedField, TextField
from metronome.ground.period import Period


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
    retired_on = models.DateField(null=True, blank=True)

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
        """True while its plan runs and it has not been retired."""
        return self.plan.period.holds(day) and (self.retired_on is None or day < self.retired_on)


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
