"""Why there is no assignment: which entries and which reviewers stand in each other's way, and what would help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .problem import Problem, barred_by_entry

#: How many names a sentence bears.
NAMED = 8


@dataclass(frozen=True, slots=True)
class Shortage:
    """Entries that together need more places than the reviewers open to them can give: `needed` and `offered`.

    `reviewers` are those whose load is used up by these entries; with higher loads they could take `more`.
    """

    entries: tuple[int, ...]
    reviewers: tuple[int, ...]
    needed: int
    offered: int
    more: int

    @property
    def can_be_lifted_by_load(self) -> bool:
        return self.needed - self.offered <= self.more


def refuse_shortage(problem: Problem) -> None:
    """Raises Refusal, naming entries and reviewers and what to change, where there is no assignment."""
    _refuse_fixed(problem)
    if (short := shortage(problem)) is None:
        return
    details = {
        "entries": named(problem.entries, short.entries),
        "needed": short.needed,
        "offered": short.offered,
    }
    reason = (
        _("These entries need %(needed)d reviews together and can get %(offered)d at most: %(entries)s.") % details
    )
    if not short.can_be_lifted_by_load:
        remedy = _("Ask for fewer reviews of each entry, or lift conflicts of these entries, or find more reviewers.")
    else:
        remedy = _(
            "Raise the loads of %(reviewers)s by %(missing)d in all, or lift conflicts of these entries, or find more "
            "reviewers, or ask for fewer reviews of each entry."
        ) % {
            "reviewers": named(problem.reviewers, short.reviewers),
            "missing": short.needed - short.offered,
        }
    raise Refusal(reason, remedy=remedy)


def named(names: Sequence[str], numbers: Sequence[int]) -> str:
    """The first names of a list, and how many more there are."""
    shown = ", ".join(names[number] for number in numbers[:NAMED])
    more = len(numbers) - NAMED
    return shown if more <= 0 else _("%(names)s and %(count)d more") % {"names": shown, "count": more}


def _refuse_fixed(problem: Problem) -> None:
    by_entry, by_reviewer = (Counter(pair[side] for pair in problem.fixed) for side in (0, 1))
    both = sorted(problem.fixed & problem.forbidden)
    if both:
        entry, reviewer = both[0]
        raise Refusal(
            _("%(reviewer)s is to review %(entry)s and is in conflict with it.")
            % {"entry": problem.entries[entry], "reviewer": problem.reviewers[reviewer]},
            remedy=_("Take the pair out of one of the two files."),
        )
    for entry, number in sorted(by_entry.items()):
        if number > problem.per_entry:
            raise Refusal(
                _("%(entry)s has %(number)d fixed reviewers, and each entry gets %(limit)d.")
                % {"entry": problem.entries[entry], "number": number, "limit": problem.per_entry},
                remedy=_("Fix fewer pairs of this entry, or ask for more reviews of each entry."),
            )
    for reviewer, number in sorted(by_reviewer.items()):
        if number > problem.loads[reviewer]:
            raise Refusal(
                _("%(reviewer)s has %(number)d fixed entries and takes %(limit)d at most.")
                % {"reviewer": problem.reviewers[reviewer], "number": number, "limit": problem.loads[reviewer]},
                remedy=_("Fix fewer pairs of this reviewer, or raise their load."),
            )


def shortage(problem: Problem) -> Shortage | None:
    """The entries that cannot all be served, or None where there is an assignment.

    Places are filled along augmenting paths (Ford and Fulkerson 1956); the entries that a search reaches without
    finding room are the ones in each other's way. No later path leads out of them, so that together they lack as many
    places as can be filled by nobody.
    """
    barred = barred_by_entry(problem)
    fixed = Counter(entry for entry, _reviewer in problem.fixed)
    room = list(problem.loads)
    for _entry, reviewer in problem.fixed:
        room[reviewer] -= 1
    open_to = [
        [reviewer for reviewer in range(len(room)) if reviewer not in barred[entry]]
        for entry in range(len(problem.entries))
    ]
    taken: list[set[int]] = [set() for _reviewer in room]
    spare = list(room)
    order = sorted(range(len(open_to)), key=lambda entry: len(open_to[entry]))
    stuck: set[int] = set()
    for entry in order:
        for _place in range(problem.per_entry - fixed[entry]):
            if entry not in stuck:
                stuck |= _fill(entry, open_to, taken, spare)
    return _told(stuck, problem, open_to, fixed, room) if stuck else None


def _fill(entry: int, open_to: list[list[int]], taken: list[set[int]], spare: list[int]) -> set[int]:
    """Give an entry one more reviewer, moving others where needed; nothing, or the entries in each other's way."""
    came: dict[int, tuple[int, int] | None] = {entry: None}
    asked: set[int] = set()
    waiting = [entry]
    for one in waiting:
        for reviewer in _by_room(open_to[one], spare):
            if reviewer in asked or one in taken[reviewer]:
                continue
            asked.add(reviewer)
            if spare[reviewer]:
                spare[reviewer] -= 1
                _move(one, reviewer, came, taken)
                return set()
            for other in taken[reviewer] - came.keys():
                came[other] = (one, reviewer)
                waiting.append(other)
    return set(came)


def _by_room(reviewers: Iterable[int], spare: list[int]) -> Iterator[int]:
    """Whoever has room comes first: then no path is needed."""
    yield from sorted(reviewers, key=lambda reviewer: -spare[reviewer])


def _move(entry: int, reviewer: int, came: dict[int, tuple[int, int] | None], taken: list[set[int]]) -> None:
    """Hand the place along the path by which it was found."""
    taken[reviewer].add(entry)
    while (step := came[entry]) is not None:
        before, other = step
        taken[other].remove(entry)
        taken[other].add(before)
        entry = before


def _told(
    reached: set[int], problem: Problem, open_to: list[list[int]], fixed: Counter[int], room: list[int]
) -> Shortage:
    """What the reached entries need and what all reviewers can give them, beside what was fixed."""
    asking = Counter(reviewer for entry in reached for reviewer in open_to[entry])
    needed = sum(problem.per_entry - fixed[entry] for entry in reached)
    offered = sum(min(room[reviewer], number) for reviewer, number in asking.items())
    full = tuple(reviewer for reviewer, number in sorted(asking.items()) if room[reviewer] < number)
    more = sum(asking[reviewer] - room[reviewer] for reviewer in full)
    return Shortage(tuple(sorted(reached)), full, needed, offered, more)
