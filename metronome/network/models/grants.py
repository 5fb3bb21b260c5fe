from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.accounts.models import Grant, GrantQuerySet

from .member import Member
from .partner import Partner


class FocalPointQuerySet(GrantQuerySet["FocalPoint"]):
    """As any grant."""


class FocalPoint(Grant):
    """Somebody who speaks for one member, for a time."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="focal_points")

    objects = FocalPointQuerySet.as_manager()

    class Meta(Grant.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=["person", "member"], condition=Q(until=None), name="network_focal_point_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="network_focal_point_ends_after"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}:{self.subject}"

    @property
    def subject(self) -> str:
        """For what they speak, as the audit names it."""
        return f"member:{self.member.slug}"


class PartnerFocalPointQuerySet(GrantQuerySet["PartnerFocalPoint"]):
    """As any grant."""


class PartnerFocalPoint(Grant):
    """Somebody who speaks for one partner, for a time."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="focal_points")

    objects = PartnerFocalPointQuerySet.as_manager()

    class Meta(Grant.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=["person", "partner"], condition=Q(until=None), name="partner_focal_point_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="partner_focal_point_ends_after"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}:{self.subject}"

    @property
    def subject(self) -> str:
        """For what they speak, as the audit names it."""
        return f"partner:{self.partner.slug}"
