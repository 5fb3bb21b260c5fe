"""Quotas of an assignment, against every assignment that there is where those can be counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metronome.calls.assignment.problem import Goal, Problem, Quota
from metronome.calls.assignment.proof import faults_of, proof_of, read_proof
from metronome.calls.assignment.solving import solve
from metronome.ground.canonical import dumps_plain
from metronome.ground.refusal import Refusal
from tests.calls.test_assignment import every_assignment, problems
from tests.environment import often

pytest.importorskip("scipy", reason="scipy (the extra `calls`) is not installed")


@st.composite
def problems_with_quotas(draw) -> Problem:
    problem: Problem = draw(problems())
    numbers = range(len(problem.reviewers))
    quotas = st.builds(
        Quota,
        st.just("language"),
        st.sampled_from(range(len(problem.entries))),
        st.frozensets(st.sampled_from(numbers), min_size=1),
        st.integers(1, 2),
    )
    return replace(problem, quotas=tuple(draw(st.lists(quotas, min_size=1, max_size=4))))


def keeps(problem: Problem, pairs) -> bool:
    return all(
        sum((quota.entry, reviewer) in pairs for reviewer in quota.reviewers) >= quota.least
        for quota in problem.quotas
    )


@settings(max_examples=often(1000, 120), deadline=None)
@given(problems_with_quotas(), st.sampled_from(Goal))
def test_under_quotas_nothing_is_better_and_no_assignment_exceeds_the_bounds(problem, first):
    every = [
        (sum(problem.served(pairs)), min(problem.served(pairs)))
        for pairs in every_assignment(problem)
        if keeps(problem, pairs)
    ]
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
    bounds = found.bounds
    assert bounds[first] >= (best[0] if first is Goal.SUM else best[1])
    if first is Goal.SUM:
        assert bounds[Goal.WORST] >= max(worst for total, worst in every if total == best[0])
    else:
        assert bounds[Goal.SUM] >= max(total for total, worst in every if worst == best[1])


def small() -> Problem:
    """Two entries in French; only the third reviewer, whom both would rather not have, reads French."""
    reads_french = frozenset({2})
    return Problem(
        ("dakar", "lagos"),
        ("one", "two", "three"),
        ((9, 8, 1), (9, 8, 1)),
        2,
        (2, 2, 2),
        quotas=(Quota("fr", 0, reads_french), Quota("fr", 1, reads_french)),
    )


def test_an_entry_gets_somebody_who_reads_its_language_and_the_proof_says_what_that_costs(tmp_path):
    found = solve(small())
    assert {(0, 2), (1, 2)} <= set(found.pairs)
    assert (found.sum, found.bounds[Goal.SUM]) == (20, 20)
    file = tmp_path / "proof.json"
    file.write_text(dumps_plain(proof_of(found)), encoding="utf-8")
    again = read_proof(file)
    assert faults_of(again, small()) == []
    assert again.bounds == found.bounds


def test_a_proof_without_somebody_of_a_quota_does_not_hold():
    found = solve(small())
    pairs = tuple(sorted({*found.pairs, (0, 0), (0, 1)} - {(0, 2)}))
    assert replace(found, pairs=pairs).faults() == ["quota"]


def test_whom_a_quota_lacks_is_named():
    with pytest.raises(Refusal) as refused:
        solve(replace(small(), forbidden=frozenset({(1, 2)})))
    assert "lagos" in refused.value.reason
    assert "dakar" not in refused.value.reason
