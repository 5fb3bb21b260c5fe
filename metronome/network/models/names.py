from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from metronome.ground.fold import fold_words
from metronome.network.enums import AliasKind

from .member import Member
from .partner import Partner


class FoldedSpellingField(models.CharField):  # type: ignore[type-arg]
    """The spelling as names are compared; made when the row is saved."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        folded = fold_words(model_instance.spelling)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, folded)
        return folded


class Alias(models.Model):
    """A name by which a member or a partner is also known. One spelling may mean several: then it is ambiguous."""

    spelling = models.CharField(max_length=300)
    folded = FoldedSpellingField(max_length=300, editable=False, db_index=True)
    kind = models.CharField(max_length=16, choices=AliasKind, default=AliasKind.SPELLING)
    member = models.ForeignKey(Member, models.CASCADE, null=True, blank=True, related_name="aliases")
    partner = models.ForeignKey(Partner, models.CASCADE, null=True, blank=True, related_name="aliases")

    class Meta:
        ordering = ("folded", "pk")
        verbose_name_plural = "aliases"
        constraints = (
            models.CheckConstraint(
                condition=Q(member=None, partner__isnull=False) | Q(member__isnull=False, partner=None),
                name="alias_means_a_member_or_a_partner",
            ),
            models.UniqueConstraint(fields=["spelling", "member"], name="spelling_once_for_a_member"),
            models.UniqueConstraint(fields=["spelling", "partner"], name="spelling_once_for_a_partner"),
        )

    def __str__(self) -> str:
        return self.spelling
