"""The rows of a snapshot that a report about one thing needs: a member, a partner, a part of a plan, a plan, a choice
of activities. What is left is a snapshot like any other; its figures count nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from metronome.record.enums import InvolvementRole

from .rows import ActivityRow, ChallengeRow, NodeRow, ProjectRow
from .snapshot import Snapshot

#: What a report can be about. The whole network has no name here: nothing is narrowed.
SORTS = ("member", "partner", "node", "plan", "activity")


def narrowed(snapshot: Snapshot, about: Iterable[str]) -> Snapshot:
    """The snapshot with what concerns these things (all of one sort: partner:un-habitat), and with the names of what
    that leads to. The same snapshot for none.

    Raises ValueError for things of several sorts, or of one that no report is about.
    """
    wished = replace(snapshot, about=tuple(about), kept=_kept(snapshot))
    if not wished.about:
        return snapshot
    if wished.sort not in SORTS or len({one.partition(":")[0] for one in wished.about}) > 1:
        raise ValueError(f"no report is about {', '.join(wished.about)}")
    return _with_names(_ROWS[wished.sort](wished))


def _kept(snapshot: Snapshot) -> tuple[str, ...]:
    """The sorts of rows of which the record holds any for the period. What members asked is always known: they ask
    here."""
    people = any(activity.people for activity in snapshot.activities)
    sorts = ("activities", "bilaterals", "mandates", "mentions", "practices", "projects", "transfers")
    found = [*(sort for sort in sorts if getattr(snapshot, sort)), *(["people"] if people else []), "corrections"]
    return tuple(sorted(found))


def _of_member(snapshot: Snapshot) -> Snapshot:
    """What a member had a part in, with nothing of other members."""
    (slug,) = snapshot.subjects
    return replace(
        snapshot,
        activities=tuple(
            replace(
                activity,
                members=tuple(part for part in activity.members if part.slug == slug),
                people=tuple(person for person in activity.people if person.member == slug),
                counts=(),
                other_cities=(),
                summary=type(activity.summary)(),
            )
            for activity in snapshot.activities
            if any(part.slug == slug and part.role != InvolvementRole.NAMED for part in activity.members)
        ),
        mentions=tuple(row for row in snapshot.mentions if row.member == slug),
        bilaterals=tuple(row for row in snapshot.bilaterals if row.member == slug),
        mandates=tuple(replace(row, members=(slug,)) for row in snapshot.mandates if slug in row.members),
        members=tuple(replace(row, spellings=()) for row in snapshot.members if row.slug == slug),
        corrections=tuple(row for row in snapshot.corrections if row.member == slug),
        projects=tuple(_carried_by(slug, row) for row in snapshot.projects if _carries(slug, row)),
        practices=tuple(row for row in snapshot.practices if row.member == slug),
        transfers=tuple(row for row in snapshot.transfers if slug in (row.origin, row.member)),
    )


def _carries(slug: str, project: ProjectRow) -> bool:
    return any(part.slug == slug for part in project.members)


def _carried_by(slug: str, project: ProjectRow) -> ProjectRow:
    """A project as it is told to one member: with nothing of others."""
    own = tuple(part for part in project.members if part.slug == slug)
    return replace(project, members=own, partners=(), sources=(), instalments=(), faults=())


def _of_activities(snapshot: Snapshot, is_in: Callable[[ActivityRow], bool]) -> Snapshot:
    """Certain activities, with the mentions that they had."""
    activities = tuple(activity for activity in snapshot.activities if is_in(activity))
    codes = {activity.code for activity in activities}
    return replace(
        snapshot,
        activities=activities,
        mentions=tuple(row for row in snapshot.mentions if row.activity in codes),
        bilaterals=(),
        mandates=(),
        projects=(),
        practices=(),
        transfers=(),
    )


def _of_choice(snapshot: Snapshot) -> Snapshot:
    return _of_activities(snapshot, lambda activity: activity.code in snapshot.subjects)


def _of_partner(snapshot: Snapshot) -> Snapshot:
    """What a partner had a part in, and the meetings with it."""
    partners = set(snapshot.subjects)

    def is_in(activity: ActivityRow) -> bool:
        return any(part.slug in partners and part.role != InvolvementRole.NAMED for part in activity.partners)

    meetings = tuple(row for row in snapshot.bilaterals if row.partner in partners)
    return replace(_of_activities(snapshot, is_in), bilaterals=meetings, projects=_with_partners(snapshot, partners))


def _with_partners(snapshot: Snapshot, partners: set[str]) -> tuple[ProjectRow, ...]:
    """The projects that these partners carry or give money to, with no money but theirs."""
    found = []
    for project in snapshot.projects:
        own = tuple(source for source in project.sources if source.partner in partners)
        if own or any(part.slug in partners for part in project.partners):
            paid = {source.code for source in own}
            instalments = tuple(one for one in project.instalments if one.source in paid)
            found.append(replace(project, sources=own, instalments=instalments, faults=()))
    return tuple(found)


def _of_node(snapshot: Snapshot) -> Snapshot:
    """What is tagged with a place in a plan or with one below it, or led by it."""
    below = _below(snapshot.nodes, set(snapshot.subjects))

    def is_in(activity: ActivityRow) -> bool:
        return activity.lead_line in below or any(key in below for key in activity.results)

    projects = tuple(row for row in snapshot.projects if row.line in below or below.intersection(row.results))
    return replace(_of_activities(snapshot, is_in), projects=projects)


def _below(nodes: Iterable[NodeRow], keys: set[str]) -> set[str]:
    """These places and all below them; a node stands after the one above it."""
    found = set(keys)
    for node in nodes:
        if node.parent in found:
            found.add(node.key)
    return found


def _of_plan(snapshot: Snapshot) -> Snapshot:
    """A plan, what was done for it and how it was assessed."""
    plans = set(snapshot.subjects)
    keys = {node.key for node in snapshot.nodes if node.plan in plans}

    def is_in(activity: ActivityRow) -> bool:
        return activity.lead_line in keys or any(key in keys for key in activity.results)

    return replace(
        snapshot,
        activities=tuple(activity for activity in snapshot.activities if is_in(activity)),
        projects=tuple(row for row in snapshot.projects if row.line in keys or keys.intersection(row.results)),
        plans=tuple(row for row in snapshot.plans if row.slug in plans),
        nodes=tuple(row for row in snapshot.nodes if row.plan in plans),
        challenges=tuple(row for row in snapshot.challenges if row.plan in plans),
        themes=tuple(row for row in snapshot.themes if row.plan in plans),
    )


_ROWS: Mapping[str, Callable[[Snapshot], Snapshot]] = {
    "member": _of_member,
    "partner": _of_partner,
    "node": _of_node,
    "plan": _of_plan,
    "activity": _of_choice,
}


# Names


def _with_names(found: Snapshot) -> Snapshot:
    """Without the rows that nothing in it leads to: what a reader of it does not need, it does not carry."""
    if found.sort == "plan":
        return replace(found, stated=(), printed=(), documents=())
    keys = {key for activity in found.activities for key in (*activity.results, activity.lead_line)}
    keys |= {key for project in found.projects for key in (*project.results, project.line)}
    own = _below(found.nodes, set(found.subjects)) if found.sort == "node" else set()
    nodes = _with_above(found.node, keys | own)
    answered = {key for activity in found.activities for key in activity.challenges}
    themes = {key for activity in found.activities for key in activity.themes}
    kinds = {activity.kind for activity in found.activities}
    members, partners = _named(found)
    return replace(
        found,
        regions=tuple(row for row in found.regions if row.slug in {found.member[slug].region for slug in members}),
        members=tuple(row for row in found.members if row.slug in members),
        partners=tuple(row for row in found.partners if row.slug in partners),
        plans=tuple(row for row in found.plans if row.slug in {found.node[key].plan for key in nodes}),
        nodes=tuple(row for row in found.nodes if row.key in nodes),
        challenges=tuple(row for row in found.challenges if row.key in _with_above(found.challenge, answered)),
        themes=tuple(row for row in found.themes if row.key in themes),
        kinds=tuple(row for row in found.kinds if row.slug in kinds),
        bodies=tuple(row for row in found.bodies if row.slug in {mandate.body for mandate in found.mandates}),
        offices=tuple(row for row in found.offices if row.slug in {mandate.office for mandate in found.mandates}),
        assessments=tuple(row for row in found.assessments if row.node in nodes),
        stated=(),
        printed=(),
        documents=(),
    )


def _with_above(rows: Mapping[str, NodeRow] | Mapping[str, ChallengeRow], keys: Iterable[str]) -> set[str]:
    """These keys, as far as they are there, and those of all that stands above them."""
    found: set[str] = set()
    for key in keys:
        while key in rows and key not in found:
            found.add(key)
            key = rows[key].parent
    return found


def _named(found: Snapshot) -> tuple[set[str], set[str]]:
    """The members and the partners that the rows name."""
    parts: Any = found.activities
    members = {part.slug for activity in parts for part in activity.members}
    partners = {part.slug for activity in parts for part in activity.partners}
    members |= {part.slug for project in found.projects for part in project.members}
    members |= {row.member for row in found.practices}
    members |= {slug for row in found.transfers for slug in (row.origin, row.member)}
    partners |= {part.slug for project in found.projects for part in project.partners}
    partners |= {source.partner for project in found.projects for source in project.sources}
    for rows in (found.mentions, found.bilaterals, *(activity.people for activity in parts)):
        members |= {row.member for row in rows if row.member}
    for rows in (found.bilaterals, *(activity.people for activity in parts)):
        partners |= {row.partner for row in rows if row.partner}
    members |= {slug for mandate in found.mandates for slug in mandate.members}
    sort, subjects = found.sort, set(found.subjects)
    members |= subjects if sort == "member" else set()
    partners |= subjects if sort == "partner" else set()
    return members & found.member.keys(), partners & found.partner.keys()
