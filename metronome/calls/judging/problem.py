"""Who could read what in a panel, as a problem of assignment; and what a change by hand costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from metronome.ground.canonical import digest

from ..affinity.points import PARTS, Affinities, Side, affinities_of
from ..assignment.problem import Problem, Quota
from ..enums import ReviewState
from ..models import Application, Juror, Review, ReviewRound
from .conflicts import standing_conflicts
from .entries import entries_of, jurors_of, side_of_juror, sides_of_entries

#: The affinities are hundredths of points.
DECIMALS = 2


@dataclass(frozen=True)
class Task:
    """Everything that an assignment of a panel is made of. Reviews that were begun, and pairs made by hand, stand."""

    round: ReviewRound
    entries: Sequence[Application]
    jurors: Sequence[Juror]
    affinities: Affinities
    conflicts: set[tuple[int, int]]
    standing: set[tuple[int, int]]
    entry_sides: Sequence[Side]
    juror_sides: Sequence[Side]

    @property
    def sides(self) -> dict[str, Any]:
        """What the affinities were counted from, to be kept with the proof."""
        plain = {"entries": self.entry_sides, "reviewers": self.juror_sides}
        return {
            key: [asdict(side) | {"subjects": sorted(side.subjects)} for side in sides] for key, sides in plain.items()
        }

    @cached_property
    def problem(self) -> Problem:
        place = {juror.pk: number for number, juror in enumerate(self.jurors)}
        row = {entry.pk: number for number, entry in enumerate(self.entries)}
        fixed = {(row[one], place[two]) for one, two in self.standing if one in row and two in place}
        forbidden = {(row[one], place[two]) for one, two in self.conflicts if one in row and two in place}
        return Problem(
            tuple(entry.code for entry in self.entries),
            tuple(str(juror) for juror in self.jurors),
            self.affinities.units,
            self.round.per_entry,
            tuple(self.round.load if juror.load is None else juror.load for juror in self.jurors),
            DECIMALS,
            frozenset(forbidden),
            frozenset(fixed - forbidden),
            tuple(self._quotas()),
        )

    def _quotas(self) -> list[Quota]:
        """A reader of the language of each application; nobody's readers all from one region that could fill them."""
        found = []
        by_language, by_region = defaultdict(set), defaultdict(set)
        for number, juror in enumerate(self.jurors):
            for language in juror.languages:
                by_language[language].add(number)
            if juror.region_id:
                by_region[juror.region.slug].add(number)  # type: ignore[union-attr]
        everybody = frozenset(range(len(self.jurors)))
        for row, entry in enumerate(self.entries):
            if self.round.reads_language:
                found.append(Quota(entry.language, row, frozenset(by_language[entry.language])))
            if self.round.several_regions and self.round.per_entry > 1:
                found += [
                    Quota(f"not only {region}", row, everybody - inside)
                    for region, inside in sorted(by_region.items())
                    if len(inside) >= self.round.per_entry
                ]
        return found

    @property
    def mark(self) -> str:
        """A digest: the same as long as nothing has changed of which the assignment is made."""
        problem = self.problem
        sets = {"forbidden": sorted(problem.forbidden), "fixed": sorted(problem.fixed)}
        quotas = [asdict(quota) | {"reviewers": sorted(quota.reviewers)} for quota in problem.quotas]
        names = {"entries": problem.entries, "reviewers": problem.reviewers, "loads": problem.loads}
        return digest({**names, **sets, "quotas": quotas, "units": problem.affinities, "each": problem.per_entry})

    def reasons(self, entry: int, juror: int) -> list[dict[str, Any]]:
        """Why a pair has its points, as it is kept with the review."""
        found = self.affinities.rows[entry][juror].reasons
        return [{"ground": one.ground.value, "points": one.points, "named": list(one.named)} for one in found]


def task_of(found: ReviewRound) -> Task:
    """What there is to assign in a round, in as many queries for three applications as for one."""
    entries, jurors = list(entries_of(found)), list(jurors_of(found).select_related("region"))
    conflicts = standing_conflicts(found)
    reviews = Review.objects.filter(juror__round=found).exclude(state=ReviewState.TAKEN_BACK)
    standing = {
        (one.application_id, one.juror_id)
        for one in reviews.exclude(state=ReviewState.RECUSED)
        if one.is_by_hand or one.version is not None or one.draft
    }
    sides = [side_of_juror(juror) for juror in jurors]
    entry_sides = sides_of_entries(found, entries)
    affinities = affinities_of(entry_sides, sides)
    return Task(found, entries, jurors, affinities, conflicts, standing - conflicts, entry_sides, sides)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who could read an application instead: what the sum of affinities loses by it (hundredths of points,
    below 0: it gains), how much they read already, and why not, where they must not."""

    juror: Juror
    affinity: int
    cost: int
    load: int
    most: int
    in_conflict: bool
    reads_it: bool

    @property
    def points(self) -> Decimal:
        return Decimal(self.affinity) / PARTS

    @property
    def price(self) -> Decimal:
        return Decimal(self.cost) / PARTS

    @property
    def is_open(self) -> bool:
        return not self.in_conflict and not self.reads_it and self.load < self.most


def candidates(task: Task, review: Review) -> list[Candidate]:
    """Everybody who could read an application instead of a reader, the cheapest first."""
    row = next(number for number, entry in enumerate(task.entries) if entry.pk == review.application_id)
    reading: dict[int, set[int]] = defaultdict(set)
    now = Review.objects.filter(juror__round=task.round, state__in=(ReviewState.ASSIGNED, ReviewState.SENT))
    for pk, application in now.values_list("juror", "application"):
        reading[pk].add(application)
    found = []
    for number, juror in enumerate(task.jurors):
        if juror.pk == review.juror_id:
            continue
        affinity = task.affinities.rows[row][number].points
        found.append(
            Candidate(
                juror=juror,
                affinity=affinity,
                cost=review.affinity - affinity,
                load=len(reading[juror.pk]),
                most=task.problem.loads[number],
                in_conflict=(review.application_id, juror.pk) in task.conflicts,
                reads_it=review.application_id in reading[juror.pk],
            )
        )
    return sorted(found, key=lambda one: (not one.is_open, one.cost, one.juror.pk))
