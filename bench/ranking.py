"""The ranking: which share of the true best 15 of 273 entries is found by the plain mean and with offsets allowed for.

Eleven reviewers, three reviews an entry, scores from 1 to 10 in halves. Six cases: reviewers alike, unlike and very
unlike, each assigned at random and in clusters (a cluster has reviewers of its own, shares one review of ten with the
others, and its entries are better or worse than elsewhere). Target: never below the plain mean.
"""

from __future__ import annotations

import sys
import time
from fractions import Fraction
from random import Random
from statistics import fmean, stdev

from metronome.calls.ranking.places import Method, rank
from metronome.calls.ranking.totals import Review, best_first

ENTRIES, REVIEWERS, EACH, PLACES, RUNS = 273, 11, 3, 15, 200
#: Spreads in points of a score: of what entries deserve, of chance in a review, between clusters.
DESERVED, CHANCE, BETWEEN = 1.0, 0.8, 0.5
UNLIKE = {"alike": 0.0, "unlike": 0.5, "very unlike": 1.0}
CLUSTERS = ((0, 1, 2, 3), (4, 5, 6, 7), (8, 9, 10))


def drawn(spread: float, is_clustered: bool, random: Random) -> tuple[dict[str, float], list[Review]]:
    """What entries deserve, and their reviews."""
    offsets = [random.gauss(0, spread) for _ in range(REVIEWERS)]
    level = [random.gauss(0, BETWEEN) for _ in CLUSTERS]
    deserved, reviews = {}, []
    for number in range(ENTRIES):
        entry, cluster = f"entry {number:03}", number % len(CLUSTERS)
        deserved[entry] = 5.5 + random.gauss(0, DESERVED) + (level[cluster] if is_clustered else 0)
        for reviewer in _reviewers(cluster if is_clustered else None, random):
            score = deserved[entry] + offsets[reviewer] + random.gauss(0, CHANCE)
            halves = max(2, min(20, round(2 * score)))
            reviews.append(Review(entry, f"reviewer {reviewer:02}", {"all": Fraction(halves, 2)}))
    return deserved, reviews


def _reviewers(cluster: int | None, random: Random) -> list[int]:
    chosen: list[int] = []
    while len(chosen) < EACH:
        at_home = cluster is not None and random.random() < 0.9
        one = random.choice(CLUSTERS[cluster]) if at_home and cluster is not None else random.randrange(REVIEWERS)
        if one not in chosen:
            chosen.append(one)
    return chosen


def shares(spread: float, is_clustered: bool) -> tuple[list[float], list[float]]:
    """The share of the true best that each way finds, run by run."""
    plain, allowed = [], []
    method = Method({"all": Fraction(1)}, PLACES, draws=1)
    for run in range(RUNS):
        deserved, reviews = drawn(spread, is_clustered, Random(run))  # noqa: S311 (a simulation)
        best = set(best_first(deserved)[:PLACES])
        standings = rank(reviews, method).standings
        means = {standing.entry: standing.mean for standing in standings}
        plain.append(len(best & set(best_first(means)[:PLACES])) / PLACES)
        allowed.append(len(best & {standing.entry for standing in standings[:PLACES]}) / PLACES)
    return plain, allowed


def certain() -> None:
    """How often an entry is truly among the places that was said to be so with some probability."""
    method, said = Method({"all": Fraction(1)}, PLACES, draws=400), []
    for run in range(10):
        deserved, reviews = drawn(0.5, False, Random(run))  # noqa: S311 (a simulation)
        best = set(best_first(deserved)[:PLACES])
        said += [(one.probability or 0.0, one.entry in best) for one in rank(reviews, method).standings]
    print("\n| probability said | entries | truly among the best |\n| --- | ---: | ---: |")
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        held = [is_so for probability, is_so in said if low <= probability < high]
        print(f"| {low:.1f} to {min(high, 1):.1f} | {len(held)} | {fmean(held) if held else 0:.2f} |")


def main() -> int:
    missed = 0
    print("| reviewers | assigned | plain mean | offsets allowed for | difference | of which chance |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for name, spread in UNLIKE.items():
        for is_clustered in (False, True):
            plain, allowed = shares(spread, is_clustered)
            gains = [two - one for one, two in zip(plain, allowed, strict=True)]
            missed += fmean(gains) < 0
            print(
                f"| {name} | {'in clusters' if is_clustered else 'at random'} | {fmean(plain):.3f} | "
                f"{fmean(allowed):.3f} | {fmean(gains):+.3f} | {stdev(gains) / RUNS**0.5:.3f} |"
            )
    certain()
    begun = time.process_time()
    rank(drawn(0.5, False, Random(1))[1], Method({"all": Fraction(1)}, PLACES))  # noqa: S311 (a simulation)
    print(
        f"\nOne ranking of {ENTRIES} entries with 2,000 draws: {time.process_time() - begun:.1f} s on the processor."
    )
    return missed


if __name__ == "__main__":
    sys.exit(main())
