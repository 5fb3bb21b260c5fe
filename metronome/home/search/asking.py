"""What a reader asks of the search, and what is found: by sort, the best first; and what a misspelt word may mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from django.core.paginator import Page, Paginator
from rapidfuzz import fuzz, process

from metronome.ground.kept import kept
from metronome.home.enums import Sort
from metronome.home.models import Document, Indexed, Word
from metronome.network.queries import network_languages

from .address import href_of
from .finding import EVERYTHING, Sets, holding, whereabouts, which_hold
from .index import catch_up
from .marks import asked_words, forms, in_titles, whole
from .readers import NOBODY, Reader, reader_of
from .states import state_in_words

LONGEST, WORDS = 200, 8
#: How many of each sort are shown at first, and on a page of one sort.
FEW, PAGE = 5, 25
#: From 0 to 100: how much a word must resemble another to be offered for it; how many are tried.
RESEMBLES, TRIED = 70.0, 4


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found, with the address where it is shown (empty: no page shows it)."""

    document: Document
    href: str

    @property
    def state(self) -> str:
        """How far it has come, in words; empty for what is public."""
        return state_in_words(self.document)


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one sort: how many, and the first of them."""

    sort: Sort
    count: int
    hits: Sequence[Hit]

    @property
    def more(self) -> bool:
        return self.count > len(self.hits)


@dataclass(frozen=True, slots=True)
class Found:
    """The answer. `page` is there when one sort was asked for; `suggestion` when nothing was found."""

    text: str
    sort: Sort | None
    groups: Sequence[Group]
    page: Page[int] | None = None
    suggestion: str = ""

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


def ask(text: str, *, sort: Sort | None = None, page: str = "1", few: int = FEW, person: Any = None) -> Found:
    """Find what holds every word of the text, in any language of the network and any ending: what is public, and what
    a person may read besides.

    Codes and whole names come first, then what has the words in its title. With a `sort` only those of it.
    """
    stands = catch_up()
    text = text.replace("\x00", " ").strip()[:LONGEST]
    languages = network_languages()
    asked = asked_words(text)[:WORDS]
    if not asked:
        return Found(text, sort, ())
    reader = reader_of(person) if person else NOBODY
    places = _found(tiers_of(text, asked, languages), reader)
    by_sort = _by_sort(places)
    if not places:
        return Found(text, sort, (), suggestion=_suggestion(asked, languages, stands, reader))
    if sort is not None:
        one_page = Paginator(by_sort.get(sort, []), PAGE).get_page(page)
        return Found(text, sort, [Group(sort, one_page.paginator.count, _hits(list(one_page), reader))], one_page)
    first = {sort: those[:few] for sort, those in by_sort.items()}
    wanted = [place for those in first.values() for place in those]
    shown = {hit.document.pk: hit for hit in _hits(wanted, reader)}
    groups = [
        Group(sort, len(by_sort[sort]), [shown[place] for place in those if place in shown])
        for sort, those in first.items()
    ]
    return Found(text, None, groups)


def _found(tiers: Sequence[Sets], reader: Reader) -> list[int]:
    """What the reader finds, the best first."""
    if not reader.reads_more:
        return holding(tiers)
    return [place for place in holding(tiers, EVERYTHING) if reader.finds(place)]


def tiers_of(text: str, asked: Sequence[str], languages: Sequence[str]) -> list[Sets]:
    """What a document must hold, the best first: the whole as a name, the words in its title, the words."""
    sets = [forms(word, tuple(languages)) for word in asked]
    return [[[whole(text)]], [in_titles(marks) for marks in sets], sets]


def _by_sort(places: Sequence[int]) -> dict[Sort, list[int]]:
    """The sorts in the order of the best of each."""
    found: dict[int, list[int]] = {}
    bits = Document.SORT_BITS
    for place in places:
        found.setdefault(place >> bits, []).append(place)
    return {Sort(number): those for number, those in found.items()}


def _hits(places: Sequence[int], reader: Reader) -> list[Hit]:
    """In the given order; one that left meanwhile is not there."""
    found = Document.objects.defer("marks", "spelled").in_bulk(list(places))
    there = [found[place] for place in places if place in found]
    return [Hit(one, reader.pages.get(one.subject) or href_of(one)) for one in there]


# What a misspelt word may mean.


@kept(1)
def _vocabulary(_token: str) -> Mapping[str, str]:
    """Every known word as it is spelled; kept until a document changes."""
    return dict(Word.objects.order_by("folded").values_list("folded", "spelled"))


def suggestion_for(asked: Sequence[str], languages: Sequence[str]) -> str:
    """The words that come nearest to those that nothing public holds; empty where none are."""
    return _suggestion(asked, languages, catch_up(), NOBODY)


def _suggestion(asked: Sequence[str], languages: Sequence[str], stands: Indexed, reader: Reader) -> str:
    """The words that come nearest and are found together by that reader; empty where none are."""
    sets: list[Sets] = [[forms(word, tuple(languages))] for word in asked]
    vocabulary = _vocabulary(stands.token)
    if reader.reads_more:
        vocabulary = {**vocabulary, **reader.vocabulary(stands)}
    there = _there(sets, reader)
    choices = [[word] if known else _resembling(word, vocabulary) for word, known in zip(asked, there, strict=True)]
    tried = list(islice(_together(asked, choices), 3 * TRIED))
    conditions = [[forms(word, tuple(languages)) for word in words] for words in tried]
    fitting = _there(conditions, reader)
    best = next((words for words, fits in zip(tried, fitting, strict=True) if fits), ())
    return " ".join(vocabulary.get(word, word) for word in best)


def _there(conditions: Sequence[Sets], reader: Reader) -> list[bool]:
    """For each condition whether the reader finds anything that fits it."""
    if not reader.reads_more:
        return which_hold(conditions)
    there = {number for number, place in whereabouts(conditions) if reader.finds(place)}
    return [number in there for number in range(len(conditions))]


def _resembling(word: str, vocabulary: Mapping[str, str]) -> list[str]:
    found = process.extract(word, vocabulary.keys(), scorer=fuzz.ratio, score_cutoff=RESEMBLES, limit=TRIED)
    return [known for known, _, _ in found]


def _together(asked: Sequence[str], choices: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The choices for all words, the nearest first; not what was asked itself."""
    return (words for words in product(*choices) if list(words) != list(asked))
