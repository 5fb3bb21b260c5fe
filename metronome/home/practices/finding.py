"""What a reader asks of the practices, and what is found: the best first, with how many each facet would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from metronome.exchange.queries import public_practices
from metronome.exchange.shown import Listed, listed
from metronome.home.search.asking import LONGEST, WORDS, suggestion_for, tiers_of
from metronome.home.search.finding import holding
from metronome.home.search.marks import asked_words
from metronome.network.queries import network_languages

from .facets import FACETS, Facets, facets, positions_of

PAGE = 20
#: How long a value in an address may be.
VALUE = 80


@dataclass(frozen=True)
class Wish:
    """What is asked: words, and values of facets."""

    words: str = ""
    chosen: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, asked: QueryDict | Mapping[str, str]) -> Wish:
        words = (asked.get("q") or "").replace("\x00", " ").strip()[:LONGEST]
        chosen = ((name, (asked.get(name) or "").replace("\x00", "").strip()[:VALUE]) for name in FACETS)
        return cls(words, tuple((name, value) for name, value in chosen if value))

    @property
    def query(self) -> str:
        """The same as an address says it."""
        return urlencode([*([("q", self.words)] if self.words else []), *self.chosen])

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.chosen)


@dataclass(frozen=True)
class Found:
    """The answer. `instead` are the words that were looked for, where those that were asked are found nowhere."""

    wish: Wish
    index: Facets
    order: Sequence[int]
    by_words: int
    instead: str = ""

    @property
    def count(self) -> int:
        return len(self.order)

    def page(self, number: str) -> Page[int]:
        return Paginator(self.order, PAGE).get_page(number)

    def rows(self, positions: Sequence[int]) -> list[Listed]:
        """The practices at these positions, in their order."""
        slugs = [self.index.slugs[at] for at in positions]
        rows = {row.slug: row for row in public_practices().filter(slug__in=slugs)}
        return listed([rows[slug] for slug in slugs if slug in rows])

    def counts(self, name: str) -> dict[str, int]:
        """How many each value of a facet would leave, the other choices standing."""
        left = self.by_words
        for other, value in self.wish.chosen:
            if other != name:
                left &= self.index.values.get(other, {}).get(value, 0)
        found = {value: (left & bits).bit_count() for value, bits in self.index.values.get(name, {}).items()}
        return {value: count for value, count in found.items() if count}

    @cached_property
    def members(self) -> Counter[int]:
        """How many of what was found are of each member, by its id."""
        counted = Counter(self.index.members[at] for at in self.order)
        del counted[0]
        return counted


def find(wish: Wish) -> Found:
    """Find what holds every word and has every chosen value. A misspelt word is taken for the nearest one that is
    known, and that is said."""
    index = facets()
    places, instead = _places(wish.words)
    if wish.words:
        ranked = [at for place in places if (at := index.position.get(place)) is not None]
        by_words = index.bits(places)
    else:
        ranked, by_words = [], index.everything
    left = by_words
    for name, value in wish.chosen:
        left &= index.values.get(name, {}).get(value, 0)
    if not wish.words:
        order: Sequence[int] = positions_of(left, len(index.places)) if wish.chosen else range(len(index.places))
    elif wish.chosen:
        kept = left.to_bytes(len(index.places) // 8 + 1, "little")
        order = [at for at in ranked if kept[at >> 3] >> (at & 7) & 1]
    else:
        order = ranked
    return Found(wish, index, order, by_words, instead)


def _places(words: str) -> tuple[list[int], str]:
    """The documents that hold the words, the best first; where none does, those of the nearest words."""
    asked = asked_words(words)[:WORDS]
    if not asked:
        return [], ""
    languages = network_languages()
    places = holding(tiers_of(words, asked, languages))
    if places:
        return places, ""
    instead = suggestion_for(asked, languages)
    if not instead:
        return [], ""
    return holding(tiers_of(instead, asked_words(instead)[:WORDS], languages)), instead
