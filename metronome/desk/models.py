from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .enums import CLOSED, DECIDED, State


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> ProposalQuerySet:
        """Those of which something still becomes."""
        return self.exclude(state__in=CLOSED)


class Proposal(models.Model):
    """What something on record is to become, or something that is to come in. What is on record stays as it is until
    the proposal is published; then what others changed since stays as well.

    `identity` is empty for what is to come in. `begun` is what stood when its author began, `given` what they wish,
    both in the plain form of what a room is given to put; `version` is the number of the last line about it then.
    Hands are named as in lines of the audit.
    """

    kind = models.CharField(max_length=40)
    identity = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    given = models.JSONField(default=dict)
    begun = models.JSONField(default=dict, blank=True)
    version = models.PositiveBigIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1, help_text="How often its author wrote it.")
    author = models.CharField(max_length=200)
    approver = models.CharField(max_length=200, blank=True)
    comment = models.TextField(blank=True)
    notes = models.JSONField(default=dict, blank=True, help_text="Comments by field.")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["kind", "identity"], name="proposal_of"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, approver__gt="") | (~Q(state__in=DECIDED) & Q(approver="")),
                name="proposal_has_an_approver_once_decided",
            ),
            models.CheckConstraint(condition=~Q(author=F("approver")), name="proposal_approved_by_another_hand"),
        )

    def __str__(self) -> str:
        return f"proposal:{self.pk}"

    @property
    def is_new(self) -> bool:
        """Whether it is something that is to come in."""
        return not self.begun


class Draft(models.Model):
    """What somebody has typed and not sent, kept while they type. Theirs alone, and no part of the record: it leaves
    no line, counts nowhere and is on no public page.

    It is about one of a kind by its `identity`, about a proposal that is written anew, or else about something new, of
    which there may be several.
    """

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    identity = models.CharField(max_length=200, blank=True)
    proposal = models.ForeignKey(Proposal, models.CASCADE, null=True, blank=True, related_name="+")
    data = models.JSONField(default=dict, help_text="The fields of the form as they were typed.")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("-saved_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "kind", "identity"],
                condition=Q(identity__gt="", proposal=None),
                name="one_draft_of_a_thing_for_a_person",
            ),
            models.UniqueConstraint(
                fields=["person", "proposal"],
                condition=Q(proposal__isnull=False),
                name="one_draft_of_a_proposal_for_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"draft:{self.pk}"
