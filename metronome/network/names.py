"""Whom a spelling means: one member or partner, several candidates, or nobody. Never a silent guess.

Names are compared without case, accents and punctuation. What is exactly one thing's name means that thing; what is
the name of several, or only resembles one, gives candidates for a person to choose from. Names in running text are
found by `spellings`.
"""

from __future__ import annotations

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


@dataclass(slots=True)
class _Name:
    spelling: str
    meanings: set[Meaning] = field(default_factory=set)


class Names:
    """All spellings of members and partners. Made of pairs, so that it works without a database as well."""

    def __init__(self, spellings: Iterable[tuple[Meaning, str]]) -> None:
        self._names: dict[str, _Name] = {}
        for meaning, spelling in spellings:
            if folded := fold_words(spelling):
                self._names.setdefault(folded, _Name(spelling)).meanings.add(meaning)

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


def _likeness(a: str, b: str, **options: float | None) -> float:
    """The better of two views: as wholes, and as bags of words; the latter holds for words of some length only."""
    whole = fuzz.ratio(a, b)
    return max(whole, fuzz.token_set_ratio(a, b) * 0.95) if min(len(a), len(b)) > 3 else whole


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
