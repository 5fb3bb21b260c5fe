"""What a reader asks of the practices, and what is found: the best first, with how many each facet would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from metronome.exchange.queries import public_practices
from metronome.exchange.shown import Listed, listed
from metronome.home.enums import Sort
from metronome.home.search.asking import LONGEST, WORDS, suggestion_for, tiers_of
from metronome.home.search.finding import written_of_sort
from metronome.home.search.marks import asked_words
from metronome.network.queries import network_languages

from .facets import FACETS, Facets, Ranked, Spot, facets

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

    def within(self, name: str, value: str) -> Wish:
        """The same with one facet chosen, whatever was asked of it."""
        return Wish(self.words, (*(one for one in self.chosen if one[0] != name), (name, value)))

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
    order: Ranked
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
    def spots(self) -> list[Spot]:
        """Where the cities are, of what was found, that are no members and said where they are."""
        bits = reduce(or_, self.order.parts, 0)
        return [spot for at, spot in self.index.spots.items() if bits >> at & 1]

    @cached_property
    def members(self) -> Counter[int]:
        """How many of what was found are of each member, by its id."""
        counted = Counter(map(self.index.members.__getitem__, self.order))
        del counted[0]
        return counted


def find(wish: Wish) -> Found:
    """Find what holds every word and has every chosen value. A misspelt word is taken for the nearest one that is
    known, and that is said."""
    index = facets()
    tiers, instead = _tiers(wish.words, index) if wish.words else ([index.everything], "")
    by_words = reduce(or_, tiers, 0)
    left = by_words
    for name, value in wish.chosen:
        left &= index.values.get(name, {}).get(value, 0)
    parts = []
    for bits in tiers:
        parts.append(bits & left)
        left &= ~bits
    return Found(wish, index, Ranked(parts), by_words, instead)


def _tiers(words: str, index: Facets) -> tuple[Sequence[int], str]:
    """The practices that hold the words, as bits, what fits best first; where none does, those of the nearest."""
    asked, languages = asked_words(words)[:WORDS], network_languages()
    if not asked:
        return [], ""
    if any(found := _holding(words, languages, index)):
        return found, ""
    instead = suggestion_for(asked, languages)
    return (_holding(instead, languages, index) if instead else []), instead


def _holding(words: str, languages: Sequence[str], index: Facets) -> Sequence[int]:
    def find() -> Sequence[int]:
        tiers = tiers_of(words, asked_words(words)[:WORDS], languages)
        return [index.bits(found) for found in written_of_sort(tiers, Sort.PRACTICE)]

    return index.once(words, find)
