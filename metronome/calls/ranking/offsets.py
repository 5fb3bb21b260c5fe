"""How strict or lenient each reviewer is, by least squares over the entries that reviewers share.

A total is what the entry deserves plus the reviewer's offset plus chance: an additive model of two ways, whose offsets
are drawn towards 0 as far as the reviews give no reason for them (best linear unbiased prediction: C. R. Henderson,
Biometrics 31, 1975; how far, by restricted maximum likelihood: H. D. Patterson and R. Thompson, Biometrika 58, 1971).
Nothing is divided by a reviewer's own spread: a reviewer who was given the strong entries would be punished for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

Matrix = list[list[float]]
#: Offsets are allowed for only where the reviews are so much likelier with them than without (twice the logarithm of
#: how many times). Below it they may well be chance, and the plain mean stands.
EVIDENCE = 3.84
#: The ratios of the spread of offsets to that of chance that are tried, as logarithms: from 1 : 1000 to 100 : 1.
LOWEST, HIGHEST, STEPS = log(1e-3), log(1e2), 46
#: Squares below this are differences of rounding.
NOTHING = 1e-18


@dataclass(frozen=True, slots=True)
class Offsets:
    """Offsets of reviewers (above 0: lenient), the spread of chance in a single total, and how sure the offsets are.

    With the rows of `root` independent normal draws become draws of the offsets around their values; it is empty where
    no offsets are allowed for. `chance` is None where no entry has two reviews, so that nothing is known.
    """

    reviewers: tuple[str, ...]
    values: tuple[float, ...]
    chance: float | None
    root: tuple[tuple[float, ...], ...]

    def by_reviewer(self) -> dict[str, float]:
        return dict(zip(self.reviewers, self.values, strict=True))

    def uncertainty(self) -> dict[str, float]:
        """The standard error of each reviewer's offset; 0 where none is allowed for."""
        errors = [sqrt(sum(part * part for part in row)) for row in self.root] or [0.0] * len(self.reviewers)
        return dict(zip(self.reviewers, errors, strict=True))


@dataclass(frozen=True, slots=True)
class Within:
    """What the totals say about reviewers once each entry's own mean is taken out: the normal equations."""

    reviewers: tuple[str, ...]
    matrix: Matrix
    right: list[float]
    squares: float
    freedom: int


def offsets_of(totals: Mapping[str, Mapping[str, float]]) -> Offsets:
    """The offsets that totals by entry and reviewer give reason for."""
    within = _within(totals)
    none = (0.0,) * len(within.reviewers)
    if within.freedom <= 0:
        return Offsets(within.reviewers, none, None, ())
    plain = within.squares / within.freedom
    if plain < NOTHING:
        return Offsets(within.reviewers, none, 0.0, ())
    unlikely, ratio = min((_unlikelihood(within, exp(power)), exp(power)) for power in _powers())
    if within.freedom * log(plain) - unlikely < EVIDENCE:
        return Offsets(within.reviewers, none, sqrt(plain), ())
    return _offsets_at(within, ratio)


def offsets_at(totals: Mapping[str, Mapping[str, float]], ratio: float) -> Offsets:
    """The offsets where their spread is to that of chance as the root of a ratio is to 1."""
    return _offsets_at(_within(totals), ratio)


def _offsets_at(within: Within, ratio: float) -> Offsets:
    lower = cholesky(_drawn(within, ratio))
    values = tuple(solve_lower(lower, within.right))
    chance = sqrt(_left(within, values) / within.freedom)
    return Offsets(within.reviewers, values, chance, _root(lower, chance))


def _left(within: Within, values: Sequence[float]) -> float:
    """The squares that offsets leave unexplained, what they cost included; above 0, so that it has a logarithm."""
    return max(within.squares - sum(one * two for one, two in zip(values, within.right, strict=True)), NOTHING)


def _powers() -> list[float]:
    return [LOWEST + (HIGHEST - LOWEST) * step / (STEPS - 1) for step in range(STEPS)]


def _within(totals: Mapping[str, Mapping[str, float]]) -> Within:
    reviewers = tuple(sorted({reviewer for given in totals.values() for reviewer in given}))
    number = {reviewer: place for place, reviewer in enumerate(reviewers)}
    matrix = [[0.0] * len(reviewers) for _ in reviewers]
    right, squares, freedom = [0.0] * len(reviewers), 0.0, -len(totals)
    for given in totals.values():
        mean, share = sum(given.values()) / len(given), 1 / len(given)
        freedom += len(given)
        places = [number[reviewer] for reviewer in given]
        for place, total in zip(places, given.values(), strict=True):
            squares += (total - mean) ** 2
            right[place] += total - mean
            matrix[place][place] += 1
            for other in places:
                matrix[place][other] -= share
    return Within(reviewers, matrix, right, squares, freedom)


def _drawn(within: Within, ratio: float) -> Matrix:
    """The normal equations with offsets drawn towards 0: the smaller their spread, the more."""
    return [
        [value + (1 / ratio if row == column else 0.0) for column, value in enumerate(values)]
        for row, values in enumerate(within.matrix)
    ]


def _unlikelihood(within: Within, ratio: float) -> float:
    """Minus twice the logarithm of the restricted likelihood, but for a constant."""
    lower = cholesky(_drawn(within, ratio))
    left = _left(within, solve_lower(lower, within.right))
    size = 2 * sum(log(lower[place][place]) for place in range(len(lower))) + len(lower) * log(ratio)
    return within.freedom * log(left / within.freedom) + size


def cholesky(matrix: Matrix) -> Matrix:
    """The lower triangle whose product with its transpose is a positive definite matrix."""
    lower = [[0.0] * len(matrix) for _ in matrix]
    for row, values in enumerate(matrix):
        for column in range(row + 1):
            rest = values[column] - sum(lower[row][k] * lower[column][k] for k in range(column))
            lower[row][column] = sqrt(rest) if row == column else rest / lower[column][column]
    return lower


def solve_lower(lower: Matrix, right: Sequence[float]) -> list[float]:
    """What the matrix of a lower triangle has to be multiplied by to give the right side."""
    half = list(right)
    for row in range(len(lower)):
        half[row] = (half[row] - sum(lower[row][k] * half[k] for k in range(row))) / lower[row][row]
    return _back(lower, half)


def _back(lower: Matrix, half: Sequence[float]) -> list[float]:
    found = list(half)
    for row in reversed(range(len(lower))):
        above = sum(lower[k][row] * found[k] for k in range(row + 1, len(lower)))
        found[row] = (found[row] - above) / lower[row][row]
    return found


def _root(lower: Matrix, chance: float) -> tuple[tuple[float, ...], ...]:
    """Columns of the inverse of the transposed triangle, times the spread of chance."""
    size = range(len(lower))
    columns = [_back(lower, [float(row == column) for row in size]) for column in size]
    return tuple(tuple(chance * columns[column][row] for column in size) for row in size)
