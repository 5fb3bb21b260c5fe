"""By what practices are narrowed: for each value of a facet the practices that have it, as one large number whose bits
are the practices in the order of the search. What fits several is found by `&`, how many by counting bits, so that a
page costs the same for a hundred practices as for a hundred thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, overload

from django.utils.text import slugify

from metronome.exchange.models import Practice, PracticeChallenge, PracticeGoal, PracticeScore, Verification
from metronome.ground.kept import kept
from metronome.ground.text import Text
from metronome.home.enums import Sort
from metronome.home.models import Document
from metronome.home.search.index import catch_up

from .inhabitants import inhabitants, size_of

#: The facets in the order in which they are shown.
FACETS = (
    "collection",
    "kind",
    "challenge",
    "goal",
    "region",
    "size",
    "budget",
    "stage",
    "marker",
    "award",
    "language",
    "verified",
    "member",
)
YES = "yes"
#: How many searches are remembered. At 100,000 practices one weighs 40 kB.
ASKED = 64
#: How long the name of a kind is in an address.
KIND = 80
#: The digit that says that a bit is set.
ONE = ord("1")


@dataclass(frozen=True)
class Spot:
    """A city that is no member, where it says that it is."""

    latitude: float
    longitude: float
    city: str
    slug: str


@dataclass(frozen=True)
class Facets:
    """The index: `places` are the numbers of the documents in their order, `values` the bits of each value of each
    facet, `members` the id of the member of each practice (0: of none), `kinds` how each kind of initiative is called,
    `spots` where cities are that are no members, by the position of their practice. `asked` is what was found by the
    words that were asked lately: whoever narrows a list or turns its page asks for the same words again."""

    places: Sequence[int] = ()
    slugs: Sequence[str] = ()
    members: Sequence[int] = ()
    values: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    kinds: Mapping[str, Text] = field(default_factory=dict)
    spots: Mapping[int, Spot] = field(default_factory=dict)
    asked: dict[str, Sequence[int]] = field(default_factory=dict)

    def once(self, words: str, find: Callable[[], Sequence[int]]) -> Sequence[int]:
        """What is found by some words, looked for once as long as nothing changes."""
        found = self.asked.get(words)
        if found is None:
            if len(self.asked) >= ASKED:
                self.asked.clear()
            found = self.asked[words] = find()
        return found

    @cached_property
    def position(self) -> Mapping[str, int]:
        return {str(place): number for number, place in enumerate(self.places)}

    @property
    def everything(self) -> int:
        return (1 << len(self.places)) - 1

    def bits(self, written: Iterable[str]) -> int:
        """Documents, by their numbers as they are written, as bits. What is no practice is left out. In one pass,
        since a common word is in very many: as the digits of a number, the last first."""
        digits, position = bytearray(b"0") * len(self.places), self.position
        for at in map(position.get, written):
            if at is not None:
                digits[~at] = ONE
        return int(digits or b"0", 2)


def bits_of(positions: Iterable[int], count: int) -> int:
    """A number with these bits, in one pass however many they are."""
    made = bytearray(count // 8 + 1)
    for at in positions:
        made[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(made, "little")


@dataclass(frozen=True)
class Ranked(Sequence[int]):
    """Positions in an order: those of the bits of each part, the best part first. Whoever asks for the first twenty of
    a hundred thousand pays for twenty."""

    parts: Sequence[int]

    def __len__(self) -> int:
        return sum(bits.bit_count() for bits in self.parts)

    def __iter__(self) -> Iterator[int]:
        for bits in self.parts:
            made = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
            yield from (at * 8 + bit for at, byte in enumerate(made) if byte for bit in range(8) if byte >> bit & 1)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        return list(islice(self, *at.indices(len(self))))


def facets() -> Facets:
    """The index as the search stands."""
    return _facets(catch_up().token)


@kept(1)
def _facets(_token: str) -> Facets:
    low, high = Sort.PRACTICE << Document.SORT_BITS, (Sort.PRACTICE + 1) << Document.SORT_BITS
    found = list(Document.objects.filter(pk__gte=low, pk__lt=high).order_by("pk").values_list("pk", "subject"))
    places = [place for place, _subject in found]
    slugs = [subject.partition(":")[2] for _place, subject in found]
    keys = dict(Practice.objects.values_list("slug", "pk"))
    at = {keys[slug]: number for number, slug in enumerate(slugs) if slug in keys}
    lists: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    members = [0] * len(places)
    kinds: dict[str, Text] = {}
    for name, value, key in (*_own(members, at), *_kinds(kinds), *_tagged()):
        if value and key in at:
            lists[name][str(value)].append(at[key])
    values = {
        name: {value: bits_of(numbers, len(places)) for value, numbers in of.items()} for name, of in lists.items()
    }
    return Facets(places, slugs, members, values, kinds, _spots(at))


def _kinds(kinds: dict[str, Text]) -> Iterable[tuple[str, Any, int]]:
    """The kind of each initiative: the same words of the same collection are the same kind. Fills in how they are
    called along the way."""
    for pk, collection, kind in Practice.objects.values_list("pk", "collection__slug", "kind").iterator():
        if kind:
            value = f"{collection}:{slugify(kind.in_(kind.source), allow_unicode=True)}"[:KIND]
            kinds.setdefault(value, kind)
            yield "kind", value, pk


def _spots(at: Mapping[int, int]) -> dict[int, Spot]:
    rows = Practice.objects.filter(member=None, latitude__isnull=False).order_by("pk")
    return {
        at[row.pk]: Spot(float(row.latitude or 0), float(row.longitude or 0), row.city, row.slug)
        for row in rows.only("latitude", "longitude", "city", "slug")
        if row.pk in at
    }


def _own(members: list[int], at: Mapping[int, int]) -> Iterable[tuple[str, Any, int]]:
    """What stands in the rows of practices themselves. Fills in the members along the way."""
    people = inhabitants()
    rows = Practice.objects.values_list(
        "pk", "collection__slug", "member", "member__slug", "member__region__slug", "region__slug",
        "budget_class__slug", "stage", "award", "languages",
    )  # fmt: skip
    for pk, collection, member, city, region, other_region, budget, stage, award, languages in rows.iterator():
        if member and pk in at:
            members[at[pk]] = member
        yield "collection", collection, pk
        yield "member", city, pk
        yield "region", region or other_region, pk
        yield "budget", budget, pk
        yield "stage", stage, pk
        yield "award", YES if award else "", pk
        for language in languages:
            yield "language", language, pk
        if member in people:
            yield "size", size_of(people[member].number), pk


def _tagged() -> Iterable[tuple[str, Any, int]]:
    tags = PracticeChallenge.objects.values_list("challenge__plan__slug", "challenge__code", "practice")
    for plan, code, pk in tags.iterator():
        yield "challenge", f"{plan}:{code}", pk
    goals = PracticeGoal.objects.values_list("goal", "practice").iterator()
    for goal, pk in dict.fromkeys((goal.partition(".")[0], pk) for goal, pk in goals):
        yield "goal", goal, pk
    for marker, score, pk in PracticeScore.objects.values_list("marker__slug", "score", "practice").iterator():
        yield "marker", f"{marker}:{score}", pk
    for pk in Verification.objects.filter(claim="").values_list("practice", flat=True).distinct():
        yield "verified", YES, pk
