"""Figures of how many people took part: bounds that claim no more than their sources, one figure for each basis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from django.utils.translation import gettext as _

from metronome.ground.counting import Basis, Count, Qualifier, total
from metronome.record.enums import OWN_AUDIENCE
from metronome.report.rows import ActivityRow, CountRow
from metronome.report.snapshot import Snapshot

from .figure import Answer, Row, define
from .rows import label_of, once

ENGAGED: dict[Basis, Callable[[], str]] = {
    Basis.REGISTRATIONS: lambda: _("Registrations for the network's own activities"),
    Basis.PARTICIPATIONS: lambda: _("Participations in the network's own activities"),
    Basis.ATTENDANCES: lambda: _("Attendances at the network's own activities"),
    Basis.PEOPLE: lambda: _("People who took part in the network's own activities"),
    Basis.VIEWS: lambda: _("Views of the network's own activities"),
    Basis.CITIES: lambda: _("Cities that took part in the network's own activities"),
}
ELSEWHERE: dict[Basis, Callable[[], str]] = {
    Basis.REGISTRATIONS: lambda: _("Registrations for activities of other organisers"),
    Basis.PARTICIPATIONS: lambda: _("Participations in activities of other organisers"),
    Basis.ATTENDANCES: lambda: _("Attendances at activities of other organisers"),
    Basis.PEOPLE: lambda: _("People who took part in activities of other organisers"),
    Basis.VIEWS: lambda: _("Views of activities of other organisers"),
    Basis.CITIES: lambda: _("Cities that took part in activities of other organisers"),
}


def _engaged_words() -> str:
    return _(
        "The sum of the counts on this basis that counted activities of the period state for everybody, as far as the "
        "network organised or co-organised them. It claims no more than the sources: more than 100 and more than 200 "
        "make more than 300; a count in vague words is listed and adds no number. Counts on other bases are never "
        "added. An activity that states no such count adds nothing; where none states one, the sum is unknown, which "
        "is not zero."
    )


def _elsewhere_words() -> str:
    return _(
        "The sum of the counts on this basis that counted activities of the period state for everybody, as far as "
        "others organised them or the record does not state who did: an audience that the network shared in and does "
        "not claim. The sum is made of bounds, as for the network's own activities."
    )


@once
def _counts(snapshot: Snapshot) -> dict[tuple[bool, Basis], list[tuple[ActivityRow, CountRow]]]:
    """The counts of everybody, by whether the audience is the network's own, and by basis."""
    counts: dict[tuple[bool, Basis], list[tuple[ActivityRow, CountRow]]] = defaultdict(list)
    for activity in snapshot.activities:
        for row in activity.counts:
            if row.is_whole:
                counts[is_own(activity), row.count.basis].append((activity, row))
    return counts


def is_own(activity: ActivityRow) -> bool:
    """Whether the network answers for the audience."""
    return activity.network_role in OWN_AUDIENCE


def _sum(snapshot: Snapshot, basis: Basis, *, own: bool) -> Answer:
    """The counts of one basis. Where there are activities but none states a count, each stands with an unknown one."""
    stated = [(activity, row.id, row.count) for activity, row in _counts(snapshot).get((own, basis), ())]
    unknown = Count(Qualifier.UNKNOWN, basis)
    found = stated or [
        (activity, f"{activity.code}/{basis}", unknown) for activity in snapshot.activities if is_own(activity) is own
    ]
    language = snapshot.source_language
    rows = tuple(Row("count", id, label_of(activity.title, language), shown(count)) for activity, id, count in found)
    return Answer(rows, bound=total((count for _activity, _id, count in found), basis=basis))


def shown(count: Count) -> str:
    """A count in signs that read the same in every language, or in the word of its qualifier."""
    match count.qualifier:
        case Qualifier.EXACTLY:
            return str(count.number)
        case Qualifier.MORE_THAN:
            return f"> {count.number}"
        case Qualifier.AT_LEAST:
            return f"≥ {count.number}"
        case Qualifier.AT_MOST:
            return f"≤ {count.number}"
        case Qualifier.BETWEEN:
            return f"{count.number}–{count.upper}"
        case Qualifier.ABOUT:
            return "about" if count.number is None else f"about {count.number}"
    return "unknown"


def _define(basis: Basis) -> None:
    define(f"people.engaged.{basis}", unit=basis.value, label=ENGAGED[basis], words=_engaged_words)(
        lambda snapshot: _sum(snapshot, basis, own=True)
    )
    define(f"people.elsewhere.{basis}", unit=basis.value, label=ELSEWHERE[basis], words=_elsewhere_words)(
        lambda snapshot: _sum(snapshot, basis, own=False)
    )


for _basis in Basis:
    _define(_basis)
