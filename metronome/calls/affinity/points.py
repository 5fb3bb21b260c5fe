"""Affinities of entries and reviewers: points for words, subjects, language and region, each with what it is for.

Nothing is learnt and nothing is secret: whoever has the texts counts the same points again. Points are whole
hundredths, so that an assignment over them is exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

from metronome.ground.stems import is_small, stem, words


class Ground(StrEnum):
    """What an entry and a reviewer may have in common."""

    WORDS = "words"
    SUBJECTS = "subjects"
    LANGUAGE = "language"
    REGION = "region"


#: How many points each ground brings at most; together a hundred.
POINTS: Mapping[Ground, int] = {Ground.WORDS: 40, Ground.SUBJECTS: 30, Ground.LANGUAGE: 20, Ground.REGION: 10}
#: Points are kept in hundredths.
PARTS = 100
#: How many words a reason names.
NAMED = 12


@dataclass(frozen=True, slots=True)
class Side:
    """An entry, or a reviewer: `text` is what an entry says, in the first of its `languages`, or what a reviewer knows
    about, in any of them; `subjects` are codes. What is empty is not known, and brings no points."""

    name: str
    text: str = ""
    subjects: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Points on one ground, in hundredths, and what they were given for: words as the reviewer wrote them, codes."""

    ground: Ground
    points: int
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Affinity:
    """What an entry and a reviewer have in common, in hundredths of points."""

    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Affinities:
    """The affinity of every entry (rows) with every reviewer (columns)."""

    entries: tuple[str, ...]
    reviewers: tuple[str, ...]
    rows: tuple[tuple[Affinity, ...], ...]

    @property
    def units(self) -> tuple[tuple[int, ...], ...]:
        """The points alone, in hundredths."""
        return tuple(tuple(one.points for one in row) for row in self.rows)


def affinities_of(entries: Sequence[Side], reviewers: Sequence[Side]) -> Affinities:
    """The affinities of all pairs.

    A word counts the more the fewer entries have it: one that stands in all of them tells nobody apart, and counts
    nothing.
    """
    stems = [_stems(entry) for entry in entries]
    weights = _weights(stems)
    known = [_known(reviewer) for reviewer in reviewers]
    rows = tuple(
        tuple(
            _affinity(entry, has, reviewer, words_of, weights)
            for reviewer, words_of in zip(reviewers, known, strict=True)
        )
        for entry, has in zip(entries, stems, strict=True)
    )
    return Affinities(tuple(one.name for one in entries), tuple(one.name for one in reviewers), rows)


def _stems(entry: Side) -> frozenset[str]:
    language = entry.languages[0] if entry.languages else ""
    return frozenset(stem(word, language) for word in words(entry.text) if not is_small(word))


def _known(reviewer: Side) -> dict[str, frozenset[str]]:
    """The words of a reviewer, each with the stems that it has in their languages."""
    return {
        word: frozenset((word, *(stem(word, language) for language in reviewer.languages)))
        for word in words(reviewer.text)
        if not is_small(word)
    }


def _weights(stems: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much each stem tells: the logarithm of how many entries there are to one that has it."""
    having = Counter(one for each in stems for one in each)
    return {one: log(len(stems) / number) if len(stems) > 1 else 1.0 for one, number in having.items()}


def _affinity(
    entry: Side, has: frozenset[str], reviewer: Side, known: Mapping[str, frozenset[str]], weights: Mapping[str, float]
) -> Affinity:
    reasons = (
        _words(has, known, weights),
        _shared(Ground.SUBJECTS, sorted(entry.subjects & reviewer.subjects), len(entry.subjects)),
        _shared(Ground.LANGUAGE, [one for one in entry.languages[:1] if one in reviewer.languages], 1),
        _shared(Ground.REGION, [entry.region] if entry.region and entry.region == reviewer.region else [], 1),
    )
    return Affinity(tuple(reason for reason in reasons if reason.points))


def _words(has: frozenset[str], known: Mapping[str, frozenset[str]], weights: Mapping[str, float]) -> Reason:
    """The share of what the reviewer knows about that the entry speaks of. A word that no entry has says nothing about
    any of them, and is left out on both sides."""
    worth = {word: max((weights.get(one, 0.0) for one in stems), default=0.0) for word, stems in known.items()}
    every = sum(worth.values())
    found = {word: worth[word] for word, stems in known.items() if worth[word] and stems & has}
    share = sum(found.values()) / every if every else 0.0
    named = sorted(found, key=lambda word: (-found[word], word))[:NAMED]
    return Reason(Ground.WORDS, round(share * POINTS[Ground.WORDS] * PARTS), tuple(named))


def _shared(ground: Ground, named: Iterable[str], of: int) -> Reason:
    found = tuple(named)
    return Reason(ground, POINTS[ground] * PARTS * len(found) // of if of else 0, found)
