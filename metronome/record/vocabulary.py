"""Everything that an activity can be tagged with, to be found by any word in any language.

It is read once and kept until something public changes, because every key press asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from metronome.ground.audit import publication
from metronome.ground.fold import fold_words
from metronome.ground.kept import kept
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.network.models import Contact, Member, Partner
from metronome.network.names import Names
from metronome.network.queries import network_languages
from metronome.plan.models import Marker, Theme
from metronome.plan.queries import days_of_nodes
from metronome.plan.shown import challenges_shown, tree

from .models import Activity, Kind

#: How many choices are offered at once.
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Word:
    """Something to choose: the value of its box, its code, what it is called, and all words that find it; `above` are
    those of what it is a part of."""

    value: str
    code: str
    label: Text
    line: int
    words: str
    lead: str = ""
    above: str = ""
    first: date = date.min
    last: date = date.max

    def stands_on(self, days: Sequence[Period]) -> bool:
        """Whether it stands on one of these days; as long as there are none, nobody knows."""
        ends = [(span.first or date.min, span.last or date.max) for span in days]
        return not days or any(first <= self.last and self.first <= last for first, last in ends)

    @property
    def is_over(self) -> bool:
        """Whether it stands no more today."""
        return self.last < date.max and self.last < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Asked:
    """One spelling of a list and whom it means: one, or several to choose from, or nobody. What it would mean on other
    days is `elsewhen`."""

    spelling: str
    meaning: Word | None
    candidates: Sequence[Word] = ()
    elsewhen: Sequence[Word] = ()


@dataclass(frozen=True, slots=True)
class MarkerWord:
    slug: str
    label: Text
    highest: int

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(score), str(score)) for score in range(self.highest + 1)]


@dataclass(frozen=True)
class Vocabulary:
    languages: Sequence[str]
    kinds: Sequence[tuple[str, Text]]
    lines: Sequence[Word]
    tags: Mapping[str, Word]
    members: Mapping[str, Word]
    partners: Mapping[str, Word]
    names: Names
    markers: Sequence[MarkerWord]
    series: Sequence[str]

    def of(self, kind: str) -> Mapping[str, Word]:
        if kind == "contact":
            return contacts()
        return {"tag": self.tags, "member": self.members, "partner": self.partners}[kind]

    def chosen(self, kind: str, values: Iterable[str]) -> list[Word]:
        """Those of the values that are on record, each once, in their order."""
        values = list(values)
        there = self.of(kind) if values else {}
        return [there[value] for value in dict.fromkeys(values) if value in there]

    def asked(self, kind: str, text: str, days: Sequence[Period] = ()) -> list[Asked]:
        """What is meant by words typed, or by a list of names as it was pasted, by what stood on one of these days."""
        pieces = [piece.strip() for piece in re.split(r"[\n,;]", text) if piece.strip()]
        return [self._one(kind, piece, days) for piece in dict.fromkeys(pieces[:200])]

    def _one(self, kind: str, piece: str, days: Sequence[Period]) -> Asked:
        there = self.of(kind)
        if kind in ("tag", "contact"):
            exact = [word for word in there.values() if word.code.lower() == piece.lower()]
            like: list[Word] = []
        else:
            resolved = self.names.resolve(piece, kind=kind)
            exact = [there[resolved.meaning.slug]] if resolved.meaning and resolved.meaning.slug in there else []
            like = [there[one.meaning.slug] for one in resolved.candidates if one.meaning.slug in there]
        words = fold_words(piece).split()
        within = [word for word in there.values() if words and all(one in word.words for one in words)]
        parts = [word for word in there.values() if word.above and words and all(one in word.above for one in words)]
        found = tuple({word.value: word for word in (*exact, *within, *like, *parts)}.values())
        standing = tuple(word for word in found if word.stands_on(days))
        exact = [word for word in exact if word in standing]
        elsewhen = tuple(word for word in found if word not in standing)
        return Asked(piece, exact[0] if len(exact) == 1 else None, standing[:OFFERED], elsewhen[:OFFERED])


def vocabulary() -> Vocabulary:
    return _vocabulary(publication())


@kept(2)
def _vocabulary(number: int) -> Vocabulary:
    return Vocabulary(
        languages=network_languages(),
        kinds=[(kind.slug, kind.name) for kind in Kind.objects.all()],
        lines=[
            Word(f"{node.plan}/{node.code}", node.code, node.label, node.line, "")
            for node in tree().nodes.values()
            if node.parent is None
        ],
        tags=_tags(number),
        members=_named(Member.objects.prefetch_related("aliases")),
        partners=_named(Partner.objects.prefetch_related("aliases")),
        names=Names.of_the_network(),
        markers=[MarkerWord(*row) for row in Marker.objects.order_by("slug").values_list("slug", "label", "highest")],
        series=sorted(set(Activity.objects.exclude(series="").values_list("series", flat=True))),
    )


def tags() -> Mapping[str, Word]:
    """Every result, challenge and theme, by the value of its box."""
    return _tags(publication())


@kept(2)
def _tags(_publication: int) -> Mapping[str, Word]:
    nodes, challenges, days = tree(), challenges_shown(), days_of_nodes()
    tags = {}
    for node in nodes.nodes.values():
        if node.is_result:
            top = nodes.above(node)[0] if node.parent else node
            value = f"result:{node.plan}/{node.code}"
            words = found_by(node.code, node.label, node.short_label)
            lead = f"{top.plan}/{top.code}"
            above = found_by(*(one.label for one in nodes.above(node)) if node.parent else ())
            tags[value] = Word(
                value, node.code, node.label, node.line, words, lead, above, *days[node.plan, node.code]
            )
    for challenge in challenges.values():
        if challenge.is_leaf:
            value = f"challenge:{challenge.plan}/{challenge.code}"
            words = found_by(challenge.code, challenge.label)
            above = found_by(challenges[challenge.parent].label) if challenge.parent else ""
            tags[value] = Word(value, challenge.code, challenge.label, 0, words, above=above)
    for theme in Theme.objects.select_related("plan"):
        value = f"theme:{theme.plan.slug}/{theme.slug}"
        tags[value] = Word(value, "", theme.label, 0, found_by(theme.slug, theme.label))
    return tags


def contacts() -> dict[str, Word]:
    """The contacts of the network as they stand now; they may change without the public seeing it."""
    rows = Contact.objects.order_by("name", "slug").values_list("slug", "name", "office")
    return {slug: Word(slug, name, office, 0, found_by(name, office)) for slug, name, office in rows}


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
