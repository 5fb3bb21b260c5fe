"""Everything that an activity can be tagged with, to be found by any word in any language.

It is read once and kept until something public changes, because every key press asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from metronome.ground.audit import publication
from metronome.ground.fold import fold_words
from metronome.ground.text import Text
from metronome.network.models import Member, Partner
from metronome.network.names import Names
from metronome.plan.models import Theme
from metronome.plan.shown import challenges_shown, tree

from .models import Kind

#: How many choices are offered at once.
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Word:
    """Something to choose: the value of its box, its code, what it is called, and all words that find it."""

    value: str
    code: str
    label: Text
    line: int
    words: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One spelling of a list and whom it means: one, or several to choose from, or nobody."""

    spelling: str
    meaning: Word | None
    candidates: Sequence[Word] = ()


@dataclass(frozen=True)
class Vocabulary:
    kinds: Sequence[tuple[str, Text]]
    lines: Sequence[Word]
    tags: Mapping[str, Word]
    members: Mapping[str, Word]
    partners: Mapping[str, Word]
    names: Names

    def of(self, kind: str) -> Mapping[str, Word]:
        return {"tag": self.tags, "member": self.members, "partner": self.partners}[kind]

    def chosen(self, kind: str, values: Iterable[str]) -> list[Word]:
        """Those of the values that are on record, each once, in their order."""
        there = self.of(kind)
        return [there[value] for value in dict.fromkeys(values) if value in there]

    def asked(self, kind: str, text: str) -> list[Asked]:
        """What is meant by words typed, or by a list of names as it was pasted."""
        pieces = [piece.strip() for piece in re.split(r"[\n,;]", text) if piece.strip()]
        return [self._one(kind, piece) for piece in dict.fromkeys(pieces[:200])]

    def _one(self, kind: str, piece: str) -> Asked:
        there = self.of(kind)
        if kind == "tag":
            exact = [word for word in there.values() if word.code.lower() == piece.lower()]
            like: list[Word] = []
        else:
            resolved = self.names.resolve(piece, kind=kind)
            exact = [there[resolved.meaning.slug]] if resolved.meaning and resolved.meaning.slug in there else []
            like = [there[one.meaning.slug] for one in resolved.candidates if one.meaning.slug in there]
        words = fold_words(piece).split()
        within = [word for word in there.values() if words and all(one in word.words for one in words)]
        candidates = tuple({word.value: word for word in (*exact, *within, *like)}.values())[:OFFERED]
        return Asked(piece, exact[0] if len(exact) == 1 else None, candidates)


def vocabulary() -> Vocabulary:
    return _vocabulary(publication())


@lru_cache(maxsize=2)
def _vocabulary(_publication: int) -> Vocabulary:
    nodes, challenges = tree(), challenges_shown()
    tags = {}
    for node in nodes.nodes.values():
        if node.is_result:
            top = nodes.above(node)[0] if node.parent else node
            value = f"result:{node.plan}/{node.code}"
            words = found_by(node.code, node.label, node.short_label)
            tags[value] = Word(value, node.code, node.label, node.line, words, f"{top.plan}/{top.code}")
    for challenge in challenges.values():
        if challenge.is_leaf:
            value = f"challenge:{challenge.plan}/{challenge.code}"
            tags[value] = Word(value, challenge.code, challenge.label, 0, found_by(challenge.code, challenge.label))
    for theme in Theme.objects.select_related("plan"):
        value = f"theme:{theme.plan.slug}/{theme.slug}"
        tags[value] = Word(value, "", theme.label, 0, found_by(theme.slug, theme.label))
    lines = [
        Word(f"{node.plan}/{node.code}", node.code, node.label, node.line, "")
        for node in nodes.nodes.values()
        if node.parent is None
    ]
    return Vocabulary(
        kinds=[(kind.slug, kind.name) for kind in Kind.objects.all()],
        lines=lines,
        tags=tags,
        members=_named(Member.objects.prefetch_related("aliases")),
        partners=_named(Partner.objects.prefetch_related("aliases")),
        names=Names.of_the_network(),
    )


def _named(things: Iterable[Member | Partner]) -> dict[str, Word]:
    return {
        thing.slug: Word(
            thing.slug, "", thing.name, 0, found_by(*(alias.spelling for alias in thing.aliases.all()), thing.name)
        )
        for thing in things
    }


def found_by(*names: str | Text) -> str:
    """All words of some names, folded."""
    texts = [text for name in names for text in (name.texts.values() if isinstance(name, Text) else (name,))]
    return " ".join(fold_words(text) for text in texts)
