"""Makes the frozen rows of a snapshot out of what the rooms below answer.

Everything is sorted here and not by the database, because two databases sort text in two ways, and nothing is sorted
by a row's id, because the same network loaded twice has other ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from metronome.governance import queries as governance
from metronome.ground.period import Period
from metronome.listening import queries as listening
from metronome.network import queries as network
from metronome.plan import queries as plan
from metronome.record import queries as record
from metronome.report.rows import (
    AssessmentRow,
    BilateralRow,
    BodyRow,
    ChallengeRow,
    LevelRow,
    MandateRow,
    MemberRow,
    MentionRow,
    NodeRow,
    OfficeRow,
    PartnerRow,
    PlanRow,
    RegionRow,
    StandingRow,
    ThemeRow,
)

Slugs = Mapping[int | None, str]
in_order = itemgetter(0, 1)


def regions() -> tuple[RegionRow, ...]:
    return tuple(RegionRow(slug, name) for _, slug, name in sorted(network.region_rows(), key=in_order))


def members() -> tuple[tuple[MemberRow, ...], Slugs]:
    """Every government, and the slug for each id."""
    standings: dict[int, list[StandingRow]] = defaultdict(list)
    for member, kind, since, until in network.standing_rows():
        standings[member].append(StandingRow(kind, Period(since, until)))
    spellings: dict[int, list[str]] = defaultdict(list)
    for member, _, spelling in network.spelling_rows().exclude(member=None):
        spellings[member].append(spelling)
    rows = sorted(network.member_rows(), key=in_order)
    return (
        tuple(
            MemberRow(
                slug,
                name,
                official_name,
                country,
                region or "",
                latitude,
                longitude,
                tuple(sorted(standings[pk], key=_by_begin)),
                tuple(sorted(spellings[pk])),
            )
            for _, slug, pk, name, official_name, country, region, latitude, longitude in rows
        ),
        {row[2]: row[1] for row in rows},
    )


def _by_begin(standing: StandingRow) -> tuple[date, date, str]:
    return standing.period.first or date.min, standing.period.last or date.max, standing.kind


def partners() -> tuple[tuple[PartnerRow, ...], Slugs]:
    """Every partner, and the slug for each id."""
    spellings: dict[int, list[str]] = defaultdict(list)
    for _, partner, spelling in network.spelling_rows().exclude(partner=None):
        spellings[partner].append(spelling)
    rows = sorted(network.partner_rows(), key=itemgetter(0))
    return (
        tuple(
            PartnerRow(slug, name, acronym, kind, tuple(sorted(spellings[pk])))
            for slug, pk, name, acronym, kind in rows
        ),
        {row[1]: row[0] for row in rows},
    )


@dataclass(frozen=True, slots=True)
class Coded:
    """The part of the plans that a snapshot holds, and for each id its key and its place in the order of print."""

    plans: tuple[PlanRow, ...]
    nodes: tuple[NodeRow, ...]
    challenges: tuple[ChallengeRow, ...]
    themes: tuple[ThemeRow, ...]
    node_keys: Slugs
    challenge_keys: Slugs
    theme_keys: Slugs


def coded(period: Period, *, nodes: set[int], challenges: set[int], themes: set[int]) -> Coded:
    """The plans valid in the period with all they hold; of other plans only what is named by these ids, with what
    stands above it."""
    plans = sorted(plan.plan_rows(), key=in_order)
    slugs = {pk: slug for _, slug, pk, _, _ in plans}
    valid = {pk for first, _, pk, last, _ in plans if Period(first, last).touches(period)}
    levels: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for level_plan, *level in plan.level_rows():
        levels[level_plan].append(tuple(level))
    ranks = {pk: rank for rank, (_, _, pk, _, _) in enumerate(plans)}
    node_rows = _kept(plan.node_rows(), ranks, valid, nodes, parent=4)
    challenge_rows = _kept(plan.challenge_rows(), ranks, valid, challenges, parent=4)
    theme_rows = _kept(plan.theme_rows(), ranks, valid, themes, parent=None)
    node_keys, challenge_keys, theme_keys = (_keys(rows, slugs) for rows in (node_rows, challenge_rows, theme_rows))
    return Coded(
        plans=tuple(_plan(row, levels[row[2]]) for row in plans if row[2] in valid),
        nodes=_nodes(node_rows, node_keys, slugs, levels),
        challenges=_challenges(challenge_rows, challenge_keys, slugs),
        themes=tuple(ThemeRow(theme_keys[pk], slugs[of], label) for of, _, _, pk, label in theme_rows),
        node_keys=node_keys,
        challenge_keys=challenge_keys,
        theme_keys=theme_keys,
    )


def _plan(row: tuple[Any, ...], levels: Iterable[tuple[Any, ...]]) -> PlanRow:
    first, slug, _, last, title = row
    ordered = sorted(levels, key=itemgetter(0))
    return PlanRow(slug, title, Period(first, last), tuple(LevelRow(*level) for level in ordered))


def _nodes(
    rows: Iterable[tuple[Any, ...]], keys: Slugs, slugs: Mapping[int, str], levels: Mapping[int, list[tuple[Any, ...]]]
) -> tuple[NodeRow, ...]:
    """The nodes; a result is one of the deepest level of its plan."""
    deepest = {pk: max((depth for depth, _, _ in found), default=0) for pk, found in levels.items()}
    coded = {(of, code): keys[pk] for of, _, code, pk, *_ in rows}
    return tuple(
        NodeRow(
            keys[pk],
            code,
            slugs[of],
            keys.get(parent, ""),
            depth,
            label,
            short_label,
            retired_on,
            depth == deepest[of],
            added_on,
            tuple(coded[of, successor] for successor in successors if (of, successor) in coded),
        )
        for of, _, code, pk, parent, depth, label, short_label, retired_on, added_on, successors in rows
    )


def _challenges(rows: Sequence[tuple[Any, ...]], keys: Slugs, slugs: Mapping[int, str]) -> tuple[ChallengeRow, ...]:
    """The challenges; one that others refine is no last one."""
    refined = {row[4] for row in rows}
    return tuple(
        ChallengeRow(keys[pk], code, slugs[of], keys.get(parent, ""), label, pk not in refined)
        for of, _, code, pk, parent, label in rows
    )


def _kept(
    rows: Iterable[tuple[Any, ...]], ranks: Mapping[int, int], valid: set[int], named: set[int], parent: int | None
) -> list[tuple[Any, ...]]:
    """Rows (plan, order, code, id ...) of the valid plans, those named and what is above them, in order of print."""
    by_id = {row[3]: row for row in rows}
    kept = {pk for pk, row in by_id.items() if row[0] in valid}
    for pk in named - kept:
        above: int | None = pk
        while above is not None:
            kept.add(above)
            above = by_id[above][parent] if parent is not None else None
    return sorted((by_id[pk] for pk in kept), key=lambda row: (ranks[row[0]], row[1], row[2]))


def _keys(rows: Sequence[tuple[Any, ...]], slugs: Mapping[int, str]) -> dict[int | None, str]:
    """For each id, in order of print, its code; led by the plan's slug where two plans use that code."""
    plans_of: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        plans_of[row[2]].add(row[0])
    return {row[3]: row[2] if len(plans_of[row[2]]) == 1 else f"{slugs[row[0]]}:{row[2]}" for row in rows}


def assessments(period: Period, keys: Slugs) -> tuple[AssessmentRow, ...]:
    """How bodies judged nodes in the period, by the node's key, then by day."""
    rows = [
        AssessmentRow(keys[node], year, is_final, rating, label, body, on)
        for on, node, year, is_final, rating, label, body in plan.assessment_rows(period)
        if node in keys
    ]
    return tuple(sorted(rows, key=lambda row: (row.node, row.on, row.year, row.is_final)))


def mentions(period: Period) -> tuple[MentionRow, ...]:
    return tuple(
        MentionRow(slug, outlet, Period(first, last), precision, subject, member or "", activity, url)
        for first, _, slug, last, outlet, precision, subject, member, activity, url in sorted(
            record.mention_rows(period), key=itemgetter(0, 1, 2)
        )
    )


def bilaterals(period: Period) -> tuple[BilateralRow, ...]:
    return tuple(
        BilateralRow(slug, Period(first, last), precision, channel, member or "", partner or "")
        for first, _, slug, last, precision, channel, member, partner in sorted(
            listening.bilateral_rows(period), key=itemgetter(0, 1, 2)
        )
    )


def bodies() -> tuple[BodyRow, ...]:
    return tuple(BodyRow(slug, kind, label) for _, slug, kind, label in sorted(governance.body_rows(), key=in_order))


def offices() -> tuple[OfficeRow, ...]:
    return tuple(OfficeRow(slug, label) for _, slug, label in sorted(governance.office_rows(), key=in_order))


def mandates(period: Period) -> tuple[MandateRow, ...]:
    """The mandates that run on a day of the period. Of a contact that is not public, only the office stands: the slugs
    are left out with the name, because they often hold it."""
    members_of: dict[int, list[str]] = defaultdict(list)
    for mandate, member in governance.mandate_member_rows():
        members_of[mandate].append(member)
    return tuple(
        MandateRow(
            slug if is_public else "",
            body,
            office,
            contact if is_public else "",
            name if is_public else "",
            title,
            tuple(sorted(members_of[pk])),
            region or "",
            Period(since, until),
        )
        for _, slug, pk, body, office, contact, name, title, is_public, region, since, until in sorted(
            governance.mandate_rows(period), key=in_order
        )
    )
