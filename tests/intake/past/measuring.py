"""How much of what a report tells was recognised, and how much of what was recognised is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from metronome.ground.fold import fold_words
from metronome.intake.past.found import Found, Proposed

TAGS = ("results", "challenges", "members", "partners")


@dataclass(frozen=True)
class Truth:
    """An activity as it is known to be."""

    title: str
    days: frozenset[tuple[str, str]]
    tags: Mapping[str, frozenset[str]]
    line: str = ""
    kind: str = ""


@dataclass
class Score:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: Iterable[str], wanted: Iterable[str]) -> None:
        found, wanted = set(found), set(wanted)
        self.right += len(found & wanted)
        self.wrong += len(found - wanted)
        self.missed += len(wanted - found)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed or 1)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong or 1)

    def __str__(self) -> str:
        return f"recall {self.recall:.3f}, precision {self.precision:.3f} ({self.right}, {self.wrong}, {self.missed})"


@dataclass
class Measured:
    """By what was measured. `told` is one line for each, to be printed."""

    scores: dict[str, Score] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Score:
        return self.scores.setdefault(name, Score())

    def told(self, what: str) -> str:
        return "\n".join(f"{what}: {name}: {score}" for name, score in self.scores.items())


def measured(proposed: Sequence[Proposed], truths: Sequence[Truth]) -> Measured:
    """Each truth with the proposal of its days whose title is most like its own; what is open is not recognised."""
    found, left = Measured(), list(proposed)
    for truth in truths:
        same = [one for one in left if days_of(one) == truth.days and _alike(one, truth) > 50]
        one = max(same, key=lambda one: _alike(one, truth), default=None)
        found["activities"].add({truth.title} if one else (), {truth.title})
        if one is None:
            for name in TAGS:
                found[name].add((), truth.tags[name])
            continue
        left.remove(one)
        for name in TAGS:
            found[name].add(_values(getattr(one, name)), truth.tags[name])
        found["titles"].add({fold_words(one.title.value)}, {fold_words(truth.title)})
        found["lines"].add(_values([one.line] if one.line else ()), {truth.line})
        found["kinds"].add(_values([one.kind] if one.kind else ()), {truth.kind})
    for one in left:
        found["activities"].wrong += 1
        for name in TAGS:
            found[name].wrong += len(getattr(one, name))
    return found


def days_of(one: Proposed) -> frozenset[tuple[str, str]]:
    return frozenset((day.span.first_day.isoformat(), day.span.last_day.isoformat()) for day in one.days)


def _alike(one: Proposed, truth: Truth) -> float:
    return fuzz.token_set_ratio(fold_words(one.title.value), fold_words(truth.title))


def _values(found: Iterable[Found]) -> set[str]:
    """What they mean; what is left open is no answer, neither right nor wrong."""
    return {one.value for one in found if one.value}
