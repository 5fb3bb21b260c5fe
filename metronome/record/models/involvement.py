from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.fields import TextField
from metronome.record.enums import InvolvementRole, PersonRole

from .activity import Activity


class Involvement(models.Model):
    """A member's or a partner's part in an activity. Only the roles other than *named* are tags; a name that merely
    stands in a text is kept as *named*."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="involvements")
    member = models.ForeignKey("network.Member", models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey("network.Partner", models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=12, choices=InvolvementRole)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("activity", "order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(member=None, partner__isnull=False) | Q(member__isnull=False, partner=None),
                name="involvement_of_a_member_or_a_partner",
            ),
            models.UniqueConstraint(fields=["activity", "member", "role"], name="member_has_a_role_once"),
            models.UniqueConstraint(fields=["activity", "partner", "role"], name="partner_has_a_role_once"),
        )

    def __str__(self) -> str:
        return f"{self.activity_id} {self.role}"


class PersonInvolved(models.Model):
    """A person who spoke, wrote or chaired. A name may be unknown, the office then stands alone."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="people")
    name = models.CharField(max_length=200, blank=True)
    title = TextField()
    role = models.CharField(max_length=12, choices=PersonRole, default=PersonRole.SPEAKER)
    contact = models.ForeignKey("network.Contact", models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey("network.Member", models.PROTECT, null=True, blank=True, related_name="+")
    partner = models.ForeignKey("network.Partner", models.PROTECT, null=True, blank=True, related_name="+")
    is_of_the_network = models.BooleanField(default=False, help_text="Speaks for the network itself.")
    is_named_in_text = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False, help_text="May be named on public pages.")
    gender = models.CharField(max_length=20, blank=True, help_text="Only as declared by the person.")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("activity", "order", "pk")
        verbose_name_plural = "people involved"
        constraints = (
            models.CheckConstraint(condition=~Q(name="") | ~Q(title={}), name="person_has_a_name_or_an_office"),
        )

    def __str__(self) -> str:
        return self.name or str(self.title)


class Participation(models.Model):
    """How many took part, as the source states it."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participations")
    qualifier = models.CharField(max_length=12, choices=[(q.value, q.value) for q in Qualifier])
    basis = models.CharField(max_length=16, choices=[(b.value, b.value) for b in Basis])
    number = models.PositiveIntegerField(null=True, blank=True)
    upper = models.PositiveIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=20, blank=True, help_text="Empty: all.")
    mode = models.CharField(max_length=8, blank=True, help_text="online or on_site; empty: both.")
    country = models.CharField(max_length=2, blank=True, help_text="Empty: all.")
    printed = models.CharField(max_length=300, blank=True, help_text="The words of the source.")

    class Meta:
        ordering = ("activity", "basis", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["activity", "basis", "sex", "mode", "country"], name="one_count_for_each_breakdown"
            ),
            models.CheckConstraint(condition=Q(upper=None) | Q(upper__gte=F("number")), name="upper_not_under_number"),
        )

    def __str__(self) -> str:
        return f"{self.activity_id} {self.qualifier} {self.number} {self.basis}"

    @property
    def count(self) -> Count:
        return Count(Qualifier(self.qualifier), Basis(self.basis), self.number, self.upper)
