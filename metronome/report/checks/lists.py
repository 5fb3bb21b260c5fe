"""Lists: what a report prints as a list, against what the record holds; both ways, once names are resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.network.enums import StandingKind
from metronome.record.enums import InvolvementRole
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.rows import ActivityRow, PrintedListRow
from metronome.report.snapshot import Snapshot

from .finding import Found, check
from .printed import kind_of, meant, possible
from .saying import Say

#: A list of places of the plan at one depth: plan.level.1 for its lines.
LEVEL = "plan.level."


@dataclass(frozen=True, slots=True)
class _Pair:
    """A printed list and the set that the record holds in its place; ids without their kind."""

    printed: PrintedListRow
    kind: str
    recorded: Set[str]
    ids: Set[str]

    @property
    def subject(self) -> str:
        return self.printed.subject or f"list:{self.printed.name}"


def _pairs(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[_Pair]:
    for printed in snapshot.printed:
        kind = kind_of(printed.name)
        recorded = _recorded(snapshot, figures, printed)
        if kind is not None and recorded is not None:
            ids = {id for id in (meant(snapshot, printed, item) for item in printed.items) if id}
            yield _Pair(printed, kind, recorded, ids)


def _recorded(snapshot: Snapshot, figures: Mapping[str, Figure], printed: PrintedListRow) -> Set[str] | None:
    """What the record holds for a printed list; None for one that nothing in it answers to."""
    about, _, id = printed.subject.partition(":")
    if printed.name.startswith(LEVEL):
        return _above(snapshot, printed.name.removeprefix(LEVEL))
    figure = figures.get(printed.name)
    if figure is not None and figure.items is not None and not printed.subject:
        return set(figure.items)
    if about == "activity" and id in snapshot.activity:
        return _box(snapshot.activity[id], printed.name)
    if about == "region" and printed.name == "members.region":
        return {
            member.slug
            for member in snapshot.members
            if member.region == id
            for standing in member.standings
            if standing.kind == StandingKind.FULL and standing.period.touches(snapshot.period)
        }
    return None


def _above(snapshot: Snapshot, depth: str) -> Set[str]:
    """The places of the plan, at one depth, under which an activity worked on something."""
    worked_on = _with_parents(snapshot, {key for activity in snapshot.activities for key in activity.results})
    return {key for key in worked_on if str(snapshot.node[key].depth) == depth}


def _box(activity: ActivityRow, name: str) -> Set[str] | None:
    if name == "members.box":
        return {part.slug for part in activity.members if part.role != InvolvementRole.NAMED}
    if name == "partners.box":
        return {part.slug for part in activity.partners if part.role != InvolvementRole.NAMED}
    return None


def _proof(snapshot: Snapshot, kind: str, ids: Set[str]) -> list[list[object]]:
    """Each id with the activities that hold it, in their order."""
    proof: dict[str, list[str]] = {id: [] for id in sorted(ids)}
    for activity in snapshot.activities:
        for id in ids & _tags(snapshot, activity, kind):
            proof[id].append(f"activity:{activity.code}")
    return [[f"{kind}:{id}", activities] for id, activities in proof.items()]


def _tags(snapshot: Snapshot, activity: ActivityRow, kind: str) -> Set[str]:
    if kind == "result":
        return _with_parents(snapshot, activity.results)
    if kind == "challenge":
        return set(activity.challenges)
    parts = activity.members if kind == "member" else activity.partners
    return {part.slug for part in parts if part.role != InvolvementRole.NAMED}


def _with_parents(snapshot: Snapshot, keys: Iterable[str]) -> Set[str]:
    """Places of the plan with all that they lie under."""
    found = set()
    for key in keys:
        node = snapshot.node.get(key)
        while node is not None:
            found.add(node.key)
            node = snapshot.node.get(node.parent)
    return found


def _list(say: Say) -> str:
    """What a list is called: the figure it answers to, or the thing it stands with."""
    kind, _, id = say.subject.partition(":")
    return say.figure(id) if kind == "list" else say.name(say.subject)


def _with_proof(say: Say) -> str:
    return say.all_of(
        _("%(item)s (%(activities)s)") % {"item": say.name(item), "activities": say.names(activities)}
        if activities
        else say.name(item)
        for item, activities in say["items"]
    )


@check(
    "lists.missing",
    Severity.ASK,
    label=lambda: _("Recorded and not printed"),
    message=lambda say: (
        _("The printed list “%(list)s” leaves out what the record holds: %(items)s.")
        % {"list": _list(say), "items": _with_proof(say)}
    ),
    mend=lambda say: _(
        "If the record is right, the next report mends it by itself; if the list is right, take the tag off the"
        " activity."
    ),
)
def missing(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for pair in _pairs(snapshot, figures):
        unclear = {id for item in pair.printed.items for id in possible(snapshot, pair.printed, item)}
        left_out = pair.recorded - pair.ids - unclear
        if left_out and pair.printed.items:
            yield Found(pair.subject, {"items": _proof(snapshot, pair.kind, left_out)}, pair.printed.where)


@check(
    "lists.extra",
    Severity.ASK,
    label=lambda: _("Printed and not recorded"),
    message=lambda say: (
        _("The printed list “%(list)s” has what the record does not hold: %(items)s.")
        % {"list": _list(say), "items": say.names(say["items"])}
    ),
    mend=lambda say: _("Tag the activity that the list had in mind, or leave the item out of the next report."),
)
def extra(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for pair in _pairs(snapshot, figures):
        if surplus := sorted(pair.ids - pair.recorded):
            yield Found(pair.subject, {"items": [f"{pair.kind}:{id}" for id in surplus]}, pair.printed.where)


@check(
    "lists.empty",
    Severity.ASK,
    label=lambda: _("A list printed empty"),
    message=lambda say: (
        _("The list “%(list)s” is printed without one item, while the record holds %(number)s: %(items)s.")
        % {"list": _list(say), "number": say.number(len(say["items"])), "items": say.names(say["items"])}
    ),
    mend=lambda say: _("See whether the items stood in the document as pictures; the next report prints them."),
)
def empty(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for pair in _pairs(snapshot, figures):
        if pair.recorded and not pair.printed.items:
            items = [f"{pair.kind}:{id}" for id in sorted(pair.recorded)]
            yield Found(pair.subject, {"items": items}, pair.printed.where)
