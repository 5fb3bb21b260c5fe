"""Duplicates: one thing recorded or printed twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from django.utils.translation import gettext as _
from rapidfuzz.fuzz import token_sort_ratio

from metronome.ground.fold import fold_words
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.rows import ActivityRow
from metronome.report.snapshot import Snapshot

from .finding import Found, check
from .printed import kind_of, meant
from .saying import Say

#: Two titles of one day are near enough to be asked about from here on, of 100.
NEAR = 92
#: A word that more titles of a day share tells none of them apart, and is not looked at.
SHARED = 12


@check(
    "duplicates.activities",
    Severity.ASK,
    label=lambda: _("One activity twice"),
    message=lambda say: (
        _("%(one)s and %(other)s stand on the same day (%(day)s) under nearly the same title.")
        % {"one": say.name(say.subject), "other": say.name(say["other"]), "day": say.day(say["day"])}
    ),
    mend=lambda say: _(
        "If they are one, cancel one of them; it keeps its line. If they are two, say so in the titles."
    ),
)
def activities(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    by_day: dict[str, list[ActivityRow]] = defaultdict(list)
    for activity in snapshot.activities:
        for day in sorted({str(days.period.first) for days in activity.days}):
            by_day[day].append(activity)
    seen = set()
    for day, rows in sorted(by_day.items()):
        for one, other in _alike(rows):
            if (one, other) not in seen:
                seen.add((one, other))
                yield Found(f"activity:{one}", {"other": f"activity:{other}", "day": day})


def _alike(rows: Sequence[ActivityRow]) -> Iterator[tuple[str, str]]:
    """Pairs of codes whose titles are nearly the same. Only titles with a rare word in common are compared, so that
    a day of many activities costs no more for each of them."""
    title = {row.code: fold_words(str(row.title)) for row in rows}
    sharing: dict[str, list[str]] = defaultdict(list)
    for code, words in sorted(title.items()):
        for word in set(words.split()) | {words}:
            sharing[word].append(code)
    pairs = {pair for codes in sharing.values() if 1 < len(codes) <= SHARED for pair in combinations(codes, 2)}
    for one, other in sorted(pairs):
        if token_sort_ratio(title[one], title[other]) >= NEAR and _same_numbers(title[one], title[other]):
            yield one, other


def _same_numbers(one: str, other: str) -> bool:
    """Session 1 and session 2 are two, however alike their titles."""
    return _numbers(one) == _numbers(other)


def _numbers(words: str) -> list[str]:
    return sorted(word for word in words.split() if any(sign.isdigit() for sign in word))


@check(
    "duplicates.mentions",
    Severity.ASK,
    label=lambda: _("One media mention twice"),
    message=lambda say: (
        _("%(outlet)s is noted %(times)s times for the same subject and day or month.")
        % {"outlet": say["outlet"], "times": say.number(len(say["mentions"]))}
    ),
    mend=lambda say: _("Take back all but one, or tell their subjects apart."),
)
def mentions(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    outlet = {}
    for row in snapshot.mentions:
        key = (fold_words(row.outlet), str(row.period), fold_words(str(row.subject)), row.url)
        alike[key].append(f"mention:{row.slug}")
        outlet[row.slug] = row.outlet
    for slugs in alike.values():
        if len(slugs) > 1:
            yield Found(slugs[0], {"outlet": outlet[slugs[0].partition(":")[2]], "mentions": slugs})


def _twice(say: Say) -> str:
    return say.all_of(
        _("%(item)s (as %(printed)s)") % {"item": say.name(item), "printed": say.quoted(printed)}
        for item, printed in say["items"]
    )


@check(
    "duplicates.printed",
    Severity.ASK,
    label=lambda: _("Printed twice in one list"),
    message=lambda say: (
        _("One printed list has the same thing twice: %(items)s. It counts once.") % {"items": _twice(say)}
    ),
    mend=lambda say: _("Print it once, or see whether one of the two means another."),
)
def printed(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for row in snapshot.printed:
        kind = kind_of(row.name)
        ids = [(meant(snapshot, row, item), item.printed) for item in row.items] if kind else []
        times = Counter(id for id, words in ids if id)
        twice = [
            [f"{kind}:{id}", [words for other, words in ids if other == id]]
            for id, number in sorted(times.items())
            if number > 1
        ]
        if twice:
            yield Found(row.subject or f"list:{row.name}", {"list": row.name, "items": twice}, row.where)
