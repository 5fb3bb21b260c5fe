"""Activities as a list, with all their parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from metronome.desk.sheets import Label
from metronome.ground.hand import Hand, Keys
from metronome.intake.nouns.record import read_activity
from metronome.network.models import Contact, Member, Partner
from metronome.plan.models import Challenge, Marker, Node, PlannedActivity, Theme
from metronome.record.actions import RecordKeys, put_activities
from metronome.record.choices import choices
from metronome.record.enums import EvidenceKind, InvolvementRole, State
from metronome.record.given import GivenActivity, GivenEvidence
from metronome.record.held import held_all
from metronome.record.models import Activity, Kind
from metronome.record.phrases import field_label

from .columns import Column, Listing, Sort, row_of, span_text
from .counts import count_text
from .grammar import Row
from .on_record import OnRecord

#: Parts as a folder names their fields.
PERSON = {
    "name": "name",
    "title": "title",
    "role": "role",
    "contact": "person",
    "member": "member",
    "partner": "partner",
    "is_of_the_network": "of_the_network",
    "is_named_in_text": "named",
    "is_public": "public",
    "gender": "gender",
}
COUNTED = ("number", "upper", "qualifier", "basis")
COUNT = {name: name for name in ("sex", "mode", "country", "printed")}
SCORE = {name: name for name in ("marker", "score", "reason")}
EVIDENCE = {name: name for name in ("url", "label", "on")}
FOLLOW_UP = {name: name for name in ("what", "owner", "due_on", "done_on", "verified_by", "verified_on")}
INVOLVED = {name: name for name in ("member", "partner", "role")}
#: Roles that have a column of their own.
OWN_COLUMN = (InvolvementRole.ACTIVATED, InvolvementRole.PARTNER, InvolvementRole.NAMED)


def _days(activity: GivenActivity, record: OnRecord) -> list[Row]:
    return [
        {"on": span_text(day.first_day, day.last_day, day.precision), **row_of(day, {"title": "title"}, _all(record))}
        for day in activity.occurrences
    ]


def _involved(role: str, side: str) -> Callable[[GivenActivity, OnRecord], list[str]]:
    return lambda activity, record: [
        str(getattr(one, side)) for one in activity.involvements if one.role == role and getattr(one, side)
    ]


def _other_parts(activity: GivenActivity, record: OnRecord) -> list[Row]:
    """What has no column of its own: other roles, and a member that is a partner."""
    return [
        row_of(one, INVOLVED, ())
        for one in activity.involvements
        if one.role not in OWN_COLUMN
        or (one.role == InvolvementRole.ACTIVATED and one.partner)
        or (one.role == InvolvementRole.PARTNER and one.member)
    ]


def _counts(activity: GivenActivity, record: OnRecord) -> list[Row]:
    return [{"number": count_text(one), **row_of(one, COUNT, ())} for one in activity.participations]


def _rows(part: str, names: dict[str, str]) -> Callable[[GivenActivity, OnRecord], list[Row]]:
    return lambda activity, record: [row_of(item, names, _all(record)) for item in getattr(activity, part)]


def _links(activity: GivenActivity, record: OnRecord) -> list[Row]:
    """Evidence on the web. A file that was handed in stays where it is and stands in no table."""
    return [row_of(one, EVIDENCE, _all(record)) for one in activity.evidence if one.kind == EvidenceKind.LINK]


def _coded(part: str, sort: str) -> Callable[[GivenActivity, OnRecord], list[str]]:
    return lambda activity, record: [record.short(getattr(record.ids, sort), key) for key in getattr(activity, part)]


def _line(activity: GivenActivity, record: OnRecord) -> str:
    return record.short(record.ids.nodes, activity.lead_line) if activity.lead_line else ""


def _cancelled(activity: GivenActivity, record: OnRecord) -> str:
    return activity.comment if activity.state == State.CANCELLED else ""


def _all(record: OnRecord) -> tuple[str, ...]:
    return record.languages.all


def _of(name: str) -> Callable[[GivenActivity, OnRecord], Any]:
    return lambda activity, record: getattr(activity, name)


def _named(name: str) -> Label:
    return lambda: field_label(name)


def _choice(name: str) -> Callable[[], Sequence[tuple[str, str]]]:
    return lambda: choices()[name]


def column(name: str, *, of: str = "", **more: Any) -> Column:
    source = of or name
    return Column(name=name, **{"label": _named(source), "says": _of(source), **more})


def part(name: str, of: str, head: str, names: dict[str, str], **more: Any) -> Column:
    given = {"label": _named(of), "sort": Sort.ROWS, "says": _rows(of, names), "parts": tuple(names.values())}
    return Column(name=name, head=head, **{**given, **more})


COLUMNS = (
    column("code", label=lambda: _("Code"), is_required=True),
    column("title", sort=Sort.WORDS, is_required=True),
    column("summary", sort=Sort.WORDS),
    part("days", "occurrences", "on", {"on": "on", "title": "title"}, sort=Sort.DAYS, says=_days, is_required=True),
    column("kind", choices=_choice("kinds"), is_required=True),
    column("line", of="lead_line", says=_line, choices=_choice("lines")),
    column("results", of="result_tags", sort=Sort.LIST, says=_coded("result_tags", "nodes")),
    column("challenges", of="challenge_tags", sort=Sort.LIST, says=_coded("challenge_tags", "challenges")),
    column("themes", of="theme_tags", sort=Sort.LIST, says=_coded("theme_tags", "themes")),
    column("goals", of="goal_tags", sort=Sort.LIST),
    column(
        "members",
        label=lambda: _("Members activated"),
        sort=Sort.LIST,
        says=_involved(InvolvementRole.ACTIVATED, "member"),
    ),
    column(
        "partners", label=lambda: _("Partners"), sort=Sort.LIST, says=_involved(InvolvementRole.PARTNER, "partner")
    ),
    column(
        "named_members",
        label=lambda: _("Members only named"),
        sort=Sort.LIST,
        says=_involved(InvolvementRole.NAMED, "member"),
    ),
    column(
        "named_partners",
        label=lambda: _("Partners only named"),
        sort=Sort.LIST,
        says=_involved(InvolvementRole.NAMED, "partner"),
    ),
    part("involved", "involvements", "role", INVOLVED, label=lambda: _("Other parts"), says=_other_parts),
    part("counts", "participations", "number", COUNT, parts=(*COUNTED, *COUNT), says=_counts),
    column("format", choices=_choice("formats")),
    column("network_role", choices=_choice("network_roles")),
    column("place", sort=Sort.WORDS),
    column("other_cities", sort=Sort.LIST),
    column("series"),
    column("languages", sort=Sort.LIST),
    column("members_only", of="is_members_only", sort=Sort.FLAG),
    part("markers", "marker_scores", "marker", SCORE),
    part("people", "people", "name", PERSON, is_hidden=True),
    part("evidence", "evidence", "url", EVIDENCE, says=_links),
    part("follow_ups", "follow_ups", "owner", FOLLOW_UP, is_hidden=True),
    column("planned"),
    column("source"),
    column("cancelled", label=lambda: _("Why it did not take place"), says=_cancelled, is_hidden=True),
    column("order", sort=Sort.NUMBER),
)


def _put(activities: Any, hand: Hand, source: str) -> Keys:
    keys = RecordKeys(
        kinds=Keys.of(Kind),
        nodes=_coded_keys(Node, "code"),
        challenges=_coded_keys(Challenge, "code"),
        themes=_coded_keys(Theme, "slug"),
        markers=Keys.of(Marker),
        members=Keys.of(Member),
        partners=Keys.of(Partner),
        contacts=Keys.of(Contact),
        planned=Keys.of(PlannedActivity),
    )
    return put_activities(activities=activities, keys=keys, author=source, by=hand)


def _coded_keys(model: Any, known: str) -> Keys:
    rows = model.objects.values_list("plan__slug", known, "pk")
    return Keys((f"{plan}/{code}", pk) for plan, code, pk in rows)


def _kept(standing: GivenActivity, wanted: GivenActivity) -> GivenActivity:
    """Files are no part of a table, and whether a link may be opened by all it does not say."""
    public = {one.url: one.is_public for one in standing.evidence}
    links = tuple(replace(one, is_public=public.get(one.url, one.is_public)) for one in wanted.evidence)
    files = tuple(one for one in standing.evidence if one.kind == EvidenceKind.FILE)
    evidence: tuple[GivenEvidence, ...] = (*links, *files)
    return replace(wanted, evidence=standing.evidence if _same(standing, links) else evidence)


def _same(standing: GivenActivity, links: tuple[GivenEvidence, ...]) -> bool:
    return links == tuple(one for one in standing.evidence if one.kind == EvidenceKind.LINK)


def _refused(standing: GivenActivity) -> str:
    if standing.state in (State.PUBLISHED, State.CANCELLED):
        return ""
    return _("Somebody is at work on this activity at the desk.")


def _identity(activity: GivenActivity, record: OnRecord) -> str:
    """Made of the title in the source language and the first day: the same row makes the same one."""
    return f"{slugify(str(activity.title))[:80]}-{activity.first_day:%Y-%m-%d}".strip("-")


def _given(rows: QuerySet[Activity]) -> Iterator[GivenActivity]:
    return held_all(rows)


ACTIVITIES = Listing(
    kind="activities",
    subject="activity",
    key="code",
    own="activities",
    plural=lambda: _("Activities"),
    one=lambda: _("Activity"),
    columns=COLUMNS,
    # What is still being written at the desk is on record for nobody else.
    rows=lambda: Activity.objects.all(),
    open=lambda rows: rows.filter(state=State.PUBLISHED),
    given=_given,
    read=read_activity,
    put=_put,
    identity=_identity,
    kept=_kept,
    refused=_refused,
)
