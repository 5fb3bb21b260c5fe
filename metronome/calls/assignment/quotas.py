"""The best assignment where entries must have reviewers of some kind: of their language, of more than one region.

Quotas of two kinds that overlap leave the problem of transport: its linear program may choose halves of pairs. So
whole pairs are chosen by branching (HiGHS), on all pairs at once, which is for calls of some thousand pairs; and the
prices of the linear program, those of the quotas among them, bound what any assignment is worth. Where halves were
better, a gap is left that no price can close; `is_settled` then says that the branching found nothing better.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .problem import Assignment, Certificate, Goal, Problem
from .shortage import NAMED, named

#: In how many parts a unit of weight is divided.
PARTS = 10**9
#: Beyond so many pairs the branching over all of them takes too long to be waited for.
MOST = 60_000


@dataclass(frozen=True, slots=True)
class Rows:
    """The program: pairs that are open, and its rows. The last column is the height of the worst-served entry."""

    one: Any
    two: Any
    places: Any
    rooms: Any
    gets: Any
    fills: Any
    need: Any
    room: Any
    least: Any
    lower: Any


def solve_with_quotas(problem: Problem, first: Goal, end: float) -> Assignment:
    """The best assignment under quotas, the two goals one after the other.

    Raises Refusal where there is none, and for more pairs than this can look at.
    """
    if len(problem.entries) * len(problem.reviewers) > MOST:
        raise Refusal(
            _("Quotas are kept in calls of up to %(most)d pairs of entries and reviewers.") % {"most": MOST},
            remedy=_("Assign without quotas, or assign parts of the call one after the other."),
        )
    refuse_lack(problem)
    rows, second = _rows(problem), Goal.WORST if first is Goal.SUM else Goal.SUM
    best, is_certain = _whole(problem, rows, first, None, end)
    if best is None:
        raise Refusal(
            _("No assignment keeps to the quotas, the loads and the conflicts together."),
            remedy=_("Raise loads, ask for fewer quotas, or find more reviewers."),
        )
    reached = _value(problem, rows, best, first)
    raised, is_raised = _whole(problem, rows, second, reached, end)
    chosen = best if raised is None else raised
    pairs = {(int(one), int(two)) for one, two, taken in zip(rows.one, rows.two, chosen, strict=True) if taken}
    proofs = _prices(problem, rows, first, None), _prices(problem, rows, second, reached)
    return Assignment(problem, first, tuple(sorted(pairs)), proofs, is_certain and is_raised)


def refuse_lack(problem: Problem) -> None:
    """Raises Refusal where an entry has too few reviewers open to it for one of its quotas."""
    short = [
        quota
        for quota in problem.quotas
        if sum((quota.entry, one) not in problem.forbidden for one in quota.reviewers) < quota.least
    ]
    if short:
        entries = list(dict.fromkeys(quota.entry for quota in short))
        raise Refusal(
            _("Too few reviewers of a kind that is asked for (%(name)s) may read: %(entries)s.")
            % {"name": short[0].name, "entries": named(problem.entries, entries[:NAMED])},
            remedy=_("Find such reviewers, lift conflicts, or leave this quota out."),
        )


def _rows(problem: Problem) -> Rows:
    import numpy
    from scipy.sparse import csr_array

    opened = numpy.ones((len(problem.entries), len(problem.reviewers)), bool)
    if problem.forbidden:
        opened[tuple(zip(*problem.forbidden, strict=True))] = False
    one, two = opened.nonzero()
    width, numbers, ones = len(one) + 1, numpy.arange(len(one)), numpy.ones(len(one))
    affinity = numpy.array([list(row) for row in problem.affinities], dtype=float)[one, two] / 10**problem.decimals
    place = {pair: number for number, pair in enumerate(zip(one.tolist(), two.tolist(), strict=True))}
    filled = [
        (number, place[quota.entry, reviewer])
        for number, quota in enumerate(problem.quotas)
        for reviewer in quota.reviewers
        if (quota.entry, reviewer) in place
    ]
    quota_rows, quota_columns = zip(*filled, strict=True)
    lower = numpy.zeros(len(one))
    lower[[place[pair] for pair in problem.fixed]] = 1
    return Rows(
        one,
        two,
        csr_array((ones, (one, numbers)), shape=(len(problem.entries), width)),
        csr_array((ones, (two, numbers)), shape=(len(problem.reviewers), width)),
        csr_array((affinity, (one, numbers)), shape=(len(problem.entries), width)),
        csr_array((numpy.ones(len(filled)), (quota_rows, quota_columns)), shape=(len(problem.quotas), width)),
        numpy.full(len(problem.entries), problem.per_entry),
        numpy.array(problem.loads),
        numpy.array([quota.least for quota in problem.quotas]),
        lower,
    )


def _height(rows: Rows) -> Any:
    """The column of the height: 1 in each row of what entries get."""
    import numpy
    from scipy.sparse import csr_array

    entries, width = rows.gets.shape
    return csr_array((numpy.ones(entries), (range(entries), [width - 1] * entries)), shape=rows.gets.shape)


def _cost(rows: Rows, goal: Goal) -> Any:
    cost = -rows.gets.sum(axis=0) * (goal is Goal.SUM)
    cost[-1] = -float(goal is Goal.WORST)
    return cost


def _value(problem: Problem, rows: Rows, chosen: Any, goal: Goal) -> int:
    pairs = [(one, two) for one, two, taken in zip(rows.one, rows.two, chosen, strict=True) if taken]
    served = problem.served(pairs)
    return sum(served) if goal is Goal.SUM else min(served)


def _whole(problem: Problem, rows: Rows, goal: Goal, kept: int | None, end: float) -> tuple[Any, bool]:
    """Whole pairs that are best by a goal while the other one stays at `kept` units; and whether that is certain."""
    import numpy
    from scipy.optimize import Bounds, LinearConstraint, milp

    unit, width = 10**problem.decimals, rows.places.shape[1]
    slack = 0.25 / unit
    constraints = [
        LinearConstraint(rows.places, rows.need, rows.need),
        LinearConstraint(rows.rooms, -numpy.inf, rows.room),
        LinearConstraint(rows.fills, rows.least, numpy.inf),
    ]
    if goal is Goal.WORST:
        constraints.append(LinearConstraint(rows.gets - _height(rows), 0, numpy.inf))
        if kept is not None:
            constraints.append(LinearConstraint(rows.gets.sum(axis=0)[None, :], kept / unit - slack, numpy.inf))
    elif kept is not None:
        constraints.append(LinearConstraint(rows.gets, kept / unit - slack, numpy.inf))
    seconds = end - time.monotonic()
    if seconds <= 0:
        return None, False
    free = numpy.inf if goal is Goal.WORST else 0
    found = milp(
        _cost(rows, goal),
        integrality=numpy.append(numpy.ones(width - 1), 0),
        bounds=Bounds(numpy.append(rows.lower, -free), numpy.append(numpy.ones(width - 1), free)),
        constraints=constraints,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    return (None if found.x is None else found.x[:-1] > 0.5), found.status == 0


def _prices(problem: Problem, rows: Rows, goal: Goal, kept: int | None) -> Certificate:
    """The prices of the linear program. Rounding costs a little of the bound and none of its truth."""
    import numpy
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, vstack

    unit, width = 10**problem.decimals, rows.places.shape[1]
    entries, reviewers = len(problem.entries), len(problem.reviewers)
    most, limits = [rows.rooms, -rows.fills], [rows.room, -rows.least]
    if goal is Goal.WORST:
        most += [_height(rows) - rows.gets]
        limits += [numpy.zeros(entries)]
        if kept is not None:
            most += [csr_array(-rows.gets.sum(axis=0)[None, :])]
            limits += [numpy.array([-kept / unit])]
    elif kept is not None:
        most += [-rows.gets]
        limits += [numpy.full(entries, -kept / unit)]
    free = numpy.inf if goal is Goal.WORST else 0
    found = linprog(
        _cost(rows, goal),
        A_ub=vstack(most, format="csr"),
        b_ub=numpy.concatenate(limits),
        A_eq=rows.places,
        b_eq=rows.need,
        bounds=[*((low, 1) for low in rows.lower), (-free, free) if free else (0, 0)],
        method="highs",
        options={"dual_feasibility_tolerance": 1e-10, "primal_feasibility_tolerance": 1e-10},
    )
    if not found.success or len(rows.lower) != width - 1:
        raise RuntimeError(found.message)
    paid, rest = -found.ineqlin.marginals, reviewers + len(problem.quotas)
    shared, own = PARTS if goal is Goal.SUM else 0, [0.0] * entries
    if goal is Goal.WORST or kept is not None:
        own = paid[rest : rest + entries].tolist()
    if goal is Goal.WORST and kept is not None:
        shared = max(0, round(float(paid[-1]) * PARTS))
    return Certificate(
        shared,
        tuple(max(0, round(one * PARTS)) for one in own),
        tuple(round(float(one) * PARTS * unit) for one in -found.eqlin.marginals),
        tuple(max(0, round(float(one) * PARTS * unit)) for one in paid[:reviewers]),
        tuple(max(0, round(float(one) * PARTS * unit)) for one in paid[reviewers:rest]),
    )
