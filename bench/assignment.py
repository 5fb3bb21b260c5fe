"""The assignment of reviewers: gap, worst-served entry and time, at the sizes of an award and of larger calls.

The sum and the worst-served entry are held against their bounds, the second against that of the linear program; where
one stays below, the run ends with 1. `python -m bench.assignment large` adds 5,000 x 500, and the public problem with
the worst-served paper first.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from metronome.calls.assignment.problem import Assignment, Goal, Problem
from metronome.calls.assignment.solving import solve

PUBLIC = Path(__file__).resolve().parents[2] / "shared" / "data" / "assignment" / "aamas2015.in"
#: Seconds that somebody waits for: award with fairness, and the best sum of a large call.
AWARD, LARGE = 10.0, 60.0


def generated(entries: int, reviewers: int, load: int) -> Problem:
    """Affinities from 0 to 1 with three decimals, one pair of twenty in conflict, three reviews of each entry."""
    chance = random.Random(1)  # noqa: S311 (no secret hangs on it)
    pairs = [(entry, reviewer) for entry in range(entries) for reviewer in range(reviewers)]
    return Problem(
        tuple(f"entry {number}" for number in range(entries)),
        tuple(f"reviewer {number}" for number in range(reviewers)),
        tuple(tuple(chance.randint(0, 1000) for _ in range(reviewers)) for _ in range(entries)),
        3,
        (load,) * reviewers,
        3,
        frozenset(pair for pair in pairs if chance.random() < 0.05),
    )


def public() -> Problem:
    """613 papers x 201 reviewers with similarities from bids, three reviews each, twelve papers a reviewer."""
    sizes, *lines = PUBLIC.read_text(encoding="utf-8").splitlines()
    rows = tuple(tuple(round(float(cell) * 100) for cell in line.split()) for line in lines if line.strip())
    assert [len(rows), len(rows[0])] == [int(number) for number in sizes.split()]
    names = tuple(map(str, range(len(rows)))), tuple(map(str, range(len(rows[0]))))
    return Problem(*names, rows, 3, (12,) * len(rows[0]), 2)


def row(name: str, problem: Problem, first: Goal) -> tuple[Assignment, float]:
    """One line of the table, and the seconds that it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = solve(problem, first=first)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    assert not found.faults()
    told = [
        value
        for goal, units in ((Goal.SUM, found.sum), (Goal.WORST, found.worst))
        for value in (problem.worth(units), problem.worth(found.bounds[goal]))
    ]
    print(f"| {name} | {first.value} | {' | '.join(f'{value:,}' for value in told)} | {cpu:.2f} | {wall:.2f} |")
    return found, wall


def missed(found: Assignment) -> list[Goal]:
    """The goals that stay below their bounds: the first over all assignments, the second over those that keep it."""
    return [goal for goal, units in ((Goal.SUM, found.sum), (Goal.WORST, found.worst)) if units < found.bounds[goal]]


def main(names: list[str]) -> int:
    print("| size | first | sum | bound | worst served | bound | s on the processor | s |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    solve(generated(5, 5, 5))  # the solver is loaded once
    award = generated(273, 11, 75)
    answers = [row("273 x 11", award, first) for first in Goal]
    is_slow = max(seconds for _found, seconds in answers) > AWARD
    if PUBLIC.exists():
        answers += [row("613 x 201", public(), first) for first in Goal if first is Goal.SUM or "large" in names]
    else:
        print("613 x 201 was left out: the public problem is not beside the project.")
    if "large" in names:
        answers.append(row("5,000 x 500", generated(5000, 500, 32), Goal.SUM))
        is_slow |= answers[-1][1] > LARGE
    return int(is_slow or any(missed(found) for found, _seconds in answers))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
