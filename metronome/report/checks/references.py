"""References: what a row points to exists, and was in force on the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from metronome.record.enums import InvolvementRole
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.rows import ActivityRow, BilateralRow, MentionRow, PlanRow
from metronome.report.snapshot import Snapshot

from .finding import Found, check


@check(
    "references.unknown",
    Severity.STOP,
    label=lambda: _("A code or name that leads nowhere"),
    message=lambda say: (
        _("%(subject)s refers to what the record does not know: %(unknown)s. A reader cannot follow it.")
        % {"subject": say.name(say.subject), "unknown": say.names(say["unknown"])}
    ),
    mend=lambda say: _("Correct the code or the name, or add what is missing to the plan or to the network."),
)
def unknown(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    known = {
        *(f"result:{key}" for key in snapshot.node),
        *(f"challenge:{key}" for key in snapshot.challenge),
        *(f"theme:{row.key}" for row in snapshot.themes),
        *(f"member:{slug}" for slug in snapshot.member),
        *(f"partner:{slug}" for slug in snapshot.partner),
    }
    for subject, references in _references(snapshot):
        if missing := sorted(references - known):
            yield Found(subject, {"unknown": missing})


def _references(snapshot: Snapshot) -> Iterator[tuple[str, set[str]]]:
    """Each row with all that it refers to."""
    for activity in snapshot.activities:
        tags = {
            *(f"result:{key}" for key in (*activity.results, activity.lead_line) if key),
            *(f"challenge:{key}" for key in activity.challenges),
            *(f"theme:{key}" for key in activity.themes),
            *(f"member:{part.slug}" for part in activity.members),
            *(f"partner:{part.slug}" for part in activity.partners),
            *(reference for person in activity.people for reference in _parties(person.member, person.partner)),
        }
        yield f"activity:{activity.code}", tags
    meetings: tuple[BilateralRow | MentionRow, ...] = (*snapshot.bilaterals, *snapshot.mentions)
    for row in meetings:
        if isinstance(row, BilateralRow):
            yield f"bilateral:{row.slug}", set(_parties(row.member, row.partner))
        else:
            yield f"mention:{row.slug}", set(_parties(row.member, ""))


def _parties(member: str, partner: str) -> Iterator[str]:
    if member:
        yield f"member:{member}"
    if partner:
        yield f"partner:{partner}"


@check(
    "references.outside_plan",
    Severity.ASK,
    label=lambda: _("A tag of a plan that was not in force"),
    message=lambda say: (
        _("%(activity)s is tagged with %(tags)s, of a plan that was not in force on its days.")
        % {"activity": say.name(say.subject), "tags": say.names(say["tags"])}
    ),
    mend=lambda say: _("Tag the activity with codes of a plan that was in force on its days, or correct its days."),
)
def outside_plan(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for activity in snapshot.activities:
        plan_of = {
            **{f"result:{key}": snapshot.node[key].plan for key in activity.results if key in snapshot.node},
            **{
                f"challenge:{key}": snapshot.challenge[key].plan
                for key in activity.challenges
                if key in snapshot.challenge
            },
        }
        tags = [tag for tag, plan in plan_of.items() if not _in_force(snapshot.plan.get(plan), activity)]
        if tags:
            yield Found(f"activity:{activity.code}", {"tags": tags})


def _in_force(plan: PlanRow | None, activity: ActivityRow) -> bool:
    return plan is not None and activity.touches(plan.period)


@check(
    "references.retired",
    Severity.ASK,
    label=lambda: _("A tag that was retired"),
    message=lambda say: (
        _("%(activity)s is tagged with %(tags)s, which the plan had retired by then.")
        % {"activity": say.name(say.subject), "tags": say.names(say["tags"])}
    ),
    mend=lambda say: (
        _("Tag the activity with what took its place: %(successors)s.") % {"successors": say.names(say["successors"])}
        if say.facts.get("successors")
        else _("Tag the activity with the codes that took its place.")
    ),
)
def retired(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for activity in snapshot.activities:
        nodes = [snapshot.node[key] for key in activity.results if key in snapshot.node]
        first = min(days.period.first for days in activity.days if days.period.first)
        ended = [node for node in nodes if node.retired_on is not None and node.retired_on <= first]
        successors = dict.fromkeys(f"result:{key}" for node in ended for key in node.successors)
        if ended:
            tags = [f"result:{node.key}" for node in ended]
            facts = {"tags": tags, "successors": [*successors]} if successors else {"tags": tags}
            yield Found(f"activity:{activity.code}", facts)


@check(
    "references.not_yet_added",
    Severity.ASK,
    label=lambda: _("A tag that the plan did not have yet"),
    message=lambda say: (
        _("%(activity)s is tagged with %(tags)s, which an amendment added to the plan only later.")
        % {"activity": say.name(say.subject), "tags": say.names(say["tags"])}
    ),
    mend=lambda say: _("Tag the activity with codes that the plan had on its days, or correct its days."),
)
def not_yet_added(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for activity in snapshot.activities:
        nodes = [snapshot.node[key] for key in activity.results if key in snapshot.node]
        last = max(days.period.last or date.max for days in activity.days)
        tags = [f"result:{node.key}" for node in nodes if node.added_on is not None and node.added_on > last]
        if tags:
            yield Found(f"activity:{activity.code}", {"tags": tags})


@check(
    "references.not_a_result",
    Severity.ASK,
    label=lambda: _("A tag that is no result"),
    message=lambda say: (
        _("%(activity)s is tagged with %(tags)s, which is no result: it counts for none.")
        % {"activity": say.name(say.subject), "tags": say.names(say["tags"])}
    ),
    mend=lambda say: _("Tag the activity with a result below it."),
)
def not_a_result(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for activity in snapshot.activities:
        nodes = [snapshot.node[key] for key in activity.results if key in snapshot.node]
        tags = [f"result:{node.key}" for node in nodes if not node.is_result]
        if tags:
            yield Found(f"activity:{activity.code}", {"tags": tags})


@check(
    "references.not_in_standing",
    Severity.ASK,
    label=lambda: _("A member that was none on the day"),
    message=lambda say: (
        _("%(activity)s involves %(members)s, who was in no standing on any of its days.")
        % {"activity": say.name(say.subject), "members": say.names(say["members"])}
    ),
    mend=lambda say: _("Correct since when or until when it was a member, or take it out of the activity."),
)
def not_in_standing(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for activity in snapshot.activities:
        tagged = {part.slug for part in activity.members if part.role != InvolvementRole.NAMED}
        strangers = sorted(slug for slug in tagged & snapshot.member.keys() if not _stands(snapshot, slug, activity))
        if strangers:
            yield Found(f"activity:{activity.code}", {"members": [f"member:{slug}" for slug in strangers]})


def _stands(snapshot: Snapshot, slug: str, activity: ActivityRow) -> bool:
    return any(activity.touches(standing.period) for standing in snapshot.member[slug].standings)
