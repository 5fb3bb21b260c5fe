"""Practices and experts as they stand, as the plain values that would be given to put them."""

from __future__ import annotations

from typing import Any

from metronome.ground.hand import Keys
from metronome.ground.told import held_rows
from metronome.plan.models import Challenge

from .given import (
    GivenClaim,
    GivenCondition,
    GivenExpert,
    GivenPractice,
    GivenPracticeContact,
    GivenPracticeScore,
    GivenVerification,
)
from .models import Expert, Practice

PARTS = ("challenges", "goals", "scores", "claims", "conditions", "contacts", "verifications")
REFERENCES = ("collection", "member", "region", "budget_class")


def slug_of(row: Any) -> str:
    return row.slug if row else ""


def challenges_of(row: Practice | Expert) -> tuple[str, ...]:
    """Its challenges as plan/code, in the order in which they were put."""
    rows = row.challenges.order_by("pk").values_list("challenge__plan__slug", "challenge__code")
    return tuple(f"{plan}/{code}" for plan, code in rows)


def challenge_keys() -> Keys:
    """Every challenge by plan/code."""
    rows = Challenge.objects.values_list("plan__slug", "code", "pk")
    return Keys((f"{plan}/{code}", key) for plan, code, key in rows)


def held_practice(row: Practice) -> GivenPractice:
    """A practice with all its parts."""
    plain: dict[str, Any] = {
        name: getattr(row, name) for name in GivenPractice.__slots__ if name not in (*PARTS, *REFERENCES, "languages")
    }
    keys: dict[str, Any] = {name: slug_of(getattr(row, name)) for name in REFERENCES}
    return GivenPractice(
        **plain,
        **keys,
        languages=tuple(row.languages),
        challenges=challenges_of(row),
        goals=tuple(row.goals.order_by("pk").values_list("goal", flat=True)),
        scores=held_rows(GivenPracticeScore, row.scores.select_related("marker").order_by("pk")),
        claims=held_rows(GivenClaim, row.claims.order_by("pk")),
        conditions=held_rows(GivenCondition, row.conditions.order_by("pk")),
        contacts=held_rows(GivenPracticeContact, row.contacts.order_by("pk")),
        verifications=held_rows(GivenVerification, row.verifications.select_related("member").order_by("pk")),
    )


def held_expert(row: Expert) -> GivenExpert:
    plain = ("slug", "name", "office", "knows", "email", "consented_on", "withdrawn_on")
    return GivenExpert(
        **{name: getattr(row, name) for name in plain},
        member=slug_of(row.member),
        partner=slug_of(row.partner),
        languages=tuple(row.languages),
        challenges=challenges_of(row),
    )
