"""Practices and experts as they stand, as the plain values that would be given to put them."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from metronome.ground.told import held_rows

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


def as_put(rows: Any) -> list[Any]:
    """The rows of a part in the order in which they were put: fetched along with many, or asked for now."""
    return sorted(rows.all(), key=attrgetter("pk"))


def challenges_of(row: Practice | Expert) -> tuple[str, ...]:
    """Its challenges as plan/code, in the order in which they were put."""
    return tuple(f"{one.challenge.plan.slug}/{one.challenge.code}" for one in as_put(row.challenges))


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
        goals=tuple(one.goal for one in as_put(row.goals)),
        scores=held_rows(GivenPracticeScore, as_put(row.scores)),
        claims=held_rows(GivenClaim, as_put(row.claims)),
        conditions=held_rows(GivenCondition, as_put(row.conditions)),
        contacts=held_rows(GivenPracticeContact, as_put(row.contacts)),
        verifications=held_rows(GivenVerification, as_put(row.verifications)),
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
