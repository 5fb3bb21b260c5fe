"""What was found in a source: values with their confidence and their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .days import Span
from .lines import Line

# How sure a finding is, from 0 to 1. What is not sure enough to stand by itself is left open, with its candidates.
#: Said in so many words, in the place where such a thing is said: a known name or code in its box.
SAID = 0.98
#: Found by one sign only: a known code without its label, a name in a list that is otherwise doubtful.
BARE = 0.9
#: Told by where it stands, or by words that usually mean it.
TOLD = 0.75
#: A guess with a reason.
GUESSED = 0.5
#: Not known: a person has to say what is meant.
OPEN = 0.0
#: Below this a person should look twice.
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """A value (a key, a slug, a text) with the words that say it and the lines in which they stand (numbers of the
    source, first and last). An empty value: something stands there, and what it means is open."""

    value: str
    printed: str
    confidence: float
    first: int
    last: int
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundDays:
    span: Span
    printed: str
    confidence: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """An activity as a source tells it. `lines` are those that it was read from."""

    language: str
    title: Found
    days: tuple[FoundDays, ...]
    kind: Found | None
    line: Found | None
    results: tuple[Found, ...]
    challenges: tuple[Found, ...]
    members: tuple[Found, ...]
    partners: tuple[Found, ...]
    summary: str
    lines: Sequence[Line]

    @property
    def confidence(self) -> float:
        """How sure it is that this is an activity: it has a title and days, and says more than that."""
        boxes = sum(bool(found) for found in (self.results, self.challenges, self.members, self.partners))
        if not self.title.value:
            return GUESSED / 2
        return (OPEN + 0.4, BARE, SAID)[min(boxes, 2)]
