"""Whom a spelling means: one member or partner, several candidates, or nobody. Never a silent guess.

Names are compared without case, accents and punctuation. What is exactly one thing's name means that thing; what is
the name of several, or only resembles one, gives candidates for a person to choose from.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from metronome.ground.fold import fold_words

from .models import Alias, Member, Partner

#: From 0 to 100: how much a spelling must resemble a name to be offered.
RESEMBLES = 75.0
MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True, order=True)
class Meaning:
    """A member or a partner, by its slug."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a spelling might mean, by which known spelling, and how much the two resemble (100: they are equal)."""

    meaning: Meaning
    spelling: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """One meaning; or none, with candidates, the best first; or none at all."""

    meaning: Meaning | None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name found in prose. `meanings`: one, or several where the spelling is ambiguous."""

    start: int
    end: int
    spelling: str
    meanings: tuple[Meaning, ...]


@dataclass(slots=True)
class _Name:
    spelling: str
    meanings: set[Meaning] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    end: int


class Names:
    """All spellings of members and partners. Made of pairs, so that it works without a database as well."""

    def __init__(self, spellings: Iterable[tuple[Meaning, str]]) -> None:
        self._names: dict[str, _Name] = {}
        self._first_words: dict[str, list[tuple[str, ...]]] = {}
        for meaning, spelling in spellings:
            if folded := fold_words(spelling):
                self._names.setdefault(folded, _Name(spelling)).meanings.add(meaning)
        for folded in self._names:
            words = tuple(folded.split())
            self._first_words.setdefault(words[0], []).append(words)
        for names in self._first_words.values():
            names.sort(key=len, reverse=True)

    @classmethod
    def of_the_network(cls) -> Names:
        """Every name, official name, acronym and alias that the record knows, in three queries."""
        return cls(_spellings())

    def resolve(self, spelling: str, *, kind: str = "") -> Resolution:
        """Whom a spelling means; `kind` looks among members or partners only."""
        folded = fold_words(spelling)
        exact = self._exact(folded, kind)
        if len(exact) == 1:
            return Resolution(exact[0])
        if exact:
            candidates = tuple(Candidate(meaning, spelling, 100.0) for meaning in exact)
            return Resolution(None, candidates)
        return Resolution(None, self._like(folded, kind)) if folded else Resolution(None)

    def in_text(self, text: str) -> list[Spoken]:
        """The names that stand in a text as whole words, the longest first where one holds another.

        A name that is written with a capital is found only where the text has one too; an acronym only in capitals.
        """
        words = list(_words(text))
        found: list[Spoken] = []
        index = 0
        while index < len(words):
            length, spoken = self._at(text, words, index)
            if spoken is not None:
                found.append(spoken)
            index += length
        return found

    def _exact(self, folded: str, kind: str) -> list[Meaning]:
        name = self._names.get(folded)
        return sorted(m for m in name.meanings if not kind or m.kind == kind) if name else []

    def _like(self, folded: str, kind: str) -> tuple[Candidate, ...]:
        best: dict[Meaning, Candidate] = {}
        for key, score, _ in process.extract(
            folded, self._names.keys(), scorer=_likeness, score_cutoff=RESEMBLES, limit=40
        ):
            name = self._names[key]
            for meaning in name.meanings:
                if (not kind or meaning.kind == kind) and meaning not in best:
                    best[meaning] = Candidate(meaning, name.spelling, round(score, 1))
        ranked = sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.meaning))
        return tuple(ranked[:MOST_CANDIDATES])

    def _at(self, text: str, words: list[_Word], index: int) -> tuple[int, Spoken | None]:
        for name in self._first_words.get(words[index].folded, ()):
            here = words[index : index + len(name)]
            if tuple(word.folded for word in here) == name:
                known = self._names[" ".join(name)]
                spelling = text[here[0].start : here[-1].end]
                if _is_written_alike(spelling, known.spelling):
                    return len(name), Spoken(here[0].start, here[-1].end, spelling, tuple(sorted(known.meanings)))
        return 1, None


def _likeness(a: str, b: str, **options: float | None) -> float:
    """The better of two views: as wholes, and as bags of words; the latter holds for words of some length only."""
    whole = fuzz.ratio(a, b)
    return max(whole, fuzz.token_set_ratio(a, b) * 0.95) if min(len(a), len(b)) > 3 else whole


def _is_written_alike(spelling: str, known: str) -> bool:
    """Whether capitals agree, so far as the script has them."""
    letters = [char for char in known if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return not any(char.islower() for char in spelling)
    return not known[:1].isupper() or not spelling[:1].islower()


def _words(text: str) -> Iterator[_Word]:
    """The words of a text as they are compared, with their places in it."""
    start: int | None = None
    end = 0
    folded = ""
    for place, char in enumerate(text):
        if piece := fold_words(char):
            folded, start = folded + piece.replace(" ", ""), place if start is None else start
            end = place + 1
        elif unicodedata.combining(char) and start is not None:
            end = place + 1
        elif start is not None:
            yield _Word(folded, start, end)
            start, folded = None, ""
    if start is not None:
        yield _Word(folded, start, end)


def _spellings() -> Iterator[tuple[Meaning, str]]:
    slugs: dict[tuple[str, int], Meaning] = {}
    for member in Member.objects.only("slug", "name", "official_name"):
        meaning = slugs["member", member.pk] = Meaning("member", member.slug)
        yield from ((meaning, text) for text in (*member.name.texts.values(), member.official_name))
    for partner in Partner.objects.only("slug", "name", "acronym"):
        meaning = slugs["partner", partner.pk] = Meaning("partner", partner.slug)
        yield from ((meaning, text) for text in (*partner.name.texts.values(), *partner.acronym.texts.values()))
    for spelling, member_id, partner_id in Alias.objects.values_list("spelling", "member_id", "partner_id"):
        yield slugs["member", member_id] if member_id else slugs["partner", partner_id], spelling
