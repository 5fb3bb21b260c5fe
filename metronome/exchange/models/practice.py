from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.exchange.enums import ConditionKind, Licence, Proof, Stage
from metronome.ground.fields import TextField

from .collection import BudgetClass, Collection


class Practice(models.Model):
    """What a city did, published. Before that it is a proposal at the desk, and no row here.

    It is of a member, or of another city by its name and country. `confirmed_on` is the last day on which its city
    said that it still is so; None: not since it was published. Coordinates are those that a city gave
    which is no member.
    """

    slug = models.SlugField(unique=True, max_length=60)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="practices")
    member = models.ForeignKey("network.Member", models.PROTECT, null=True, blank=True, related_name="+")
    city = models.CharField(max_length=200, blank=True, help_text="A city that is no member.")
    country = models.CharField(max_length=2, blank=True, help_text="Of such a city: ISO 3166-1 alpha-2")
    region = models.ForeignKey("network.Region", models.PROTECT, null=True, blank=True, related_name="+")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    kind = TextField(help_text="Which kind of initiative it is, in the words of its collection.")
    title = TextField()
    summary = TextField()
    problem = TextField()
    done = TextField(help_text="What was done.")
    learnt = TextField(help_text="What others should know.")
    stage = models.CharField(max_length=8, choices=Stage, blank=True, help_text="Empty: not stated.")
    since = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Year.")
    until = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Year.")
    budget_class = models.ForeignKey(BudgetClass, models.PROTECT, null=True, blank=True, related_name="+")
    languages = models.JSONField(default=list, blank=True, help_text="In which its city answers questions.")
    award = models.CharField(max_length=200, blank=True)
    website = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=20, choices=Licence, blank=True)
    source = models.CharField(max_length=300, blank=True, help_text="Document, or record of another room, it is from.")
    published_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    retired_why = TextField()
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-published_on", "order", "slug")
        constraints = (
            models.CheckConstraint(
                condition=Q(member__isnull=False, city="") | (Q(member=None) & ~Q(city="")),
                name="practice_of_a_member_or_of_another_city",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="practice_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="practice_has_both_coordinates_or_none",
            ),
        )

    def __str__(self) -> str:
        return self.slug


class Claim(models.Model):
    """A result that a practice claims, with where it stands written and who has looked."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="claims")
    label = TextField()
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    unit = TextField()
    on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=500, blank=True)
    checked_by = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.practice_id}/{self.order}"


class Condition(models.Model):
    """What a city needs for a practice to fit. `value` is a number, a region's slug or a language, by its kind."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=8, choices=ConditionKind, default=ConditionKind.OTHER)
    value = models.CharField(max_length=60, blank=True)
    text = TextField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.practice_id}/{self.order}"


class PracticeContact(models.Model):
    """Whom the platform writes to about a practice. Neither name nor address is ever shown to the public."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.practice_id}/{self.order}"


class PracticeChallenge(models.Model):
    """That a practice answers a challenge."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="challenges")
    challenge = models.ForeignKey("plan.Challenge", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("practice", "pk")
        constraints = (models.UniqueConstraint(fields=["practice", "challenge"], name="practice_challenge_once"),)

    def __str__(self) -> str:
        return f"{self.practice_id} {self.challenge_id}"


class PracticeGoal(models.Model):
    """A Sustainable Development Goal (5) or target (5.2) that a practice serves."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="goals")
    goal = models.CharField(max_length=6)

    class Meta:
        ordering = ("practice", "pk")
        constraints = (models.UniqueConstraint(fields=["practice", "goal"], name="practice_goal_once"),)

    def __str__(self) -> str:
        return f"{self.practice_id} {self.goal}"


class PracticeScore(models.Model):
    """How a practice scores on a marker, such as that of gender, and why."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="scores")
    marker = models.ForeignKey("plan.Marker", models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("practice", "pk")
        constraints = (models.UniqueConstraint(fields=["practice", "marker"], name="practice_score_once"),)

    def __str__(self) -> str:
        return f"{self.practice_id} {self.marker_id} {self.score}"


class Verification(models.Model):
    """That somebody else stands for a practice, or for one of its results: another city, a source that was read, an
    award."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="verifications")
    kind = models.CharField(max_length=6, choices=Proof)
    member = models.ForeignKey("network.Member", models.PROTECT, null=True, blank=True, related_name="+")
    said = models.CharField(max_length=500, blank=True, help_text="The source or the award, in words.")
    url = models.URLField(max_length=500, blank=True)
    on = models.DateField()
    claim = models.CharField(max_length=16, blank=True, help_text="Mark of the one result; empty: the whole practice.")

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(Q(kind=Proof.PEER) & Q(member__isnull=False)) | (~Q(kind=Proof.PEER) & ~Q(said="")),
                name="verification_says_by_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice_id} {self.kind}"
