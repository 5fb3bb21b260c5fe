"""The assignment of reviewers, against every assignment that there is where those can be counted."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.assignment import missed
from metronome.calls.assignment.problem import Goal, Problem
from metronome.calls.assignment.shortage import shortage
from metronome.calls.assignment.solving import solve
from metronome.ground.refusal import Refusal
from tests.environment import often

pytest.importorskip("scipy", reason="scipy (the extra `calls`) is not installed")


def every_assignment(problem: Problem):
    """All assignments of a small problem, each as a tuple of pairs."""
    numbers = range(len(problem.reviewers))
    choices = [
        [
            one
            for one in combinations(numbers, problem.per_entry)
            if not any((entry, reviewer) in problem.forbidden for reviewer in one)
            and {reviewer for row, reviewer in problem.fixed if row == entry} <= set(one)
        ]
        for entry in range(len(problem.entries))
    ]
    for chosen in product(*choices):
        if all(
            sum(number in one for one in chosen) <= load for number, load in zip(numbers, problem.loads, strict=True)
        ):
            yield tuple((entry, reviewer) for entry, one in enumerate(chosen) for reviewer in one)


@st.composite
def problems(draw):
    entries, reviewers = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    # Few values make many assignments equally good, which is where the second goal has something to decide.
    value = st.integers(-2, 3) if draw(st.booleans()) else st.integers(0, 900)
    pairs = list(product(range(entries), range(reviewers)))
    forbidden = draw(st.frozensets(st.sampled_from(pairs), max_size=3))
    return Problem(
        tuple(f"entry {number}" for number in range(entries)),
        tuple(f"reviewer {number}" for number in range(reviewers)),
        draw(st.lists(st.lists(value, min_size=reviewers, max_size=reviewers), min_size=entries, max_size=entries)),
        draw(st.integers(1, min(3, reviewers))),
        tuple(draw(st.lists(st.integers(0, 4), min_size=reviewers, max_size=reviewers))),
        draw(st.integers(0, 3)),
        forbidden,
        draw(st.frozensets(st.sampled_from(pairs), max_size=2)) - forbidden,
    )


@settings(max_examples=often(3000, 250), deadline=None)
@given(problems(), st.sampled_from(Goal))
def test_nothing_is_better_in_the_first_goal_nor_in_the_second_among_the_best(problem, first):
    every = [(sum(problem.served(pairs)), min(problem.served(pairs))) for pairs in every_assignment(problem)]
    if not every:
        with pytest.raises(Refusal) as refused:
            solve(problem, first=first)
        assert refused.value.remedy
        return
    found = solve(problem, first=first)
    best = max(every) if first is Goal.SUM else max(every, key=lambda one: (one[1], one[0]))
    assert (found.sum, found.worst) == best
    assert found.faults() == []
    assert found.is_settled


@settings(max_examples=often(3000, 250), deadline=None)
@given(problems(), st.sampled_from(Goal))
def test_no_assignment_exceeds_the_bounds_and_the_best_sum_reaches_its_own(problem, first):
    every = [(sum(problem.served(pairs)), min(problem.served(pairs))) for pairs in every_assignment(problem)]
    if not every:
        return
    found = solve(problem, first=first)
    assert all(certificate.is_sound for certificate in found.certificates)
    if first is Goal.SUM:
        assert found.bounds[Goal.SUM] == found.sum
        assert found.bounds[Goal.WORST] >= max(worst for total, worst in every if total == found.sum)
    else:
        assert found.bounds[Goal.WORST] >= max(worst for _total, worst in every)
        assert found.bounds[Goal.SUM] >= max(total for total, worst in every if worst >= found.worst)


def most_lacking(problem: Problem) -> int:
    """The most places that any entries together lack (P. Hall 1935, with loads)."""
    lacking = 0
    for chosen in product([False, True], repeat=len(problem.entries)):
        entries = [number for number, is_in in enumerate(chosen) if is_in]
        offered = sum(
            min(load, sum((entry, reviewer) not in problem.forbidden for entry in entries))
            for reviewer, load in enumerate(problem.loads)
        )
        lacking = max(lacking, problem.per_entry * len(entries) - offered)
    return lacking


@settings(max_examples=often(2000, 200), deadline=None)
@given(problems())
def test_a_shortage_names_entries_that_truly_cannot_be_served(problem):
    problem = replace(problem, fixed=frozenset())
    short = shortage(problem)
    assert (short is None) == any(True for _pairs in every_assignment(problem))
    if short:
        open_pairs = [
            sum((entry, reviewer) not in problem.forbidden for entry in short.entries)
            for reviewer in range(len(problem.reviewers))
        ]
        offered = sum(min(load, number) for load, number in zip(problem.loads, open_pairs, strict=True))
        assert (short.needed, short.offered) == (problem.per_entry * len(short.entries), offered)
        assert offered < short.needed
        assert short.needed - short.offered == most_lacking(problem)


def some(**changes) -> Problem:
    plain = Problem(("Lima", "Oslo"), ("first", "second", "third"), ((3, 2, 1), (3, 1, 0)), 2, (2, 2, 2))
    return replace(plain, **changes)


def test_a_fixed_pair_stands_and_the_rest_is_the_best_beside_it():
    found = solve(some(fixed=frozenset({(1, 2)})))
    assert (1, 2) in found.pairs
    assert found.sum == found.bounds[Goal.SUM] == 3 + 2 + 3 + 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"loads": (1, 1, 1)}, ["Lima, Oslo", "4", "3", "Raise the loads of first, second, third by 1"]),
        ({"forbidden": frozenset({(1, 0), (1, 1)})}, ["Oslo", "lift conflicts"]),
        ({"fixed": frozenset({(0, 0)}), "forbidden": frozenset({(0, 0)})}, ["first", "Lima", "one of the two files"]),
        ({"fixed": frozenset({(0, 0), (0, 1), (0, 2)})}, ["Lima", "3", "2"]),
        ({"fixed": frozenset({(0, 0), (1, 0)}), "loads": (1, 2, 2)}, ["first", "raise their load"]),
    ],
)
def test_what_cannot_be_assigned_is_refused_with_who_and_what_to_change(changes, words):
    with pytest.raises(Refusal) as refused:
        solve(some(**changes))
    said = f"{refused.value.reason} {refused.value.remedy}"
    assert [word for word in words if word not in said] == []


def test_when_the_time_runs_out_the_answer_says_that_it_is_not_settled():
    # Whoever takes the best sum leaves the second entry with nothing; raising it needs a search.
    problem = Problem(("a", "b"), ("1", "2", "3", "4"), ((3, 3, 1, 1), (5, 5, 1, 0)), 2, (1, 1, 1, 1))
    found = solve(problem, first=Goal.WORST, seconds=0)
    assert not found.is_settled
    assert found.faults() == []
    assert found.bounds[Goal.WORST] > found.worst


def test_without_the_solver_the_refusal_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "scipy.optimize", None)
    with pytest.raises(Refusal) as refused:
        solve(some())
    assert "metronome[calls]" in refused.value.remedy


def test_the_benchmark_names_the_goal_that_stays_below_its_bound():
    problem = Problem(("a", "b"), ("x", "y"), ((9, 1), (1, 9)), 1, (1, 1))
    best = solve(problem)
    assert missed(best) == []
    assert missed(replace(best, pairs=((0, 1), (1, 0)))) == [Goal.SUM, Goal.WORST]
