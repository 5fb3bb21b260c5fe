"""Which proposed activities are in the record already: the same days, and the same title or the same tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from metronome.ground.period import Period
from metronome.record.enums import InvolvementRole, State
from metronome.record.models import Activity

from .folded import fold_words

#: How alike the titles must be, from 0 to 1; with nearly the same tags, titles may differ more.
TITLE, TITLE_WITH_TAGS, TAGS = 0.7, 0.4, 0.75

Days = frozenset[tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Kept:
    """An activity of the record, as far as another can be the same. `tags` are results, challenges and members."""

    code: str
    titles: Sequence[str]
    days: Days
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """The same of what is proposed."""

    title: str
    days: Days
    tags: frozenset[str]


def kept_in(period: Period) -> list[Kept]:
    """The activities of the record in a period, in any state but cancelled."""
    activities = (
        Activity.objects.touching(period)
        .exclude(state=State.CANCELLED)
        .prefetch_related(
            "occurrences", "result_tags__result__plan", "challenge_tags__challenge__plan", "involvements__member"
        )
    )
    return [
        Kept(
            activity.code,
            [fold_words(text) for text in activity.title.texts.values()],
            frozenset((day.first_day, day.last_day) for day in activity.occurrences.all()),
            frozenset(_tags(activity)),
        )
        for activity in activities
    ]


def _tags(activity: Activity) -> Iterable[str]:
    yield from (f"{tag.result.plan.slug}/{tag.result.code}" for tag in activity.result_tags.all())
    yield from (f"{tag.challenge.plan.slug}/{tag.challenge.code}" for tag in activity.challenge_tags.all())
    for part in activity.involvements.all():
        if part.member is not None and part.role == InvolvementRole.ACTIVATED:
            yield part.member.slug


def matched(told: Sequence[Told], kept: Sequence[Kept]) -> list[str]:
    """For each of what is told the code of the activity that it is; empty where it is none of those kept. Each kept
    activity is matched once, the most alike first."""
    scored = sorted(
        (
            (_alike(one, other), number, other.code)
            for number, one in enumerate(told)
            for other in kept
            if _is_same(one, other)
        ),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    found: dict[int, str] = {}
    for _score, number, code in scored:
        if number not in found and code not in found.values():
            found[number] = code
    return [found.get(number, "") for number in range(len(told))]


def _is_same(told: Told, kept: Kept) -> bool:
    if not any(
        first <= last_day and first_day <= last for first, last in told.days for first_day, last_day in kept.days
    ):
        return False
    title, tags = _title(told, kept), _common(told.tags, kept.tags)
    return title >= TITLE or (title >= TITLE_WITH_TAGS and tags >= TAGS)


def _alike(told: Told, kept: Kept) -> float:
    return _title(told, kept) + _common(told.tags, kept.tags) + (told.days == kept.days)


def _title(told: Told, kept: Kept) -> float:
    title = fold_words(told.title)
    return max(
        ((fuzz.token_sort_ratio(title, other) + fuzz.token_set_ratio(title, other)) / 200 for other in kept.titles),
        default=0.0,
    )


def _common(tags: frozenset[str], others: frozenset[str]) -> float:
    """The part of all tags that both have; none where there are none."""
    return len(tags & others) / len(tags | others) if tags | others else 0.0
