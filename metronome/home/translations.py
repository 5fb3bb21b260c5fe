"""How far the languages of the network are in step: every text of every noun, and where each language stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat

from metronome.ground.audit import last_line
from metronome.ground.kept import kept
from metronome.ground.once import Once
from metronome.ground.text import State, Text, digest_of
from metronome.network.queries import network_languages
from metronome.plan.shown import tree

from .worded import WORDED, Worded

#: The states in which somebody has something to do.
OPEN = (State.OUTDATED, State.MACHINE, State.MISSING)


@dataclass(frozen=True, slots=True)
class Slot:
    """One text of one thing: where it stands, what the thing is known as, at which node of the plan (0: none)."""

    noun: str
    field: str
    pk: int
    known_as: str
    node: int
    text: Text

    @property
    def thing(self) -> tuple[str, int]:
        return self.noun, self.pk


def slots(nouns: Iterable[str] = WORDED) -> Iterator[Slot]:
    """Every text that there is, of these nouns, in one question."""
    for row in _of_nouns(tuple(nouns)).rows():
        if row[-1]:
            yield Slot(*row)


@cache
def _of_nouns(nouns: tuple[str, ...]) -> Once[Any]:
    """The question for some nouns. To make its SQL, of fifty parts, costs as much as asking it."""
    return Once(lambda: _every_text(nouns))


def _every_text(nouns: Sequence[str]) -> QuerySet[Any]:
    asked = [_asked(WORDED[noun], name) for noun in nouns for name in WORDED[noun].texts]
    return asked[0].union(*asked[1:], all=True)


def _asked(worded: Worded, name: str) -> QuerySet[Any]:
    known_as: Any = F(worded.known_as[0])
    if len(worded.known_as) > 1:
        first, second = worded.known_as
        known_as = Concat(F(first), Value("/"), F(second), output_field=CharField())
    node: Any = F(worded.at_node) if worded.at_node else Value(0)
    columns = {
        "of_noun": Cast(Value(worded.noun), CharField()),
        "of_field": Cast(Value(name), CharField()),
        "of_row": F("pk"),
        "is_known_as": Cast(known_as, CharField()),
        "stands_at": Cast(node, BigIntegerField()),
        "wording": F(name),
    }
    rows: QuerySet[Any] = worded.rows().annotate(**columns).values_list(*columns)
    return rows


def stamp(text: Text, language: str) -> str:
    """Stands for a source and its translation as they are: another one as soon as either changes."""
    return digest_of(f"{text}\x1f{text.texts.get(language, '')}")


# How far


Counts = Mapping[tuple[str, str, State], int]


def standing_of_languages(languages: Sequence[str]) -> Counts:
    """How many texts of a noun stand so in a language. Counted again only after somebody has done something."""
    return _counted(last_line(), tuple(languages))


@kept(4)
def _counted(_line: int, languages: tuple[str, ...]) -> Counts:
    counts: Counter[tuple[str, str, State]] = Counter()
    for slot in slots():
        counts.update((slot.noun, language, slot.text.state(language)) for language in languages)
    return counts


def outdated_count(languages: Iterable[str] | None = None) -> int:
    """How many translations into these languages (by default all of the network) wait because their source was
    reworded after they were made."""
    wanted = set(network_languages() if languages is None else languages)
    found = standing_of_languages(network_languages())
    return sum(
        count for (_, language, state), count in found.items() if state is State.OUTDATED and language in wanted
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a noun, or everything, is translated into a language."""

    noun: str
    language: str
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """The texts that are to be translated: those written in the language itself are not."""
        return sum(count for state, count in self.counts.items() if state is not State.SOURCE)

    @property
    def in_step(self) -> int:
        return self.counts.get(State.REVIEWED, 0)

    @property
    def open(self) -> list[tuple[State, int]]:
        return [(state, self.counts.get(state, 0)) for state in OPEN]

    @property
    def left(self) -> int:
        return sum(count for _, count in self.open)


@dataclass(frozen=True, slots=True)
class LanguageProgress:
    """A language: in all, and noun by noun."""

    whole: Progress
    nouns: Sequence[Progress]


def progress(languages: Sequence[str]) -> list[LanguageProgress]:
    """How far each language is, in the order of the network."""
    counts = standing_of_languages(languages)
    found = []
    for language in languages:
        nouns = [
            Progress(noun, language, {state: counts.get((noun, language, state), 0) for state in State})
            for noun in WORDED
        ]
        whole = {state: sum(noun.counts[state] for noun in nouns) for state in State}
        found.append(
            LanguageProgress(Progress("", language, whole), [noun for noun in nouns if any(noun.counts.values())])
        )
    return found


# What is to do


@dataclass(frozen=True)
class Wish:
    """Which texts somebody wants to see: of a noun, in a language, in a state, of a line of a plan."""

    language: str
    noun: str = ""
    state: str = ""
    line: int = 0

    @property
    def states(self) -> tuple[State, ...]:
        return (State(self.state),) if self.state else OPEN

    @cached_property
    def nouns(self) -> list[str]:
        return [self.noun] if self.noun else list(WORDED)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing with texts to do: each field with its text and where the language stands."""

    noun: str
    pk: int
    known_as: str
    node: int
    fields: Sequence[tuple[str, Text, State]]


Order = tuple[int, str, int]


def order_of(noun: str, known_as: str, pk: int) -> Order:
    """The order in which things come one after another, the same on every database."""
    return (list(WORDED).index(noun), known_as, pk)


def to_do(wish: Wish) -> list[Thing]:
    """The things with a text that stands as was wished, in their order."""
    lines = lines_of_nodes() if wish.line else {}
    found: dict[tuple[str, int], list[Slot]] = {}
    for slot in slots(wish.nouns):
        if wish.line and lines.get(slot.node) != wish.line:
            continue
        if slot.text.state(wish.language) in wish.states:
            found.setdefault(slot.thing, []).append(slot)
    things = [_thing(kept, wish.language) for kept in found.values()]
    return sorted(things, key=lambda thing: order_of(thing.noun, thing.known_as, thing.pk))


def _thing(kept: Sequence[Slot], language: str) -> Thing:
    first = kept[0]
    names = WORDED[first.noun].texts
    fields = sorted(kept, key=lambda slot: names.index(slot.field))
    return Thing(
        first.noun,
        first.pk,
        first.known_as,
        first.node,
        [(slot.field, slot.text, slot.text.state(language)) for slot in fields],
    )


def lines_of_nodes() -> dict[int, int]:
    """The line at the top of the plan above each node."""
    nodes = tree()
    return {pk: (nodes.above(node)[0] if node.parent else node).pk for pk, node in nodes.nodes.items()}
