"""The best assignment, by HiGHS.

The sum alone is a problem of transport, whose linear program has whole solutions and whole prices (Ford and Fulkerson
1962), so that the optimum comes with an exact proof. HiGHS sees the likeliest pairs of each entry first; the prices
that it finds are then asked of every pair, and a pair that would gain joins, until none does.

The entry served worst is raised by a search for the highest threshold that an assignment reaches, below the bound of
the linear program. To keep the best sum, only pairs on which its prices leave a choice are looked at.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .problem import Assignment, Certificate, Goal, Problem
from .quotas import solve_with_quotas
from .shortage import refuse_shortage

#: How many of an entry's likeliest reviewers are looked at first, and how many join at a time.
LIKELIEST, JOINING = 30, 10
#: In how many parts a unit of weight is divided where prices are no whole numbers.
PARTS = 10**9


@dataclass(frozen=True, slots=True)
class Field:
    """What is left to choose, as arrays: affinities in units, open pairs, places of entries, room of reviewers, what
    entries have already, and the reviewers whose room must be used up."""

    affinity: Any
    open: Any
    need: Any
    room: Any
    base: Any
    full: Any

    def without(self, chosen: Any, still_open: Any, full: Any) -> Field:
        """The field after some pairs were chosen for good."""
        base = self.base + (self.affinity * chosen).sum(axis=1)
        need, room = self.need - chosen.sum(axis=1), self.room - chosen.sum(axis=0)
        return Field(self.affinity, still_open, need, room, base, full)


@dataclass(frozen=True, slots=True)
class Prices:
    """The dual values of a linear program, in numbers as people wrote them."""

    weights: Any
    entries: Any
    reviewers: Any


def solve(problem: Problem, *, first: Goal = Goal.SUM, seconds: float = 60.0) -> Assignment:
    """The best assignment: the sum of affinities, then the entry served worst, or the other way round.

    `seconds` is how long the search for a threshold may take; when it ends before, the answer says so by
    `is_settled` and by the distance to the bound. Raises Refusal where there is no assignment, or no scipy.
    """
    require_solver()
    refuse_shortage(problem)
    end = time.monotonic() + seconds
    if problem.quotas:
        return solve_with_quotas(problem, first, end)
    return _sum_first(problem, end) if first is Goal.SUM else _worst_first(problem, end)


def require_solver() -> None:
    """Raises Refusal, with the remedy, where the installation has no solver."""
    try:
        import scipy.optimize  # noqa: F401
    except ImportError as error:
        raise Refusal(
            _("Reviewers are assigned by scipy, which is not installed here."),
            remedy=_("Install it with: pip install 'metronome[calls]'"),
        ) from error


def field_of(problem: Problem) -> Field:
    """The problem as arrays, with the fixed pairs chosen."""
    import numpy

    affinity = numpy.array([list(row) for row in problem.affinities], dtype=numpy.int64)
    barred, fixed = numpy.zeros(affinity.shape, bool), numpy.zeros(affinity.shape, bool)
    for array, pairs in ((barred, problem.forbidden | problem.fixed), (fixed, problem.fixed)):
        if pairs:
            array[tuple(zip(*pairs, strict=True))] = True
    entries, reviewers = affinity.shape
    whole = Field(
        affinity,
        ~barred,
        numpy.full(entries, problem.per_entry),
        numpy.array(problem.loads),
        numpy.zeros(entries, numpy.int64),
        numpy.zeros(reviewers, bool),
    )
    return whole.without(fixed, whole.open, whole.full)


def _sum_first(problem: Problem, end: float) -> Assignment:
    import numpy

    field, unit = field_of(problem), 10**problem.decimals
    chosen, prices = _best_sum(field, unit)
    entries, reviewers = _units(prices, unit)
    proof = Certificate(1, (0,) * len(entries), tuple(entries.tolist()), tuple(reviewers.tolist()))
    if proof.bound(problem) != _scores(field, chosen).sum():
        raise Refusal(
            _("Some affinities are too close to each other to be told apart."),
            remedy=_("Round them to six decimals."),
        )
    gains = field.affinity - entries[:, None] - reviewers[None, :]
    # Every best assignment takes the pairs that gain, leaves those that lose, and fills whoever has a price.
    taken, undecided = field.open & (gains > 0), field.open & (gains == 0)
    face = field.without(taken, undecided, reviewers > 0)
    raised, inner, is_settled = _raise_worst(problem, face, chosen & undecided, end)
    second = _joined(proof, _fractions(inner, unit, shared=0), numpy.where(undecided, 0, gains), field)
    return _assignment(problem, Goal.SUM, raised | taken, (proof, second), is_settled)


def _joined(proof: Certificate, inner: Certificate, gains: Any, field: Field) -> Certificate:
    """The prices of the worst-served entry among the best sums, as prices among all assignments: each price of the
    best sum is added so often that no pair outside, and no room left over, is worth while again."""
    import numpy

    own, entries, reviewers = (numpy.array(part, dtype=float) for part in (inner.own, inner.entries, inner.reviewers))
    paid = numpy.array(proof.reviewers, dtype=float)
    excess = own[:, None] * field.affinity - entries[:, None] - reviewers[None, :]
    outside = field.open & (gains != 0) & (excess * gains < 0)
    ratios = numpy.append(-excess[outside] / gains[outside], -reviewers[paid > 0] / paid[paid > 0])
    times = int(max(0.0, numpy.ceil(ratios.max(initial=0.0)))) + 1
    return Certificate(
        times,
        inner.own,
        tuple(one + times * two for one, two in zip(inner.entries, proof.entries, strict=True)),
        tuple(max(0, one + times * two) for one, two in zip(inner.reviewers, proof.reviewers, strict=True)),
    )


def _worst_first(problem: Problem, end: float) -> Assignment:
    field, unit = field_of(problem), 10**problem.decimals
    chosen, _prices = _best_sum(field, unit)
    raised, prices, is_settled = _raise_worst(problem, field, chosen, end)
    threshold = int(_scores(field, raised).min())
    inner = _linear(field, unit, threshold=threshold)[1]
    best, is_best = _whole(field, unit, threshold, end, by_sum=True)
    if best is None or _scores(field, best).sum() < _scores(field, raised).sum():
        best = raised
    proofs = _fractions(prices, unit, shared=0), _fractions(inner, unit, shared=PARTS)
    return _assignment(problem, Goal.WORST, best, proofs, is_settled and is_best)


def _assignment(
    problem: Problem, first: Goal, chosen: Any, proofs: tuple[Certificate, Certificate], is_settled: bool
) -> Assignment:
    pairs = {(int(entry), int(reviewer)) for entry, reviewer in zip(*chosen.nonzero(), strict=True)}
    return Assignment(problem, first, tuple(sorted(pairs | problem.fixed)), proofs, is_settled)


def _scores(field: Field, chosen: Any) -> Any:
    return field.base + (field.affinity * chosen).sum(axis=1)


def _units(prices: Prices, unit: int) -> tuple[Any, Any]:
    """The prices of a problem of transport, which are whole multiples of the unit."""
    import numpy

    return tuple(numpy.rint(one * unit).astype(numpy.int64) for one in (prices.entries, prices.reviewers))


def _fractions(prices: Prices, unit: int, *, shared: int) -> Certificate:
    """Any prices, in parts of a unit. Rounding costs a little of the bound and none of its truth."""
    return Certificate(
        shared,
        tuple(max(0, round(float(one) * PARTS)) for one in prices.weights),
        tuple(round(float(one) * PARTS * unit) for one in prices.entries),
        tuple(round(float(one) * PARTS * unit) for one in prices.reviewers),
    )


def _best_sum(field: Field, unit: int) -> tuple[Any, Prices]:
    """The pairs of the best sum with its prices. There is an assignment: that was asked before."""
    inside = _likeliest(field, field.affinity, LIKELIEST) | _some_assignment(field)
    while True:
        chosen, prices = _linear(replace(field, open=inside), unit)
        entries, reviewers = _units(prices, unit)
        gains = field.affinity - entries[:, None] - reviewers[None, :]
        joining = _likeliest(replace(field, open=field.open & ~inside & (gains > 0)), gains, JOINING)
        if not joining.any():
            return chosen, prices
        inside |= joining


def _likeliest(field: Field, worth: Any, number: int) -> Any:
    """The open pairs of each entry that are worth most."""
    import numpy

    if field.open.shape[1] <= number:
        return field.open.copy()
    # Turned round, so that the largest come first; the end of the scale is for what is not open.
    shown = numpy.where(field.open, -worth, numpy.iinfo(numpy.int64).max)
    best = numpy.argpartition(shown, number, axis=1)[:, :number]
    found = numpy.zeros(field.open.shape, bool)
    numpy.put_along_axis(found, best, True, axis=1)
    return found & field.open


def _some_assignment(field: Field) -> Any:
    """As many open pairs as places and room allow, whatever they are worth."""
    import numpy
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    entries, reviewers = field.open.shape
    one, two = field.open.nonzero()
    begins = numpy.concatenate((numpy.zeros(entries, int), one + 1, numpy.arange(reviewers) + entries + 1))
    ends = numpy.concatenate(
        (numpy.arange(entries) + 1, two + entries + 1, numpy.full(reviewers, entries + reviewers + 1))
    )
    limits = numpy.concatenate((field.need, numpy.ones(len(one), int), field.room)).astype(numpy.int32)
    size = entries + reviewers + 2
    flow = maximum_flow(csr_array((limits, (begins, ends)), shape=(size, size)), 0, size - 1).flow
    return flow[1 : entries + 1, entries + 1 : size - 1].toarray() > 0


def _rows(field: Field, unit: int) -> tuple[Any, Any, Any, Any]:
    """The rows of the program (places, room, what each entry gets) with the numbers of the open pairs. The last
    column belongs to the height of the worst-served entry."""
    import numpy
    from scipy.sparse import csr_array

    one, two = field.open.nonzero()
    numbers, ones = numpy.arange(len(one)), numpy.ones(len(one))
    (entries, reviewers), width = field.open.shape, len(one) + 1
    places = csr_array((ones, (one, numbers)), shape=(entries, width))
    rooms = csr_array((ones, (two, numbers)), shape=(reviewers, width))
    gets = csr_array((field.affinity[one, two] / unit, (one, numbers)), shape=(entries, width))
    return places, rooms, gets, (one, two)


def _linear(field: Field, unit: int, *, threshold: int | None = None, raising: bool = False) -> tuple[Any, Prices]:
    """The linear program of the best sum (where each entry gets a threshold at least), or, with `raising`, of the
    height of the worst-served entry; the pairs that it takes, and its prices."""
    import numpy
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, vstack

    places, rooms, gets, (one, two) = _rows(field, unit)
    entries, width = places.shape
    equal, most = [places, rooms[field.full]], [rooms[~field.full]]
    limits = [field.room[~field.full]]
    if raising or threshold is not None:
        height = csr_array((numpy.full(entries, float(raising)), (range(entries), [width - 1] * entries)))
        most.append(height - gets)
        limits.append((field.base - (threshold or 0)) / unit)
    cost = -gets.sum(axis=0) * (not raising)
    cost[-1] = -float(raising)
    found = linprog(
        cost,
        A_ub=vstack(most, format="csr"),
        b_ub=numpy.concatenate(limits),
        A_eq=vstack(equal, format="csr"),
        b_eq=numpy.concatenate((field.need, field.room[field.full])),
        bounds=[*[(0, 1)] * (width - 1), (None, None) if raising else (0, 0)],
        method="highs-ds",
        options={"dual_feasibility_tolerance": 1e-10, "primal_feasibility_tolerance": 1e-10},
    )
    if not found.success:
        raise RuntimeError(found.message)
    loose = len(limits[0])
    reviewers = numpy.zeros(len(field.room))
    reviewers[~field.full] = numpy.maximum(0, -found.ineqlin.marginals[:loose])
    reviewers[field.full] = -found.eqlin.marginals[entries:]
    chosen = numpy.zeros(field.open.shape, bool)
    chosen[one, two] = found.x[:-1] > 0.5
    return chosen, Prices(-found.ineqlin.marginals[loose:], -found.eqlin.marginals[:entries], reviewers)


def _raise_worst(problem: Problem, field: Field, chosen: Any, end: float) -> tuple[Any, Prices, bool]:
    """The pairs by which the worst-served entry gets the most, the prices that bound it, and whether it is certain."""
    unit = 10**problem.decimals
    prices = _linear(field, unit, raising=True)[1]
    low, step = int(_scores(field, chosen).min()), problem.step
    high = _height(field, prices, unit) // step * step
    # The bound itself is tried first: it is often reached.
    middle = high
    while low < high:
        found, is_certain = _whole(field, unit, middle, end)
        if found is not None:
            chosen, low = found, int(_scores(field, found).min())
        elif is_certain:
            high = middle - step
        else:
            return chosen, prices, False
        middle = low + ((high - low) // step + 1) // 2 * step
    return chosen, prices, True


def _height(field: Field, prices: Prices, unit: int) -> int:
    """The bound of the linear program for the worst-served entry, in units."""
    import numpy

    gains = prices.weights[:, None] * field.affinity / unit - prices.entries[:, None] - prices.reviewers[None, :]
    bound = numpy.where(field.open, numpy.maximum(gains, 0), 0).sum() + (prices.weights * field.base).sum() / unit
    bound += (field.need * prices.entries).sum() + (field.room * prices.reviewers).sum()
    return int(numpy.floor(bound / prices.weights.sum() * unit + 1e-6))


def _whole(field: Field, unit: int, threshold: int, end: float, *, by_sum: bool = False) -> tuple[Any, bool]:
    """Whole pairs by which each entry gets a threshold at least (of the best sum, if asked), or None; and whether that
    answer is certain, which it is not when the time ran out."""
    import numpy
    from scipy.optimize import Bounds, LinearConstraint, milp

    places, rooms, gets, (one, two) = _rows(field, unit)
    seconds = end - time.monotonic()
    if seconds <= 0:
        return None, False
    width = places.shape[1]
    found = milp(
        -gets.sum(axis=0) if by_sum else numpy.zeros(width),
        integrality=numpy.ones(width),
        bounds=Bounds(0, numpy.append(numpy.ones(width - 1), 0)),
        constraints=[
            LinearConstraint(places, field.need, field.need),
            LinearConstraint(rooms, numpy.where(field.full, field.room, 0), field.room),
            LinearConstraint(gets, (threshold - field.base) / unit - 0.25 / unit, numpy.inf),
        ],
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None, found.status == 2
    chosen = numpy.zeros(field.open.shape, bool)
    chosen[one, two] = found.x[:-1] > 0.5
    return chosen, found.status == 0
