"""The frozen rows of activities, put together from one question for each kind of row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any

from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.period import Period
from metronome.record import queries as record
from metronome.record.models import ActivityQuerySet
from metronome.report.gathering import Coded, Slugs
from metronome.report.rows import ActivityRow, CountRow, DaysRow, PartRow, PersonRow

BASES = {basis.value: place for place, basis in enumerate(Basis)}


class Tags:
    """What the activities are tagged with, by the ids of the rows: read first, because it decides which codes of other
    plans a snapshot holds."""

    def __init__(self, activities: ActivityQuerySet) -> None:
        self.rows = sorted(record.activity_rows(activities), key=itemgetter(0, 1, 2))
        self.results = list(record.result_tag_rows(activities))
        self.challenges = list(record.challenge_tag_rows(activities))
        self.themes = list(record.theme_tag_rows(activities))

    def nodes(self) -> set[int]:
        """Results and lead lines."""
        return {node for _, node in self.results} | {row[7] for row in self.rows if row[7] is not None}


def activity_rows(
    activities: ActivityQuerySet, tags: Tags, coded: Coded, members: Slugs, partners: Slugs
) -> tuple[ActivityRow, ...]:
    """The activities with all that is known of them, in the order of their first days."""
    member_parts, partner_parts = _parts(activities, members, partners)
    known: dict[str, Mapping[int, tuple[Any, ...]]] = {
        "days": _days(activities),
        "results": _tagged(tags.results, coded.node_keys),
        "challenges": _tagged(tags.challenges, coded.challenge_keys),
        "themes": _tagged(tags.themes, coded.theme_keys),
        "goals": _listed(record.goal_tag_rows(activities), _goal_order),
        "markers": _listed((activity, tuple(score)) for activity, *score in record.marker_score_rows(activities)),
        "members": member_parts,
        "partners": partner_parts,
        "people": _people(activities, members, partners),
        "counts": _counts(activities, {row[3]: row[2] for row in tags.rows}),
    }
    return tuple(
        _row(row, coded.node_keys, {field: lists.get(row[3], ()) for field, lists in known.items()})
        for row in tags.rows
    )


def _row(row: tuple[Any, ...], lead_lines: Slugs, known: Mapping[str, tuple[Any, ...]]) -> ActivityRow:
    (_, _, code, _, title, summary, kind, lead_line, format, network_role, *more) = row
    place, series, other_cities, is_members_only = more
    return ActivityRow(
        code=code,
        title=title,
        summary=summary,
        kind=kind,
        lead_line=lead_lines.get(lead_line, ""),
        format=format,
        network_role=network_role,
        place=place,
        series=series,
        other_cities=tuple(other_cities),
        is_members_only=is_members_only,
        **known,
    )


def _listed(rows: Iterable[tuple[int, Any]], order: Callable[[Any], Any] | None = None) -> dict[int, tuple[Any, ...]]:
    """For each activity what the rows have of it, in this order."""
    found: dict[int, list[Any]] = defaultdict(list)
    for activity, value in rows:
        found[activity].append(value)
    return {activity: tuple(sorted(values, key=order)) for activity, values in found.items()}


def _days(activities: ActivityQuerySet) -> dict[int, tuple[DaysRow, ...]]:
    return _listed(
        (
            (activity, DaysRow(Period(first, last), precision, title))
            for activity, first, last, precision, title in record.occurrence_rows(activities)
        ),
        lambda row: (row.period.first, row.period.last, row.precision, str(row.title)),
    )


def _tagged(tags: Iterable[tuple[int, int]], keys: Slugs) -> dict[int, tuple[str, ...]]:
    """For each activity the keys that it is tagged with, in order of print."""
    places = {pk: place for place, pk in enumerate(keys)}
    return {
        activity: tuple(keys[pk] for pk in tagged) for activity, tagged in _listed(tags, places.__getitem__).items()
    }


def _goal_order(goal: str) -> tuple[tuple[int, str], ...]:
    """Goals and targets as the United Nations list them: 5, 5.2, 5.10, 5.a."""
    return tuple((int(piece), "") if piece.isdigit() else (1000, piece) for piece in re.findall(r"\d+|[^\d.]+", goal))


def _parts(
    activities: ActivityQuerySet, members: Slugs, partners: Slugs
) -> tuple[Mapping[int, tuple[PartRow, ...]], Mapping[int, tuple[PartRow, ...]]]:
    """The parts of members, and those of partners, in the order in which they were noted."""
    made: dict[tuple[str, str], PartRow] = {}  # few members, many parts: equal rows are one row
    of_members: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    of_partners: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for activity, order, member, partner, role in record.involvement_rows(activities):
        if member is None:
            of_partners[activity].append((order, partners[partner], role))
        else:
            of_members[activity].append((order, members[member], role))

    def rows(parts: list[tuple[int, str, str]]) -> tuple[PartRow, ...]:
        parts.sort()
        return tuple(
            made.get((slug, role)) or made.setdefault((slug, role), PartRow(slug, role)) for _, slug, role in parts
        )

    return (
        {activity: rows(parts) for activity, parts in of_members.items()},
        {activity: rows(parts) for activity, parts in of_partners.items()},
    )


def _people(activities: ActivityQuerySet, members: Slugs, partners: Slugs) -> dict[int, tuple[PersonRow, ...]]:
    rows = (
        (activity, (order, name, title, role, members.get(member, ""), partners.get(partner, ""), *of_whom))
        for activity, order, name, title, role, member, partner, *of_whom in record.person_rows(activities)
    )
    # Texts have no order of their own; that of their words is the same on every database.
    ordered = _listed(rows, lambda person: (person[0], *map(str, person[1:])))
    return {activity: tuple(PersonRow(*person) for _, *person in people) for activity, people in ordered.items()}


def _counts(activities: ActivityQuerySet, codes: Mapping[int, str]) -> dict[int, tuple[CountRow, ...]]:
    rows = ((activity, tuple(count)) for activity, *count in record.participation_rows(activities))
    ordered = _listed(rows, lambda count: (BASES[count[0]], count[1:4]))
    return {
        activity: tuple(_count_row(codes[activity], count) for count in counts) for activity, counts in ordered.items()
    }


def _count_row(code: str, count: tuple[Any, ...]) -> CountRow:
    """A count, known by its activity, its basis and whom it counts: there is one of each."""
    basis, sex, mode, country, qualifier, number, upper, printed = count
    id = "/".join(part for part in (code, basis, sex, mode, country) if part)
    return CountRow(id, Count(Qualifier(qualifier), Basis(basis), number, upper), sex, mode, country, printed)
