"""The total of a review and of an entry: weighted means over what was given. What is missing is missing, never 0."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Review:
    """What one reviewer gave one entry, by criterion; a criterion without a score is left out."""

    entry: str
    reviewer: str
    scores: Mapping[str, Fraction]


def total_of(scores: Mapping[str, Fraction], weights: Mapping[str, Fraction]) -> Fraction | None:
    """The weighted mean over the criteria that have a score, divided by the weights of these; None without any.

    A missing score therefore changes the total in neither direction: it is as if it were equal to the total.
    """
    given = [criterion for criterion in scores if weights.get(criterion)]
    if not given:
        return None
    return sum((weights[one] * scores[one] for one in given), Fraction(0)) / sum(weights[one] for one in given)


def totals_of(reviews: Iterable[Review], weights: Mapping[str, Fraction]) -> dict[str, dict[str, Fraction]]:
    """The totals by entry and reviewer. A review without any score is none."""
    totals: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for review in reviews:
        total = total_of(review.scores, weights)
        if total is not None:
            totals[review.entry][review.reviewer] = total
    return dict(totals)


def means_of(totals: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """The plain mean of each entry over its reviewers, exactly."""
    return {entry: sum(given.values(), Fraction(0)) / len(given) for entry, given in totals.items()}


def ranks(values: Mapping[str, Fraction | float]) -> dict[str, int]:
    """The place of each entry from 1 on; equal values share the better place."""
    ordered = sorted(values.values(), reverse=True)
    first: dict[Fraction | float, int] = {}
    for place, value in enumerate(ordered, 1):
        first.setdefault(value, place)
    return {entry: first[value] for entry, value in values.items()}


def best_first(values: Mapping[str, Fraction | float]) -> Sequence[str]:
    """The entries in the order of their values; equals in the order of their names, so that it is always the same."""
    return sorted(values, key=lambda entry: (-values[entry], entry))
