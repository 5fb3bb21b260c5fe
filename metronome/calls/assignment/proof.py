"""An assignment as a file that carries its own proof, and the check of such a file.

The file holds the whole problem, the pairs and two certificates; to check it takes additions and multiplications of
whole numbers, and no solver (docs/assignment.md shows them).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .problem import Assignment, Certificate, Goal, Problem, Quota

FORMAT = "metronome-assignment-1"


def proof_of(assignment: Assignment) -> dict[str, Any]:
    """The content of the file. Affinities and prices are whole numbers; pairs are numbers of entry and reviewer."""
    problem = assignment.problem
    return {
        "format": FORMAT,
        "entries": problem.entries,
        "reviewers": problem.reviewers,
        "decimals": problem.decimals,
        "affinities": problem.affinities,
        "per_entry": problem.per_entry,
        "loads": problem.loads,
        "forbidden": sorted(problem.forbidden),
        "fixed": sorted(problem.fixed),
        "quotas": [
            {"name": one.name, "entry": one.entry, "reviewers": sorted(one.reviewers), "least": one.least}
            for one in problem.quotas
        ],
        "first": assignment.first.value,
        "pairs": assignment.pairs,
        "is_settled": assignment.is_settled,
        "certificates": [
            {"shared": one.shared, "own": one.own, "entries": one.entries, "reviewers": one.reviewers}
            | ({"quotas": one.quotas} if problem.quotas else {})
            for one in assignment.certificates
        ],
    }


def read_proof(path: Path) -> Assignment:
    """The assignment that a file holds. Raises Refusal where it is none."""
    try:
        return _assignment(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise Refusal(_("There is no such file."), field=str(path)) from error
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise Refusal(
            _("This is no proof of an assignment."),
            field=path.name,
            remedy=_("Give the file that metronome call assign --proof wrote."),
        ) from error


def read_plain(data: dict[str, Any]) -> Assignment:
    """The assignment of a proof that the house itself wrote. Raises ValueError, KeyError or TypeError for others."""
    return _assignment(data)


def _assignment(data: dict[str, Any]) -> Assignment:
    if data["format"] != FORMAT:
        raise ValueError(data["format"])
    problem = Problem(
        tuple(map(str, data["entries"])),
        tuple(map(str, data["reviewers"])),
        tuple(tuple(map(_whole, row)) for row in data["affinities"]),
        _whole(data["per_entry"]),
        tuple(map(_whole, data["loads"])),
        _whole(data["decimals"]),
        frozenset(_pairs(data["forbidden"])),
        frozenset(_pairs(data["fixed"])),
        # Files of before there were quotas have none.
        tuple(_quota(one) for one in data.get("quotas", ())),
    )
    one, two = (
        Certificate(
            _whole(part["shared"]),
            *(tuple(map(_whole, part.get(key, ()))) for key in ("own", "entries", "reviewers", "quotas")),
        )
        for part in data["certificates"]
    )
    pairs = tuple(_pairs(data["pairs"]))
    _refuse_sizes(problem, (one, two), pairs)
    return Assignment(problem, Goal(data["first"]), pairs, (one, two), data["is_settled"] is True)


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _quota(row: Any) -> Quota:
    return Quota(
        str(row["name"]), _whole(row["entry"]), frozenset(map(_whole, row["reviewers"])), _whole(row["least"])
    )


def _pairs(rows: Any) -> list[tuple[int, int]]:
    return [(_whole(entry), _whole(reviewer)) for entry, reviewer in rows]


def _refuse_sizes(problem: Problem, certificates: tuple[Certificate, Certificate], pairs: Any) -> None:
    """Everything is as long as it must be, and every pair is one of the table."""
    entries, reviewers = len(problem.entries), len(problem.reviewers)
    sizes = [
        (len(problem.affinities), entries),
        (len(problem.loads), reviewers),
        *((len(row), reviewers) for row in problem.affinities),
        *((len(one.own), entries) for one in certificates),
        *((len(one.entries), entries) for one in certificates),
        *((len(one.reviewers), reviewers) for one in certificates),
        *((len(one.quotas), len(problem.quotas)) for one in certificates),
    ]
    wanted = ((quota.entry, reviewer) for quota in problem.quotas for reviewer in (0, *quota.reviewers))
    inside = all(
        0 <= entry < entries and 0 <= reviewer < reviewers
        for entry, reviewer in (*pairs, *problem.fixed, *problem.forbidden, *wanted)
    )
    if not inside or any(one != two for one, two in sizes) or not entries:
        raise ValueError("sizes")


def faults_of(assignment: Assignment, problem: Problem | None = None) -> list[str]:
    """What is wrong with an assignment, in whole sentences; with a problem, also whether it answers that one."""
    told = {
        "number": _("Some entry has another number of reviewers than it should."),
        "load": _("Some reviewer has more entries than their load."),
        "forbidden": _("Some pair is in conflict."),
        "fixed": _("Some fixed pair is missing."),
        "twice": _("Some pair stands there twice."),
        "quota": _("Some entry has too few reviewers of a kind that it must have."),
    }
    found = [told[name] for name in assignment.faults()]
    one, two = assignment.certificates
    ways = (one.shared, two.own) if assignment.first is Goal.SUM else (sum(one.own), (two.shared,))
    pure = not any(one.own) if assignment.first is Goal.SUM else not one.shared
    if not (one.is_sound and two.is_sound and pure and ways[0] > 0 and sum(ways[1]) > 0):
        found.append(_("The prices prove nothing: some weight or price is negative or missing."))
    if problem is not None and problem != assignment.problem:
        found.append(_("The proof is about other affinities, conflicts or fixed pairs than these files."))
    return found
