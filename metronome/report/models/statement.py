from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from metronome.ground.period import Period
from metronome.network.models import Member


class StatementSet(models.Model):
    """The statements of a period that were made together, one for each member. Made again, they are another set."""

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.SlugField(max_length=40, db_index=False)
    number = models.PositiveSmallIntegerField(default=1, help_text="Counts the sets of one kind and period.")
    first_day = models.DateField()
    last_day = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    anchor = models.CharField(max_length=120, help_text="The head of the audit chain when the rows were read.")

    class Meta:
        ordering = ("-first_day", "-last_day", "kind", "-number")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="statements_end_after_they_begin"),
            models.UniqueConstraint(
                fields=["kind", "first_day", "last_day", "number"], name="statement_set_number_once_for_a_period"
            ),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)


class Statement(models.Model):
    """What the network and a member did together in a period, as a file that is kept by its digest."""

    set = models.ForeignKey(StatementSet, models.CASCADE, related_name="statements")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    activities = models.PositiveIntegerField(help_text="In how many activities the member had a part.")

    class Meta:
        ordering = ("set", "member")
        constraints = (models.UniqueConstraint(fields=["set", "member"], name="one_statement_for_a_member_in_a_set"),)

    def __str__(self) -> str:
        return f"{self.set_id} {self.member_id}"
