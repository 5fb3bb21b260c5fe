from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..enums import Confidence, ConflictKind, ItemReason, JurorState, RelationKind, ReviewState
from .applications import Application
from .call import Call


class ReviewRound(models.Model):
    """A panel at work: what it reads, by whom each is read, how it ranks. The method is frozen before reviews open.

    `panel` is the code of a panel of the call: panels are put anew with their call, and their people stay. `stage` is
    the step whose applications it reads, as it was when the round began; empty: the first. `judges` is
    the code of the outcome that an application must have come to before; empty: whatever is eligible. `per_entry` is
    the number of readers of an application, `load` the most that a juror reads, `places` how many are to be chosen.
    `weights` are those of the criteria when it was frozen, `sha256` is the digest of it all.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="rounds")
    panel = models.SlugField()
    stage = models.SlugField(blank=True)
    judges = models.SlugField(blank=True)
    per_entry = models.PositiveSmallIntegerField(default=3)
    load = models.PositiveSmallIntegerField(default=20)
    places = models.PositiveSmallIntegerField(default=1)
    reads_language = models.BooleanField(default=True, help_text="Each application has a reader of its language.")
    several_regions = models.BooleanField(default=False, help_text="Readers come from more than one region.")
    employer_years = models.PositiveSmallIntegerField(default=3, help_text="For how long a former employer counts.")
    grey_from = models.PositiveSmallIntegerField(default=10, help_text="Per cent.")
    grey_to = models.PositiveSmallIntegerField(default=90, help_text="Per cent.")
    draws = models.PositiveIntegerField(default=2000)
    seed = models.PositiveIntegerField(default=1)
    size_question = models.SlugField(blank=True, help_text="The question with the number of inhabitants.")
    weights = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("call", "pk")
        constraints = (
            models.UniqueConstraint(fields=("call", "panel"), name="review_round_once_a_panel"),
            models.CheckConstraint(
                condition=Q(frozen_at=None, frozen_by="", sha256="")
                | (Q(frozen_at__isnull=False) & ~Q(frozen_by="") & ~Q(sha256="")),
                name="round_frozen_by_somebody_with_a_digest",
            ),
            models.CheckConstraint(condition=Q(per_entry__gte=1), name="round_one_reader_at_least"),
            models.CheckConstraint(
                condition=Q(grey_from__lte=F("grey_to"), grey_to__lte=100), name="round_grey_zone_in_per_cent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.call_id} {self.panel}"


class Juror(models.Model):
    """Somebody on a panel. `load` is how many applications they take where that is not the panel's; `knowledge` what
    they know about, in words, and `subjects` options of the call's questions, as question/option."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="jurors")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=JurorState, default=JurorState.INVITED)
    is_reserve = models.BooleanField(default=False, help_text="Steps in where a reader is lost.")
    load = models.PositiveSmallIntegerField(null=True, blank=True)
    languages = models.JSONField(default=list, blank=True)
    region = models.ForeignKey("network.Region", models.PROTECT, null=True, blank=True, related_name="+")
    knowledge = models.CharField(max_length=500, blank=True)
    subjects = models.JSONField(default=list, blank=True)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "person"), name="juror_once_a_round"),
            models.CheckConstraint(
                condition=Q(state=JurorState.INVITED, answered_at=None)
                | (~Q(state=JurorState.INVITED) & Q(answered_at__isnull=False)),
                name="juror_answered_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return f"juror:{self.pk}"


class JurorRelation(models.Model):
    """How a juror stands to a city, a country, an organisation; `until` is its last day, empty: it lasts."""

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="relations")
    relation = models.CharField(max_length=12, choices=RelationKind)
    name = models.CharField(max_length=200)
    until = models.DateField(null=True, blank=True)
    is_declared = models.BooleanField(default=False, help_text="Said by the juror.")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("relation", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("juror", "relation", "name", "is_declared"), name="juror_relation_once_a_hand"
            ),
        )

    def __str__(self) -> str:
        return f"{self.juror_id} {self.relation}"


class EntryRelation(models.Model):
    """What is known of an application beside what it hands in: its metropolitan area, partner cities, sponsors."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="relations")
    relation = models.CharField(max_length=12, choices=RelationKind)
    name = models.CharField(max_length=200)
    until = models.DateField(null=True, blank=True)
    is_declared = models.BooleanField(default=False, help_text="Said by the applicant.")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("relation", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "relation", "name", "is_declared"), name="entry_relation_once_a_hand"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.relation}"


class Conflict(models.Model):
    """Why a juror must not judge an application: derived from relations, or declared by the juror. Both are kept; what
    holds no more has ended and still stands here."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="conflicts")
    juror = models.ForeignKey(Juror, models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=14, choices=ConflictKind)
    name = models.CharField(max_length=200, help_text="The city, country or organisation by which it was found.")
    is_declared = models.BooleanField(default=False)
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("application", "juror", "kind", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "juror", "kind", "name", "is_declared"),
                condition=Q(ended_at=None),
                name="conflict_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.juror_id} {self.kind}"


class RoundAssignment(models.Model):
    """An assignment that was computed for a round, with its proof; the latest one counts."""

    round = models.ForeignKey(ReviewRound, models.CASCADE, related_name="assignments")
    number = models.PositiveSmallIntegerField()
    proof = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("round", "number"), name="round_assignment_once"),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"


class Review(models.Model):
    """That a juror reads an application, and what they have written of it so far.

    `affinity` is in hundredths of points, with its `reasons`. What is typed stays in `draft` until it is sent;
    `version` is the number of the review that counts, empty while none was sent.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="reviews")
    juror = models.ForeignKey(Juror, models.CASCADE, related_name="reviews")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.ASSIGNED)
    affinity = models.IntegerField(default=0)
    reasons = models.JSONField(default=list, blank=True)
    is_by_hand = models.BooleanField(default=False)
    why = models.CharField(max_length=500, blank=True)
    draft = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("application", "juror")
        constraints = (
            models.UniqueConstraint(fields=("application", "juror"), name="review_once_a_juror"),
            models.CheckConstraint(
                condition=Q(state=ReviewState.SENT, version__isnull=False) | ~Q(state=ReviewState.SENT),
                name="review_sent_has_a_version",
            ),
        )

    def __str__(self) -> str:
        return f"review:{self.pk}"


class ReviewVersion(models.Model):
    """A review as it was sent, for ever, about one version of the application. A criterion without a score is left out
    of `scores`. `text` is for the applicant, `note` for the panel."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    application_version = models.PositiveSmallIntegerField()
    scores = models.JSONField(default=dict, blank=True)
    text = models.TextField(blank=True)
    note = models.TextField(blank=True)
    confidence = models.PositiveSmallIntegerField(choices=Confidence, null=True, blank=True)
    language = models.CharField(max_length=12)
    sent_at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("review", "number"), name="review_version_once"),)

    def __str__(self) -> str:
        return f"{self.review_id} {self.number}"


class Verdict(models.Model):
    """What an application is to come to: proposed by one hand, and applied together with all others by another.

    `stage` is the step in which it comes to it. `outcome` empty: none of the outcomes, where one was proposed or
    applied before. `taken_back_at`: another was proposed instead.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="verdicts")
    stage = models.SlugField(blank=True)
    outcome = models.SlugField(blank=True)
    why = models.CharField(max_length=500, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("proposed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application",), condition=Q(applied_at=None, taken_back_at=None), name="one_verdict_waits"
            ),
            models.CheckConstraint(
                condition=Q(applied_at=None, applied_by="") | (Q(applied_at__isnull=False) & ~Q(applied_by="")),
                name="verdict_applied_by_somebody_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(applied_by="") | ~Q(applied_by=F("proposed_by")), name="verdict_by_two_hands"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"


class Announcement(models.Model):
    """That the public is told who came to an outcome, from a moment on; without an outcome, of the numbers alone."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="announcements")
    outcome = models.SlugField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=("call", "outcome"), name="announcement_once"),)

    def __str__(self) -> str:
        return f"{self.call_id} {self.outcome}"


class Feedback(models.Model):
    """What an applicant is told of the reading in a step, or of why there was none, frozen when it is released. It
    names no juror."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="feedback")
    stage = models.SlugField(blank=True)
    is_read = models.BooleanField(
        default=True, help_text="Of readers; otherwise of a finding that it is not eligible."
    )
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    released_at = models.DateTimeField()
    by = models.CharField(max_length=200)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("released_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("application", "stage", "is_read"), name="feedback_once_a_step"),
        )

    def __str__(self) -> str:
        return f"{self.application_id}"


class Sitting(models.Model):
    """A day on which a panel meets: who was there, what was on the agenda, what was said. Closed, it stays so."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="sittings")
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    present = models.JSONField(default=list, blank=True, help_text="The numbers of the jurors who were there.")
    minutes = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("held_on", "pk")

    def __str__(self) -> str:
        return f"{self.round_id} {self.held_on:%Y-%m-%d}"


class SittingItem(models.Model):
    """An application on the agenda of a sitting, and what was concluded."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, models.PROTECT, related_name="items")
    reason = models.CharField(max_length=6, choices=ItemReason)
    conclusion = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("sitting", "application"), name="sitting_item_once"),)

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.application_id}"


class Recusal(models.Model):
    """That a juror was out of the room while an application was talked about."""

    item = models.ForeignKey(SittingItem, models.CASCADE, related_name="recusals")
    juror = models.ForeignKey(Juror, models.PROTECT, related_name="+")
    why = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=("item", "juror"), name="recusal_once"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.juror_id}"
