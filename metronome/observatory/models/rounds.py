"""A collection round: what members are asked for, cell by cell, what they say, and who agreed to it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from metronome.ground.fields import TextField
from metronome.ground.period import Period

from ..enums import WITHOUT_VALUE, AnswerKind, CellState, Letter, RoundState, Scale, Sex, Status
from .areas import AreaVersion, Geography
from .definitions import IndicatorVersion, Source
from .loads import Release

#: The kinds of answers that bring a number.
WITH_VALUE = (AnswerKind.CONFIRMED, AnswerKind.GIVEN)
#: Between which days the periods of questions lie: others are slips of the pen.
FIRST, LAST = date(1800, 1, 1), date(2200, 12, 31)


class Round(models.Model):
    """One asking of the members, within one geography. What is approved is published as observations of `source`."""

    slug = models.SlugField(unique=True)
    title = TextField()
    geography = models.ForeignKey(Geography, models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, related_name="rounds")
    due_on = models.DateField(help_text="The last day on which members answer.")
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.PREPARED)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    release = models.OneToOneField(Release, models.PROTECT, null=True, blank=True, related_name="round")

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=RoundState.PREPARED, begun_at=None) | Q(begun_at__isnull=False),
                name="round_that_is_open_was_begun",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.PUBLISHED, release__isnull=False)
                | (~Q(state=RoundState.PUBLISHED) & Q(release=None)),
                name="published_round_has_its_release",
            ),
        )

    def __str__(self) -> str:
        return self.slug


class RoundQuestion(models.Model):
    """What is asked of every area of a round: an indicator by one definition, a period, a sex."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="questions")
    definition = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    sex = models.CharField(max_length=2, choices=Sex, default=Sex.TOTAL)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["round", "definition", "first_day", "last_day", "sex"], name="question_once_of_a_period"
            ),
            models.CheckConstraint(
                condition=Q(first_day__gte=FIRST, last_day__lte=LAST, last_day__gte=F("first_day")),
                name="question_is_of_a_period",
            ),
        )

    def __str__(self) -> str:
        return f"{self.definition_id}/{self.period.short}/{self.sex}"

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)


class RoundMember(models.Model):
    """A member that is asked in a round, about the areas in which it acts."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="members")
    member = models.ForeignKey("network.Member", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["round", "member"], name="member_once_in_a_round"),)

    def __str__(self) -> str:
        return f"{self.round_id}/{self.member_id}"


class Cell(models.Model):
    """One question to one member about one area: what it was shown, what it says, who agreed.

    Values are in units. `proposed` is what a release says of just this, with where it is from; `known` is the latest
    earlier value of a period as long. An answer is approved by another hand than the one that gave it.
    """

    asked = models.ForeignKey(RoundMember, models.CASCADE, related_name="cells")
    question = models.ForeignKey(RoundQuestion, models.CASCADE, related_name="cells")
    drawn = models.ForeignKey(AreaVersion, models.PROTECT, related_name="+")
    proposed = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    proposed_status = models.CharField(max_length=1, choices=Status, blank=True)
    proposed_scale = models.CharField(max_length=12, choices=Scale, blank=True)
    proposed_from = models.CharField(max_length=300, blank=True)
    known = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    known_first_day = models.DateField(null=True, blank=True)
    known_last_day = models.DateField(null=True, blank=True)
    known_from = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=CellState, default=CellState.ASKED)
    kind = models.CharField(max_length=9, choices=AnswerKind, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    status = models.CharField(max_length=1, choices=Status, blank=True)
    scale = models.CharField(max_length=12, choices=Scale, blank=True)
    source = models.CharField(max_length=300, blank=True, help_text="Where the member has the value from.")
    method = models.CharField(max_length=120, blank=True)
    remark = models.CharField(max_length=1000, blank=True)
    comment = models.CharField(max_length=1000, blank=True, help_text="Why the secretariat gave it back.")
    revision = models.PositiveIntegerField(default=0, help_text="How often it was answered, returned or approved.")
    answered_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("drawn", "question__order", "pk")
        constraints = (
            models.UniqueConstraint(fields=["asked", "question", "drawn"], name="cell_once_of_a_member"),
            models.CheckConstraint(
                condition=Q(state=CellState.ASKED, kind="", answered_by=None, answered_at=None)
                | (
                    ~Q(state=CellState.ASKED)
                    & ~Q(kind="")
                    & Q(answered_by__isnull=False)
                    & Q(answered_at__isnull=False)
                ),
                name="answered_cell_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=WITH_VALUE) & Q(value__isnull=False))
                | (~Q(kind__in=WITH_VALUE) & Q(value=None)),
                name="answer_has_a_value_if_it_says_one",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AnswerKind.MISSING) | Q(status__in=sorted(WITHOUT_VALUE)),
                name="answer_without_a_value_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AnswerKind.DISPUTED) | ~Q(remark=""), name="disputed_cell_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=CellState.RETURNED) | ~Q(comment=""), name="returned_cell_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=CellState.APPROVED, approved_by__isnull=False, approved_at__isnull=False)
                | (~Q(state=CellState.APPROVED) & Q(approved_by=None, approved_at=None)),
                name="approved_cell_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("answered_by")),
                name="cell_is_approved_by_another_hand",
            ),
        )

    def __str__(self) -> str:
        return f"cell:{self.pk}"

    @property
    def known_period(self) -> Period:
        """Of which period the latest earlier value is."""
        return Period(self.known_first_day, self.known_last_day)


class RoundLetter(models.Model):
    """That somebody was written about a round on a day: noted before the letter leaves, so that nobody is written the
    same twice."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="letters")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Letter)
    day = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["round", "person", "kind", "day"], name="round_letter_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.round_id}/{self.person_id}/{self.day}"
