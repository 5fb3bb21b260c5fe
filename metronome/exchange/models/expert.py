from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.accounts.models import Grant, GrantQuerySet
from metronome.ground.fields import TextField


class Expert(models.Model):
    """Somebody whom cities can ask. The public reads of them only while their consent stands; never their address."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    office = TextField()
    member = models.ForeignKey("network.Member", models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey("network.Partner", models.PROTECT, null=True, blank=True, related_name="+")
    knows = TextField(help_text="What they can be asked about.")
    languages = models.JSONField(default=list, blank=True)
    email = models.EmailField(blank=True)
    consented_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(condition=Q(member=None) | Q(partner=None), name="expert_of_one_house_at_most"),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def consents(self) -> bool:
        """Whether they are named in public and can be asked."""
        return self.consented_on is not None and self.withdrawn_on is None


class ExpertChallenge(models.Model):
    """A challenge on which an expert can be asked."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="challenges")
    challenge = models.ForeignKey("plan.Challenge", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("expert", "pk")
        constraints = (models.UniqueConstraint(fields=["expert", "challenge"], name="expert_challenge_once"),)

    def __str__(self) -> str:
        return f"{self.expert_id} {self.challenge_id}"


class ExpertAccountQuerySet(GrantQuerySet["ExpertAccount"]):
    """As any grant."""


class ExpertAccount(Grant):
    """Somebody who signs in as an expert, and keeps that profile themselves, for a time."""

    expert = models.ForeignKey(Expert, models.PROTECT, related_name="accounts")

    objects = ExpertAccountQuerySet.as_manager()

    class Meta(Grant.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=["expert"], condition=Q(until=None), name="expert_is_one_person"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="expert_account_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}:expert:{self.expert.slug}"
