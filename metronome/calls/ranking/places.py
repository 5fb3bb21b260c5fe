"""The ranking: plain means and means that allow for offsets, side by side, with how certain each place is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from random import Random
from statistics import NormalDist

from .offsets import Offsets, offsets_of
from .totals import Review, best_first, means_of, ranks, totals_of


@dataclass(frozen=True, slots=True)
class Method:
    """How a ranking is made; frozen before reviews open.

    `weights` of the criteria, the number of `places`, how many `draws` the probability of a place is made of and from
    which `seed`, and between which probabilities an entry is in the grey zone, which a committee talks about.
    """

    weights: Mapping[str, Fraction]
    places: int
    draws: int = 2000
    seed: int = 1
    grey: tuple[float, float] = (0.1, 0.9)


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry: the number of its reviews, both values with their ranks, and the certainty of a place.

    `error` is the standard error of the adjusted value and `probability` that of being among the places; both are None
    where the reviews say nothing about chance.
    """

    entry: str
    reviews: int
    mean: Fraction
    adjusted: float
    mean_rank: int
    adjusted_rank: int
    error: float | None
    probability: float | None
    is_grey: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    method: Method
    standings: tuple[Standing, ...]
    offsets: Offsets


def rank(reviews: Iterable[Review], method: Method) -> Ranking:
    """The entries in the order of their adjusted values. Entries without any score do not stand in it."""
    totals = totals_of(reviews, method.weights)
    means = means_of(totals)
    numbers = {entry: {reviewer: float(total) for reviewer, total in given.items()} for entry, given in totals.items()}
    offsets = offsets_of(numbers)
    adjusted = _adjusted(numbers, means, offsets.by_reviewer())
    chances = _probabilities(numbers, adjusted, offsets, method)
    errors = _errors(numbers, offsets)
    by_mean, by_value = ranks(means), ranks(adjusted)
    low, high = method.grey
    return Ranking(
        method,
        tuple(
            Standing(
                entry,
                len(totals[entry]),
                means[entry],
                adjusted[entry],
                by_mean[entry],
                by_value[entry],
                errors[entry] if errors else None,
                chances[entry] if chances else None,
                bool(chances) and low <= chances[entry] <= high,
            )
            for entry in best_first(adjusted)
        ),
        offsets,
    )


def _adjusted(
    totals: Mapping[str, Mapping[str, float]], means: Mapping[str, Fraction], offsets: Mapping[str, float]
) -> dict[str, float]:
    """The means of the totals less the offsets. Without offsets they are the plain means, to the last digit."""
    if not any(offsets.values()):
        return {entry: float(mean) for entry, mean in means.items()}
    return {
        entry: sum(total - offsets[reviewer] for reviewer, total in given.items()) / len(given)
        for entry, given in totals.items()
    }


def _errors(totals: Mapping[str, Mapping[str, float]], offsets: Offsets) -> dict[str, float]:
    """The standard error of each adjusted value: chance in its reviews, and what is unsure of their reviewers."""
    if offsets.chance is None:
        return {}
    rows = dict(zip(offsets.reviewers, offsets.root, strict=True)) if offsets.root else {}
    errors = {}
    for entry, given in totals.items():
        parts = zip(*(rows[reviewer] for reviewer in given), strict=True) if rows else ()
        unsure = sum((sum(part) / len(given)) ** 2 for part in parts)
        errors[entry] = sqrt(offsets.chance**2 / len(given) + unsure)
    return errors


def _probabilities(
    totals: Mapping[str, Mapping[str, float]], adjusted: Mapping[str, float], offsets: Offsets, method: Method
) -> dict[str, float]:
    """How often each entry is among the places when offsets and chance are drawn again. The draws come from uniform
    numbers of a named generator, so that anyone who repeats them finds the same."""
    if not offsets.chance:
        return {}
    random, normal = Random(method.seed), NormalDist()  # noqa: S311 (it must be repeatable, not secret)
    names = sorted(adjusted)
    number = {reviewer: place for place, reviewer in enumerate(offsets.reviewers)}
    seen = [[number[reviewer] for reviewer in totals[entry]] for entry in names]
    spread = [offsets.chance / sqrt(len(reviewers)) for reviewers in seen]
    middle = [adjusted[entry] for entry in names]
    found = [0] * len(names)

    def draw() -> float:
        return normal.inv_cdf(random.random() or 0.5)

    for _ in range(method.draws):
        shifts = _shifts(offsets, draw)
        drawn = [
            middle[place] - sum(shifts[one] for one in seen[place]) / len(seen[place]) + spread[place] * draw()
            for place in range(len(names))
        ]
        for place in sorted(range(len(names)), key=lambda one: -drawn[one])[: method.places]:
            found[place] += 1
    return {entry: times / method.draws for entry, times in zip(names, found, strict=True)}


def _shifts(offsets: Offsets, draw: Callable[[], float]) -> list[float]:
    """By how much the offsets may be wrong, drawn once."""
    if not offsets.root:
        return [0.0] * len(offsets.reviewers)
    draws = [draw() for _ in offsets.reviewers]
    return [sum(part * one for part, one in zip(row, draws, strict=True)) for row in offsets.root]
