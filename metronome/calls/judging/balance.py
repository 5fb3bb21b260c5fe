"""Whether those chosen are like those who applied: by region, by size, by whether a city applies for the first time;
and what it costs to change that, one for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from metronome.ground.fold import fold_words

from ..models import Application, ReviewRound
from ..ranking.places import Standing
from .entries import regions_of, versions_of

#: The classes by which cities are counted, from so many inhabitants on.
SIZES = (0, 300_000, 1_000_000, 5_000_000, 10_000_000)
#: How many swaps are told for each group.
TOLD = 3


class Lens(StrEnum):
    REGION = "region"
    SIZE = "size"
    FIRST = "first"


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of applications: how many there are, and how many of them are chosen. `key` empty: not known."""

    lens: Lens
    key: str
    pool: int
    chosen: int
    pool_of: int
    chosen_of: int

    @property
    def pool_share(self) -> float:
        return self.pool / self.pool_of if self.pool_of else 0.0

    @property
    def chosen_share(self) -> float:
        return self.chosen / self.chosen_of if self.chosen_of else 0.0

    @property
    def lacks(self) -> bool:
        """Whether one more of this group would bring those chosen nearer to those who applied."""
        return self.chosen + 0.5 < self.pool_share * self.chosen_of


@dataclass(frozen=True, kw_only=True)
class Swap:
    """One in for one out, and by how much the adjusted values fall by it."""

    group: Group
    comes: Standing
    goes: Standing

    @property
    def cost(self) -> float:
        return self.goes.adjusted - self.comes.adjusted


@dataclass(frozen=True, kw_only=True)
class Balance:
    groups: Sequence[Group]
    swaps: Sequence[Swap]


def balance_of(found: ReviewRound, entries: Sequence[Application], standings: Sequence[Standing]) -> Balance:
    """The balance of the first places of a ranking, and the cheapest swaps for groups that they lack."""
    keys = _keys(found, entries)
    ranked = {one.entry: one for one in standings}
    chosen = [one.entry for one in standings[: found.places]]
    groups = [group for lens in Lens for group in _groups(lens, keys[lens], chosen)]
    swaps = []
    for group in (one for one in groups if one.lacks and one.key):
        mine = keys[group.lens]
        outside = [one for one in standings[found.places :] if mine.get(one.entry) == group.key]
        rich = {one.key for one in groups if one.lens is group.lens and one.chosen_share > one.pool_share}
        inside = [ranked[code] for code in reversed(chosen) if mine.get(code) in rich]
        swaps += [
            Swap(group=group, comes=comes, goes=goes)
            for comes, goes in zip(outside[:TOLD], inside[:TOLD], strict=False)
        ]
    return Balance(groups=groups, swaps=sorted(swaps, key=lambda one: one.cost))


def _groups(lens: Lens, keys: Mapping[str, str], chosen: Sequence[str]) -> list[Group]:
    pool, taken = Counter(keys.values()), Counter(keys[code] for code in chosen)
    return [
        Group(lens=lens, key=key, pool=pool[key], chosen=taken[key], pool_of=len(keys), chosen_of=len(chosen))
        for key in sorted(pool, key=lambda one: (not one, one.zfill(12)))
    ]


def _keys(found: ReviewRound, entries: Sequence[Application]) -> dict[Lens, dict[str, str]]:
    """The group of each application, by its code; empty where it is not known."""
    regions, sizes, earlier = regions_of(entries), _sizes(found, entries), _earlier(found)
    return {
        Lens.REGION: {one.code: regions.get(one.pk, "") for one in entries},
        Lens.SIZE: {one.code: sizes.get(one.pk, "") for one in entries},
        Lens.FIRST: {one.code: "again" if _who(one) & earlier else "first" for one in entries},
    }


def _who(application: Application) -> set[str]:
    return {fold_words(application.city), f"member {application.member_id}" if application.member_id else ""} - {""}


def _earlier(found: ReviewRound) -> set[str]:
    """The cities that handed in to an earlier call of the same kind."""
    before = Application.objects.filter(call__kind=found.call.kind, version__isnull=False)
    earlier = before.exclude(call=found.call_id).filter(is_test=False, call__pk__lt=found.call_id)
    return {name for one in earlier for name in _who(one)}


def _sizes(found: ReviewRound, entries: Sequence[Application]) -> dict[int, str]:
    """The class of each application by the number of inhabitants that it states, as the number from which it is."""
    if not found.size_question:
        return {}
    sizes = {}
    for pk, version in versions_of(entries, found.stage).items():
        for answer in version.answers:
            if answer.get("question") == found.size_question:
                number = _number(answer.get("value"))
                if number is not None:
                    sizes[pk] = str(max(least for least in SIZES if least <= number))
    return sizes


def _number(value: object) -> int | None:
    words = str(value).strip().replace(" ", "").split(".")[0]
    return int(words) if words.isascii() and words.isdigit() and len(words) < 12 else None
