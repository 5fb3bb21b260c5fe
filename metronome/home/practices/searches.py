"""What is new in the searches that somebody keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from metronome.accounts.models import Person
from metronome.exchange.models import Practice
from metronome.home.models import SavedSearch

from .finding import Wish, find
from .labels import chosen_in_words

#: How many new practices a letter tells of.
TOLD = 10


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A kept search in words."""

    search: SavedSearch
    wish: Wish

    @property
    def words(self) -> str:
        said = [f"“{self.wish.words}”"] if self.wish.words else []
        return ", ".join([*said, *chosen_in_words(self.wish.chosen)])


def kept_searches(person: Person) -> list[Kept]:
    """What somebody keeps."""
    rows = SavedSearch.objects.filter(person=person)
    return [Kept(search=row, wish=Wish.of(QueryDict(row.query))) for row in rows]


def news_of_searches(person: Person, first: date, last: date) -> Iterator[tuple[str, Sequence[Practice]]]:
    """What was published in some days that fits the searches somebody keeps, each with its words."""
    for one in kept_searches(person):
        begin = max(first, one.search.since)
        fresh = Practice.objects.filter(retired_on=None, published_on__gte=begin, published_on__lte=last)
        slugs = set(fresh.values_list("slug", flat=True))
        if not slugs:
            continue
        found = find(one.wish)
        fitting = [slug for at in found.order if (slug := found.index.slugs[at]) in slugs][:TOLD]
        if fitting:
            yield one.words, list(Practice.objects.filter(slug__in=fitting).order_by("slug"))
