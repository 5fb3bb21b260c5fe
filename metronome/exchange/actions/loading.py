"""Putting collections, practices and experts by their identity, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from metronome.exchange.given import (
    GivenBudgetClass,
    GivenClaim,
    GivenCollection,
    GivenCondition,
    GivenExpert,
    GivenPractice,
    GivenPracticeContact,
    GivenPracticeScore,
    GivenVerification,
)
from metronome.exchange.held import held_practice
from metronome.exchange.models import (
    BudgetClass,
    Claim,
    Collection,
    Condition,
    Expert,
    ExpertChallenge,
    Practice,
    PracticeChallenge,
    PracticeContact,
    PracticeGoal,
    PracticeScore,
    Verification,
)
from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put
from metronome.network.models import Member, Partner, Region
from metronome.plan.models import Marker
from metronome.plan.queries import challenge_keys


@dataclass(frozen=True, slots=True)
class ExchangeKeys:
    """What practices name of other rooms, by what it is known by."""

    collections: Keys
    budget_classes: Keys
    members: Keys
    regions: Keys
    markers: Keys
    challenges: Keys

    @classmethod
    def now(cls) -> ExchangeKeys:
        """As the record stands."""
        return cls(
            collections=Keys.of(Collection),
            budget_classes=Keys.of(BudgetClass),
            members=Keys.of(Member),
            regions=Keys.of(Region),
            markers=Keys.of(Marker),
            challenges=challenge_keys(),
        )


def put_budget_classes(*, classes: Iterable[GivenBudgetClass], by: Hand) -> Keys:
    """Put the classes of budgets."""
    return put(Noun(BudgetClass, "budget-class", ("label", "order")), classes, by=by)


def put_collections(*, collections: Iterable[GivenCollection], by: Hand) -> Keys:
    """Put the collections."""
    columns = tuple(name for name in GivenCollection.__slots__ if name != "slug")
    return put(Noun(Collection, "collection", columns), collections, by=by)


def put_practices(
    *, practices: Iterable[GivenPractice], by: Hand, keys: ExchangeKeys | None = None, is_of_a_folder: bool = False
) -> Keys:
    """Put practices: with that they are published. What is not on record yet was published today, if nothing else is
    said.

    A folder tells what a practice is; whom the platform writes to, who verified and when it was confirmed stay as they
    are on record where the folder says nothing of it.
    """
    keys = keys or ExchangeKeys.now()
    parts = _parts(keys)
    columns = tuple(name for name in GivenPractice.__slots__ if name != "slug" and name not in parts)
    noun = Noun(
        Practice,
        "practice",
        columns,
        references={
            "collection": keys.collections,
            "member": keys.members,
            "region": keys.regions,
            "budget_class": keys.budget_classes,
        },
        parts=parts,
    )
    return put(noun, _dated(practices, is_of_a_folder), by=by)


def _parts(keys: ExchangeKeys) -> dict[str, Part]:
    personal = frozenset({"name", "email"})
    return {
        "challenges": Part(PracticeChallenge, "practice", ("challenge",), {"challenge": keys.challenges}),
        "goals": Part(PracticeGoal, "practice", ("goal",)),
        "scores": Part(PracticeScore, "practice", GivenPracticeScore.__slots__, {"marker": keys.markers}),
        "claims": Part(Claim, "practice", GivenClaim.__slots__),
        "conditions": Part(Condition, "practice", GivenCondition.__slots__),
        "contacts": Part(PracticeContact, "practice", GivenPracticeContact.__slots__, personal=personal),
        "verifications": Part(Verification, "practice", GivenVerification.__slots__, {"member": keys.members}),
    }


def _dated(practices: Iterable[GivenPractice], is_of_a_folder: bool) -> Iterator[GivenPractice]:
    standing = {row.slug: row for row in Practice.objects.only("slug", "published_on", "confirmed_on")}
    for given in practices:
        row = standing.get(given.slug)
        if given.published_on == date.min:
            given = replace(given, published_on=row.published_on if row else timezone.localdate())
        yield _as_it_was(given, row) if row and is_of_a_folder else given


def _as_it_was(given: GivenPractice, row: Practice) -> GivenPractice:
    stands: Any = held_practice(Practice.objects.get(pk=row.pk))
    quiet = [name for name in ("contacts", "verifications", "confirmed_on") if not getattr(given, name)]
    return replace(given, **{name: getattr(stands, name) for name in quiet})


def put_experts(
    *,
    experts: Iterable[GivenExpert],
    by: Hand,
    members: Keys | None = None,
    partners: Keys | None = None,
    challenges: Keys | None = None,
) -> Keys:
    """Put experts. Name and address stand in no line of the audit, only a reference to them."""
    columns = tuple(name for name in GivenExpert.__slots__ if name not in ("slug", "challenges"))
    noun = Noun(
        Expert,
        "expert",
        columns,
        references={"member": members or Keys.of(Member), "partner": partners or Keys.of(Partner)},
        parts={
            "challenges": Part(
                ExpertChallenge, "expert", ("challenge",), {"challenge": challenges or challenge_keys()}
            )
        },
        personal=frozenset({"name", "email"}),
    )
    return put(noun, experts, by=by)
