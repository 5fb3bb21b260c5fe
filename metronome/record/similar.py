"""What similar activities had that this one has not yet: offered with where it comes from, never applied silently."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log

from metronome.ground.audit import publication
from metronome.ground.fold import fold_words
from metronome.ground.kept import kept
from metronome.ground.period import Period
from metronome.ground.text import Text

from .enums import InvolvementRole
from .models import Activity, ChallengeTag, Involvement, ResultTag, ThemeTag
from .vocabulary import Vocabulary, Word

#: How many similar activities are looked at, how alike they have to be, and how much is offered of each kind.
LIKE, ALIKE, OFFERED = 6, 2.0, 4
#: What shared things weigh beside a shared word, which weighs more the rarer it is.
SERIES, TAG, MEMBER, PARTNER, WORDS = 6.0, 1.5, 1.0, 1.5, 3.0
#: Shorter words say little.
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Past:
    """A published activity, as far as others can be like it. `had` are values of boxes by the kind of box."""

    code: str
    title: Text
    day: date
    series: str
    words: frozenset[str]
    had: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Use:
    """How often something was chosen, and when last in what."""

    times: int
    title: Text
    day: date


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to choose, and the similar activity that had it."""

    word: Word
    title: Text
    day: date


@dataclass(frozen=True)
class Memory:
    """All that is published, the latest first, with how rare its words are and when each tag was last used."""

    activities: Sequence[Past]
    rarity: Mapping[str, float]
    uses: Mapping[str, Use]

    def like(self, *, words: frozenset[str], series: str, had: Mapping[str, frozenset[str]], but: str) -> list[Past]:
        """The activities most like what is being noted, the most alike first."""
        scored = [
            (self._alike(past, words, series, had), past.day, past) for past in self.activities if past.code != but
        ]
        best = sorted(scored, key=lambda row: (-row[0], -row[1].toordinal(), row[2].code))
        return [past for score, _, past in best[:LIKE] if score >= ALIKE]

    def _alike(self, past: Past, words: frozenset[str], series: str, had: Mapping[str, frozenset[str]]) -> float:
        score = SERIES if series and past.series == series else 0.0
        for kind, weight in (("tag", TAG), ("member", MEMBER), ("partner", PARTNER)):
            score += weight * len(past.had[kind] & had[kind])
        return score + min(WORDS, sum(self.rarity[word] for word in past.words & words))


def memory() -> Memory:
    return _memory(publication())


@kept(2)
def _memory(_publication: int) -> Memory:
    had: dict[str, dict[int, set[str]]] = {kind: defaultdict(set) for kind in ("tag", "member", "partner")}
    for kind, model, columns in (
        ("result", ResultTag, ("result__plan__slug", "result__code")),
        ("challenge", ChallengeTag, ("challenge__plan__slug", "challenge__code")),
        ("theme", ThemeTag, ("theme__plan__slug", "theme__slug")),
    ):
        for activity, plan, code in model._default_manager.order_by().values_list("activity", *columns):
            had["tag"][activity].add(f"{kind}:{plan}/{code}")
    parts = Involvement.objects.exclude(role=InvolvementRole.NAMED).order_by()
    for activity, member, partner in parts.values_list("activity", "member__slug", "partner__slug"):
        had["member" if member else "partner"][activity].add(member or partner or "")
    rows = Activity.objects.counted().order_by("-first_day", "code")
    activities = [
        Past(
            code, title, day, series, words_of(title.texts.values()),
            {kind: frozenset(found[pk]) for kind, found in had.items()},
        )
        for pk, code, title, day, series in rows.values_list("pk", "code", "title", "first_day", "series")
    ]  # fmt: skip
    return Memory(activities, rarity_of(activities), uses_of(activities))


def words_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in fold_words(text).split() if len(word) >= SHORTEST)


def rarity_of(activities: Sequence[Past]) -> dict[str, float]:
    """What sharing a word weighs: nothing where all have it, more the fewer they are."""
    counts = Counter(word for past in activities for word in past.words)
    return {word: log((1 + len(activities)) / count) / 2 for word, count in counts.items()}


def uses_of(activities: Sequence[Past]) -> dict[str, Use]:
    counts = Counter(value for past in activities for value in past.had["tag"])
    last = {value: past for past in reversed(activities) for value in past.had["tag"]}
    return {value: Use(counts[value], past.title, past.day) for value, past in last.items()}


def suggestions(
    words: Vocabulary,
    *,
    texts: Iterable[str],
    series: str,
    days: Sequence[Period],
    chosen: Mapping[str, Sequence[str]],
    but: str,
) -> dict[str, list[Suggestion]]:
    """By kind of box, what similar activities had and this one has not; the first such activity explains it. What
    stands on none of its days is left out."""
    had = {kind: frozenset(values) for kind, values in chosen.items()}
    alike = memory().like(words=words_of(texts), series=series, had=had, but=but)
    found: dict[str, list[Suggestion]] = {}
    for kind in ("tag", "member", "partner"):
        counts = Counter(value for past in alike for value in past.had[kind] - had[kind])
        first = {value: past for past in reversed(alike) for value in past.had[kind]}
        best = sorted(counts, key=lambda value: (-counts[value], alike.index(first[value]), value))
        there = [(words.of(kind)[value], first[value]) for value in best if value in words.of(kind)]
        there = [(word, past) for word, past in there if word.stands_on(days)]
        found[kind] = [Suggestion(word, past.title, past.day) for word, past in there[:OFFERED]]
    return {kind: offered for kind, offered in found.items() if offered}
