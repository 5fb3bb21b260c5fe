"""What is to be assigned, and what an assignment is worth. Whole numbers throughout, so that equal means equal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import gcd

Pair = tuple[int, int]


class Goal(StrEnum):
    """What comes first: the sum of all affinities, or the entry that is served worst."""

    SUM = "sum"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Quota:
    """That an entry gets `least` of some reviewers: of those who read its language, of those from other regions."""

    name: str
    entry: int
    reviewers: frozenset[int]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Entries (rows) and reviewers (columns). Pairs are (number of the entry, number of the reviewer), from 0.

    `affinities` are whole multiples of 10 to the power of -`decimals`. `per_entry` says how many reviewers an entry
    gets, `loads` how many entries a reviewer takes at most. A forbidden pair is never assigned, a fixed one always.
    `quotas` say of whom among others an entry's reviewers must be.
    """

    entries: tuple[str, ...]
    reviewers: tuple[str, ...]
    affinities: Sequence[Sequence[int]]
    per_entry: int
    loads: tuple[int, ...]
    decimals: int = 0
    forbidden: frozenset[Pair] = frozenset()
    fixed: frozenset[Pair] = frozenset()
    quotas: tuple[Quota, ...] = ()

    @property
    def step(self) -> int:
        """What every sum of affinities is a multiple of, so that a bound can be rounded down to it."""
        return gcd(*(gcd(*row) for row in self.affinities)) or 1

    def worth(self, units: int) -> Decimal:
        """A multiple of the unit as the number that people wrote."""
        return Decimal(units).scaleb(-self.decimals)

    def served(self, pairs: Iterable[Pair]) -> list[int]:
        """The sum of affinities that each entry gets."""
        sums = [0] * len(self.entries)
        for entry, reviewer in pairs:
            sums[entry] += self.affinities[entry][reviewer]
        return sums


@dataclass(frozen=True, slots=True)
class Certificate:
    """Prices that bound what any assignment can be worth, where each entry's sum is multiplied by a weight: `shared`,
    which all entries have, and their `own`.

    `quotas` are what the problem's quotas cost: a pair that helps to fill one is so much dearer to forgo. Weights and
    the prices of reviewers and quotas are not negative. This is the dual of the linear program of transport; see
    L. R. Ford and D. R. Fulkerson, Flows in Networks (1962), chapter III.
    """

    shared: int
    own: tuple[int, ...]
    entries: tuple[int, ...]
    reviewers: tuple[int, ...]
    quotas: tuple[int, ...] = ()

    @property
    def is_sound(self) -> bool:
        return min((self.shared, *self.own, *self.reviewers, *self.quotas)) >= 0

    def bound(self, problem: Problem) -> int:
        """What no assignment exceeds: a pair brings at most what it is worth above the prices of its two sides."""
        total = problem.per_entry * sum(self.entries)
        total += sum(load * price for load, price in zip(problem.loads, self.reviewers, strict=True))
        barred, filling = barred_by_entry(problem), self._filling(problem)
        for price, quota in zip(self.quotas, problem.quotas, strict=False):
            total -= price * quota.least
        for entry, row in enumerate(problem.affinities):
            weight, price, out = self.shared + self.own[entry], self.entries[entry], barred[entry]
            gains = (weight * worth - price - paid for worth, paid in zip(row, self.reviewers, strict=True))
            if entry in filling:
                gains = (gain + more for gain, more in zip(gains, filling[entry], strict=True))
            total += sum(gain for reviewer, gain in enumerate(gains) if gain > 0 and reviewer not in out)
        for entry, reviewer in problem.fixed:
            weight, more = self.shared + self.own[entry], filling[entry][reviewer] if entry in filling else 0
            worth = weight * problem.affinities[entry][reviewer]
            total += worth + more - self.entries[entry] - self.reviewers[reviewer]
        return total

    def _filling(self, problem: Problem) -> dict[int, list[int]]:
        """What each pair is worth beside its affinity because it fills quotas; only entries that have one."""
        found: dict[int, list[int]] = {}
        for price, quota in zip(self.quotas, problem.quotas, strict=False):
            row = found.setdefault(quota.entry, [0] * len(problem.reviewers))
            for reviewer in quota.reviewers:
                row[reviewer] += price
        return found

    def sum_at_most(self, problem: Problem, worst: int) -> int:
        """What no sum exceeds where every entry gets `worst` at least."""
        return (self.bound(problem) - worst * sum(self.own)) // self.shared // problem.step * problem.step

    def worst_at_most(self, problem: Problem, total: int) -> int:
        """What the entry served worst cannot exceed where the sum is `total` at least."""
        return (self.bound(problem) - total * self.shared) // sum(self.own) // problem.step * problem.step


def barred_by_entry(problem: Problem) -> list[set[int]]:
    """The reviewers about whom nothing is left to choose, for each entry: forbidden or fixed."""
    barred: list[set[int]] = [set() for _ in problem.entries]
    for entry, reviewer in problem.forbidden | problem.fixed:
        barred[entry].add(reviewer)
    return barred


@dataclass(frozen=True, slots=True)
class Assignment:
    """The pairs chosen, and a certificate for each of the two goals in the order in which they were followed.

    `is_settled` says that the second goal was followed to its end; else the time allowed for it ran out before.
    """

    problem: Problem
    first: Goal
    pairs: tuple[Pair, ...]
    certificates: tuple[Certificate, Certificate]
    is_settled: bool

    @property
    def sum(self) -> int:
        return sum(self.problem.served(self.pairs))

    @property
    def worst(self) -> int:
        return min(self.problem.served(self.pairs))

    @property
    def bounds(self) -> dict[Goal, int]:
        """What each goal cannot exceed: the first over all assignments, the second over those that keep the first."""
        one, two = self.certificates
        if self.first is Goal.SUM:
            return {
                Goal.SUM: one.sum_at_most(self.problem, 0),
                Goal.WORST: two.worst_at_most(self.problem, self.sum),
            }
        return {Goal.WORST: one.worst_at_most(self.problem, 0), Goal.SUM: two.sum_at_most(self.problem, self.worst)}

    def faults(self) -> list[str]:
        """What is wrong with the pairs themselves, in a word each: `number`, `load`, `forbidden`, `fixed`, `twice`,
        `quota`."""
        problem, chosen = self.problem, set(self.pairs)
        by_entry, by_reviewer = [0] * len(problem.entries), [0] * len(problem.reviewers)
        for entry, reviewer in self.pairs:
            by_entry[entry] += 1
            by_reviewer[reviewer] += 1
        found = {
            "number": any(number != problem.per_entry for number in by_entry),
            "load": any(number > load for number, load in zip(by_reviewer, problem.loads, strict=True)),
            "forbidden": bool(chosen & problem.forbidden),
            "fixed": not problem.fixed <= chosen,
            "twice": len(chosen) < len(self.pairs),
            "quota": any(
                sum((quota.entry, reviewer) in chosen for reviewer in quota.reviewers) < quota.least
                for quota in problem.quotas
            ),
        }
        return [name for name, is_so in found.items() if is_so]
