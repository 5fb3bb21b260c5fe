"""The frozen rows of activities, put together from one question for each kind of row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.period import Period
from metronome.record import queries as record
from metronome.record.models import ActivityQuerySet
from metronome.report.gathering import Coded, Slugs
from metronome.report.snapshot import ActivityRow, CountRow, DaysRow, PartRow, PersonRow

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
    days = _days(activities)
    results = _tagged(tags.results, coded.node_keys)
    challenges = _tagged(tags.challenges, coded.challenge_keys)
    themes = _tagged(tags.themes, coded.theme_keys)
    goals: dict[int, list[str]] = defaultdict(list)
    for activity, goal in record.goal_tag_rows(activities):
        goals[activity].append(goal)
    markers: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for activity, marker, score in record.marker_score_rows(activities):
        markers[activity].append((marker, score))
    member_parts, partner_parts = _parts(activities, members, partners)
    people = _people(activities, members, partners)
    counts = _counts(activities)
    return tuple(
        ActivityRow(
            code=code,
            title=title,
            summary=summary,
            kind=kind,
            lead_line=coded.node_keys.get(lead_line, ""),
            format=format,
            network_role=network_role,
            days=tuple(days.get(pk, ())),
            results=results.get(pk, ()),
            challenges=challenges.get(pk, ()),
            themes=themes.get(pk, ()),
            goals=tuple(sorted(goals.get(pk, ()), key=_goal_order)),
            markers=tuple(sorted(markers.get(pk, ()))),
            members=member_parts.get(pk, ()),
            partners=partner_parts.get(pk, ()),
            people=people.get(pk, ()),
            counts=tuple(_count_row(code, count) for count in counts.get(pk, ())),
            place=place,
            series=series,
            other_cities=tuple(other_cities),
            is_members_only=is_members_only,
        )
        for (
            *_,
            code,
            pk,
            title,
            summary,
            kind,
            lead_line,
            format,
            network_role,
            place,
            series,
            other_cities,
            is_members_only,
        ) in tags.rows
    )


def _days(activities: ActivityQuerySet) -> dict[int, list[DaysRow]]:
    rows: dict[int, list[DaysRow]] = defaultdict(list)
    for activity, first, last, precision, title in record.occurrence_rows(activities):
        rows[activity].append(DaysRow(Period(first, last), precision, title))
    for days in rows.values():
        if len(days) > 1:
            days.sort(key=lambda row: (row.period.first, row.period.last, row.precision, str(row.title)))
    return rows


def _tagged(tags: Iterable[tuple[int, int]], keys: Slugs) -> dict[int, tuple[str, ...]]:
    """For each activity the keys that it is tagged with, in order of print."""
    places = {pk: place for place, pk in enumerate(keys)}
    ordered = sorted(tags, key=lambda tag: places[tag[1]])
    found: dict[int, list[str]] = defaultdict(list)
    for activity, tagged in ordered:
        found[activity].append(keys[tagged])
    return {activity: tuple(listed) for activity, listed in found.items()}


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
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for activity, order, name, title, role, member, partner, is_of_the_network, is_named_in_text in record.person_rows(
        activities
    ):
        found[activity].append(
            (
                order,
                name,
                title,
                role,
                members.get(member, ""),
                partners.get(partner, ""),
                is_of_the_network,
                is_named_in_text,
            )
        )
    return {activity: tuple(PersonRow(*person) for _, *person in sorted(people)) for activity, people in found.items()}


def _counts(activities: ActivityQuerySet) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for activity, *count in record.participation_rows(activities):
        found[activity].append(tuple(count))
    for counts in found.values():
        counts.sort(key=lambda count: (BASES[count[0]], count[1:4]))
    return found


def _count_row(code: str, count: tuple[Any, ...]) -> CountRow:
    """A count, known by its activity, its basis and whom it counts: there is one of each."""
    basis, sex, mode, country, qualifier, number, upper, printed = count
    id = "/".join(part for part in (code, basis, sex, mode, country) if part)
    return CountRow(id, Count(Qualifier(qualifier), Basis(basis), number, upper), sex, mode, country, printed)
