"""What is entered while a project runs, each by one hand and accepted by another. It is kept apart from the project's
sheet, so that a changed budget loses none of it: what a row is about is named by its code."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.deposits import NAME
from metronome.projects.enums import DeliveryKind, EntryState

from .project import Project

SETTLED = Q(state=EntryState.ENTERED, decided_by="", decided_on=None) | Q(
    state__in=(EntryState.ACCEPTED, EntryState.RETURNED), decided_on__isnull=False
) & ~Q(decided_by="")
BY_ANOTHER = Q(decided_by="") | ~Q(decided_by=F("entered_by"))
RETURNED_SAYS_WHY = ~Q(state=EntryState.RETURNED) | ~Q(comment="")


class Delivery(models.Model):
    """A report or an output that was handed in, with what shows it. Of one code several may stand: those given back,
    and the one that counts."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=6, choices=DeliveryKind)
    code = models.SlugField()
    text = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    file = models.CharField(max_length=200, blank=True, help_text="Name given by its content, never by the sender.")
    handed_in_on = models.DateField()
    entered_by = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=EntryState, default=EntryState.ENTERED)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("project", "pk")
        verbose_name_plural = "deliveries"
        constraints = (
            models.UniqueConstraint(
                fields=("project", "kind", "code"),
                condition=~Q(state=EntryState.RETURNED),
                name="one_delivery_of_a_code_counts",
            ),
            models.CheckConstraint(condition=SETTLED, name="delivery_decided_by_somebody_on_a_day"),
            models.CheckConstraint(condition=BY_ANOTHER, name="delivery_decided_by_another_hand"),
            models.CheckConstraint(condition=RETURNED_SAYS_WHY, name="delivery_given_back_says_why"),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(url="") | ~Q(file=""), name="delivery_has_something_in_it"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}/{self.code}"

    @property
    def kept(self) -> str:
        """The file, where that is the name of one that was handed in."""
        return self.file if NAME.fullmatch(self.file) else ""


class Expense(models.Model):
    """Money spent for a project. It counts once another hand has accepted it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="expenses")
    number = models.PositiveIntegerField(help_text="Counts within the project, for ever.")
    spent_on = models.DateField()
    supplier = models.CharField(max_length=200)
    what = models.CharField(max_length=300)
    line = models.SlugField(help_text="Code of the budget line.")
    amount = models.DecimalField(max_digits=18, decimal_places=3)
    currency = models.CharField(max_length=3)
    url = models.URLField(max_length=500, blank=True)
    file = models.CharField(max_length=200, blank=True, help_text="Name given by its content, never by the sender.")
    entered_by = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=EntryState, default=EntryState.ENTERED)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("project", "number")
        constraints = (
            models.UniqueConstraint(fields=("project", "number"), name="expense_number_once_a_project"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="expense_is_something"),
            models.CheckConstraint(condition=SETTLED, name="expense_decided_by_somebody_on_a_day"),
            models.CheckConstraint(condition=BY_ANOTHER, name="expense_decided_by_another_hand"),
            models.CheckConstraint(condition=RETURNED_SAYS_WHY, name="expense_given_back_says_why"),
            models.CheckConstraint(condition=~Q(url="") | ~Q(file=""), name="expense_has_evidence"),
        )

    def __str__(self) -> str:
        return f"{self.project_id}/{self.number}"

    @property
    def kept(self) -> str:
        """The file, where that is the name of one that was handed in."""
        return self.file if NAME.fullmatch(self.file) else ""


class ExpenseShare(models.Model):
    """Which share of an expense was for a result of a plan or for an activity. What is left of one is unallocated."""

    expense = models.ForeignKey(Expense, models.CASCADE, related_name="shares")
    result = models.ForeignKey("plan.Node", models.PROTECT, null=True, blank=True, related_name="+")
    activity = models.ForeignKey("record.Activity", models.PROTECT, null=True, blank=True, related_name="+")
    share = models.DecimalField(max_digits=7, decimal_places=6)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("expense", "order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(result=None, activity__isnull=False) | Q(result__isnull=False, activity=None),
                name="expense_share_of_a_result_or_an_activity",
            ),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="expense_share_up_to_one"),
        )

    def __str__(self) -> str:
        return f"{self.expense_id} {self.share}"


class Payment(models.Model):
    """That an instalment was paid, once. No account number is kept: `reference` is that of the bank's slip."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="payments")
    instalment = models.SlugField(help_text="Code of the instalment.")
    amount = models.DecimalField(max_digits=18, decimal_places=3)
    currency = models.CharField(max_length=3)
    paid_on = models.DateField()
    reference = models.CharField(max_length=100, blank=True)
    paid_by = models.CharField(max_length=200, help_text="Who noted it.")

    class Meta:
        ordering = ("project", "paid_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("project", "instalment"), name="instalment_is_paid_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_something"),
        )

    def __str__(self) -> str:
        return f"{self.project_id}/{self.instalment}"
