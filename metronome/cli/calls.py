"""Commands about calls: who reviews what, whether an assignment is what it says, and what reviews come to."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.calls.assignment.files import read_problem
from metronome.calls.assignment.problem import Assignment, Goal
from metronome.calls.assignment.proof import faults_of, proof_of, read_proof
from metronome.calls.assignment.solving import solve
from metronome.calls.conflicts.deriving import OF_ENTRIES, OF_REVIEWERS, Kind, Rules, conflicts_of, not_known
from metronome.calls.conflicts.files import read_relations
from metronome.calls.ranking.files import read_reviews, read_weights
from metronome.calls.ranking.places import Method, Standing, rank
from metronome.calls.ranking.told import ranking_plain
from metronome.cli import editions
from metronome.cli.terminal import command, heading, say, say_json, table
from metronome.ground.files import write_whole
from metronome.ground.sheet import csv_file

Options = argparse.Namespace


def add_to(commands: Any) -> None:
    call = commands.add_parser("call", help="who reviews what, and how it was chosen")
    below = call.add_subparsers(required=True, metavar="WHAT")
    assign = command(below, "assign", "the best assignment of reviewers to entries, with its proof", _assign)
    _files(assign, is_affinity_required=True)
    assign.add_argument("--per-entry", type=_above(1), required=True, metavar="N", help="reviewers of each entry")
    assign.add_argument("--load", type=_above(0), required=True, metavar="N", help="entries that a reviewer takes")
    assign.add_argument("--loads", type=Path, metavar="FILE", help="reviewers who take more or fewer than --load")
    assign.add_argument(
        "--first", choices=[goal.value for goal in Goal], default=Goal.SUM.value, help="which goal comes first"
    )
    assign.add_argument("--seconds", type=_above(1), default=60, help="how long the second goal may be searched for")
    assign.add_argument("--proof", type=Path, metavar="FILE", help="where to write the proof")
    _conflicts_command(below)
    ranked = command(
        below, "rank", "reviews as a ranking, with offsets of reviewers and how certain places are", _rank
    )
    ranked.add_argument("--reviews", type=Path, required=True, metavar="FILE", help="a row for each review")
    ranked.add_argument("--weights", type=Path, metavar="FILE", help="weights of criteria (else all alike)")
    ranked.add_argument("--places", type=_above(1), required=True, metavar="N", help="how many are chosen")
    ranked.add_argument("--draws", type=_above(1), default=2000, metavar="N", help="how often chance is drawn")
    ranked.add_argument("--seed", type=_above(0), default=1, metavar="N", help="with which the draws begin")
    editions.add_to(below)
    check = command(below, "check-assignment", "checks the proof of an assignment, without a solver", _check)
    check.add_argument("proof", type=Path)
    _files(check, is_affinity_required=False)


def _conflicts_command(below: Any) -> None:
    found = command(below, "conflicts", "who must not judge what, and why, from what is known of both", _conflicts)
    found.add_argument("--entries", type=Path, required=True, metavar="FILE", help="relations of entries")
    found.add_argument("--reviewers", type=Path, required=True, metavar="FILE", help="relations of reviewers")
    found.add_argument("--on", type=date.fromisoformat, required=True, metavar="DAY", help="the day that counts")
    found.add_argument("--years", type=_above(0), default=3, metavar="N", help="how long a former employer counts")
    found.add_argument("--without", choices=[kind.value for kind in Kind], nargs="+", default=[], metavar="KIND")
    found.add_argument("--out", type=Path, metavar="FILE", help="where to write the pairs for metronome call assign")


def _files(parser: argparse.ArgumentParser, *, is_affinity_required: bool) -> None:
    parser.add_argument(
        "--affinity", type=Path, required=is_affinity_required, metavar="FILE", help="rows entries, columns reviewers"
    )
    parser.add_argument("--conflicts", type=Path, metavar="FILE", help="pairs that must not meet")
    parser.add_argument("--fixed", type=Path, metavar="FILE", help="pairs that are settled already")


def _above(least: int) -> Any:
    def number(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= 10**6:
            raise argparse.ArgumentTypeError(f"a whole number from {least} on, not {text!r}")
        return int(text)

    return number


def _assign(options: Options) -> int:
    problem, is_rounded = read_problem(
        options.affinity,
        per_entry=options.per_entry,
        load=options.load,
        loads=options.loads,
        conflicts=options.conflicts,
        fixed=options.fixed,
    )
    found = solve(problem, first=Goal(options.first), seconds=options.seconds)
    if options.proof:
        write_whole(options.proof, json.dumps(proof_of(found), separators=(",", ":")).encode())
    if options.format == "json":
        say_json(_as_json(found) | {"rounded_to": problem.decimals if is_rounded else None})
        return 0
    _say_goals(found)
    if is_rounded:
        say(_("The affinities were rounded to %(number)d decimals.") % {"number": problem.decimals})
    table([[entry, ", ".join(reviewers)] for entry, reviewers in _by_entry(found).items()])
    return 0


def _conflicts(options: Options) -> int:
    entries = read_relations(options.entries, OF_ENTRIES)
    reviewers = read_relations(options.reviewers, OF_REVIEWERS)
    rules = Rules(options.on, options.years, frozenset(Kind) - {Kind(kind) for kind in options.without})
    found = conflicts_of(entries, reviewers, rules)
    unknown = {"entries": not_known(entries), "reviewers": not_known(reviewers)}
    if options.out:
        rows = [(one.entry, one.reviewer, one.kind.value, one.name) for one in found]
        write_whole(options.out, csv_file(("entry", "reviewer", "kind", "name"), rows))
    if options.format == "json":
        say_json({"conflicts": [asdict(one) for one in found], "not_known": unknown})
        return 0
    table([[_("Entry"), _("Reviewer"), _("Kind"), _("Name")], *([*map(str, asdict(one).values())] for one in found)])
    for who, relations in (pair for part in unknown.values() for pair in part.items()):
        say(_("Not known of %(who)s: %(relations)s.") % {"who": who, "relations": ", ".join(relations)})
    return 0


def _rank(options: Options) -> int:
    reviews, criteria = read_reviews(options.reviews)
    weights = read_weights(options.weights, criteria) if options.weights else dict.fromkeys(criteria, Fraction(1))
    found = rank(reviews, Method(weights, options.places, draws=options.draws, seed=options.seed))
    if options.format == "json":
        say_json(ranking_plain(found))
        return 0
    columns = [_("Place"), _("By plain mean"), _("Adjusted"), _("Mean"), _("Chance of a place"), _("Entry")]
    table([columns, *(_row(one) for one in found.standings)])
    if not any(found.offsets.values):
        say(_("The reviews give no reason to adjust for strict or lenient reviewers: the plain means stand."))
    return 0


def _row(one: Standing) -> list[str]:
    chance = "–" if one.probability is None else f"{one.probability:.0%}"
    mean, value = f"{float(one.mean):.3f}", f"{one.adjusted:.3f}"
    return [str(one.adjusted_rank), str(one.mean_rank), value, mean, chance + " *" * one.is_grey, one.entry]


def _check(options: Options) -> int:
    found = read_proof(options.proof)
    problem = None
    if options.affinity:
        per_entry, loads = found.problem.per_entry, found.problem.loads
        named, _is_rounded = read_problem(
            options.affinity, per_entry=per_entry, load=0, conflicts=options.conflicts, fixed=options.fixed
        )
        # Files do not say how many reviews an entry gets; what the proof says of it is shown.
        problem = replace(named, loads=loads)
    if faults := faults_of(found, problem):
        answer: dict[str, Any] = {"faults": faults}
    else:
        answer = _as_json(found) | {"faults": []}
    if options.format == "json":
        say_json(answer)
    elif faults:
        heading(_("This proof does not hold."))
        table([["", fault] for fault in faults])
    else:
        heading(_("This proof holds."))
        per_entry, load = found.problem.per_entry, max(found.problem.loads)
        say(
            _("Reviewers of each entry: %(number)d. Entries of a reviewer: %(load)d at most.")
            % {"number": per_entry, "load": load}
        )
        _say_goals(found)
    return int(bool(faults))


def _say_goals(found: Assignment) -> None:
    answer = _as_json(found)
    say(_("Sum of affinities: %(sum)s (no assignment has more than %(bound)s).") % _told(answer, "sum"))
    say(_("The entry served worst gets %(worst_served)s (at most %(bound)s).") % _told(answer, "worst_served"))


def _told(answer: dict[str, Any], key: str) -> dict[str, Any]:
    return {key: answer[key], "bound": answer["bounds"][key]}


def _by_entry(found: Assignment) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {entry: [] for entry in found.problem.entries}
    for entry, reviewer in found.pairs:
        names[found.problem.entries[entry]].append(found.problem.reviewers[reviewer])
    return names


def _as_json(found: Assignment) -> dict[str, Any]:
    """What a program reads. A gap of 0 is proved: nothing better exists."""
    problem, bounds = found.problem, found.bounds
    loads = dict.fromkeys(problem.reviewers, 0)
    for _entry, reviewer in found.pairs:
        loads[problem.reviewers[reviewer]] += 1
    served = problem.served(found.pairs)
    return {
        "first": found.first.value,
        "sum": float(problem.worth(found.sum)),
        "worst_served": float(problem.worth(found.worst)),
        "worst_served_entries": [
            entry for entry, units in zip(problem.entries, served, strict=True) if units == found.worst
        ],
        "bounds": {
            "sum": float(problem.worth(bounds[Goal.SUM])),
            "worst_served": float(problem.worth(bounds[Goal.WORST])),
        },
        "gap": float(problem.worth(bounds[Goal.SUM] - found.sum)),
        "worst_served_gap": float(problem.worth(bounds[Goal.WORST] - found.worst)),
        "is_settled": found.is_settled,
        "assignment": _by_entry(found),
        "loads": loads,
    }
