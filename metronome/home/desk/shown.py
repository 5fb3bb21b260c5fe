"""What the page of the desk says: what waits, where the period stands, one's members, what nothing was done for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.utils.translation import gettext, ngettext, pgettext

from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.accounts.queries import names_of, roles_of
from metronome.design.parts import BeatPeriod, Tab
from metronome.design.words import reader
from metronome.desk.drafts import drafts_of
from metronome.desk.enums import State as ProposalState
from metronome.desk.models import Proposal
from metronome.desk.rules import can_decide, kinds_decided
from metronome.desk.sheets import Sheet, sheets
from metronome.desk.shown import proposals_shown
from metronome.desk.waiting import sorts
from metronome.ground.addresses import address
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.period import Period
from metronome.ground.phrases import day_in_words
from metronome.ground.text import Text
from metronome.home.asked import Asked
from metronome.home.assessing.shown import fiscal_year_around, plans_assessed
from metronome.home.assessing.shown import waiting_for as assessments_waiting
from metronome.home.collecting.asking import open_collections, waiting_to_be_moderated
from metronome.home.coverage import Coverage
from metronome.home.translations import outdated_count
from metronome.network.enums import CorrectionState
from metronome.network.models import CorrectionRequest
from metronome.plan.work_sheets import ASSESSMENTS
from metronome.projects.to_do import asked_of_secretariat, counts_in_words
from metronome.record.happenings import Happening
from metronome.record.kept import first_waiting
from metronome.record.promises import Promise, promises_due
from metronome.record.rules import can_note_activities, can_review_activities
from metronome.report.enums import Severity
from metronome.report.found import FindingShown, figure_href
from metronome.report.models import Edition
from metronome.report.rules import can_see_editions_in_preparation
from metronome.report.shown import EditionShown, edition_shown

from .findings import counted, inspection_of, is_of, shown
from .happenings import happenings_of
from .members import Members, members_of
from .overview import overview_of
from .remit import LookedAfter, remit_of
from .ways import Way, ways

#: How many findings and tasks of one sort the desk shows; their pages have the rest.
FINDINGS, TASKS = 5, 10


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something to do: what, why, and the place where one does it."""

    icon: str
    href: str
    title: Text | str
    words: str
    step: str


@dataclass(frozen=True, kw_only=True)
class FindingsPart:
    """The findings in one's remit that nobody has let pass, the gravest first."""

    counts: Sequence[tuple[str, int]]
    passed: int
    first: Sequence[FindingShown]


@dataclass(frozen=True, kw_only=True)
class KeptPart:
    """What somebody who keeps the record sees besides: tasks, what rooms did, drafts, members, silent results."""

    tasks: Sequence[Task]
    happenings: Sequence[Happening]
    promises: Sequence[Promise]
    drafts: Sequence[Task]
    members: Members
    tabs: Sequence[Tab]
    silent_results: Sequence[Sequence[object]]
    results_href: str
    sheets: Sequence[Sheet]
    short_lists: Sequence[Sheet]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The desk of somebody in a period. A part is there for whom its rule lets in."""

    offices: str
    days_left: str
    stands: str
    marks: Mapping[date, list[int]] | None
    beat: Sequence[BeatPeriod]
    coverage: Coverage | None
    remit: LookedAfter
    kept: KeptPart | None
    to_assess: Sequence[Task]
    findings: FindingsPart | None
    editions: Sequence[EditionShown]
    ways: Sequence[Way]
    verifies: bool


def desk_of(person: Person, wish: Asked, *, show: str, today: date) -> Desk:
    """The desk of somebody in a period."""
    all_see = overview_of(wish.period)
    keeps, prepares = can_note_activities(person), can_see_editions_in_preparation(person)
    remit = remit_of(person) if prepares else LookedAfter()
    return Desk(
        offices=", ".join(str(role.label) for role in Role if role in roles_of(person)),
        days_left=days_left(wish.period, today),
        stands=all_see.stands,
        marks=all_see.marks,
        beat=all_see.beat,
        coverage=all_see.coverage,
        remit=remit,
        kept=kept_part(person, wish, remit, show=show, today=today) if keeps else None,
        to_assess=list(to_assess(person, wish)),
        findings=findings_part(wish, remit, keeps=keeps) if prepares else None,
        editions=in_preparation() if prepares else (),
        ways=list(ways(person, today)),
        verifies=can_review_activities(person),
    )


def to_assess(person: Person, wish: Asked) -> Iterator[Task]:
    """What waits for whoever decides on assessments: those proposed, and the results of the year without one."""
    if not can_decide(person, ASSESSMENTS.kind):
        return
    for one in proposals_shown(assessments_waiting(person)[:TASKS]):
        step = gettext("Publish") if one.proposal.state == ProposalState.APPROVED else gettext("Review")
        href = address("desk:proposal", one.proposal.pk)
        yield Task(icon="ask", href=href, title=one.title, words=one.author, step=step)
    year = fiscal_year_around(wish.period, wish.calendar)
    missing = sum(plan.missing for plan in plans_assessed(year, wish.calendar.fiscal_year(year)))
    if missing:
        words = ngettext(
            "%(count)s result has no assessment yet.", "%(count)s results have no assessment yet.", missing
        )
        title = gettext("Assessments for %(year)s") % {"year": year}
        href = f"{address('home:assessing')}?year={year}"
        yield Task(icon="list", href=href, title=title, words=words % {"count": missing}, step=gettext("Open"))


def days_left(period: Period, today: date) -> str:
    """How long the period still runs."""
    if period.last is None or period.last < today:
        return gettext("The period is over.")
    left = (period.last - today).days + 1
    return ngettext("One day is left in the period.", "%(count)s days are left in the period.", left) % {"count": left}


# What somebody keeps


def kept_part(person: Person, wish: Asked, remit: LookedAfter, *, show: str, today: date) -> KeptPart:
    reviews = can_review_activities(person)
    waiting = first_waiting(person, reviews=reviews)
    members = members_of(wish.stand, remit, show=show, today=today)
    return KeptPart(
        tasks=[*steps(waiting), *rooms_waiting(person), *projects_waiting(person, today)],
        happenings=happenings_of(wish.period)[:TASKS],
        promises=promises_due(today=today, verifies=reviews),
        drafts=list(drafts(person, waiting)),
        members=members,
        tabs=member_tabs(members, wish),
        silent_results=[row for line, *row in overview_of(wish.period).silent_results if remit.has_line(line)],
        results_href=figure_href("results.silent", wish.period),
        sheets=sheets(short=False),
        short_lists=sheets(short=True),
    )


def steps(waiting: Mapping[str, Sequence[Any]]) -> Iterator[Task]:
    """What was returned, what is to be reviewed, what can be published: the oldest first."""
    authors = {one.author for name in ("review", "publish") for one in waiting.get(name, ())}
    names = names_of(authors) if authors else {}
    said = {
        "returned": ("history", gettext("Mend")),
        "review": ("ask", gettext("Review")),
        "publish": ("ok", gettext("Publish")),
    }
    for name, (icon, step) in said.items():
        for one in waiting.get(name, ())[:TASKS]:
            by = names.get(one.author, one.author)
            from_whom = gettext("From %(name)s, %(day)s.") % {"name": by, "day": day_in_words(one.first_day)}
            words = gettext("Returned: %(comment)s") % {"comment": one.comment} if name == "returned" else from_whom
            href = address("record:change" if name == "returned" else "record:kept", one.code)
            yield Task(icon=icon, href=href, title=one.title, words=words, step=step)


def rooms_waiting(person: Person) -> Iterator[Task]:
    """What waits in other places, as one line each."""
    waits = counts_waiting(person, decides=kinds_decided(person))
    if proposed := waits.get("proposals", 0):
        words = ngettext("%(count)s proposal waits.", "%(count)s proposals wait.", proposed) % {"count": proposed}
        title = gettext("Changes of members, partners and the plan")
        href = address("desk:proposals")
        yield Task(icon="list", href=href, title=title, words=words, step=gettext("Open"))
    if asked := waits.get("corrections", 0):
        words = ngettext("%(count)s request waits.", "%(count)s requests wait.", asked) % {"count": asked}
        title = gettext("Members ask for corrections")
        yield Task(
            icon="people",
            href=address("network:corrections"),
            title=title,
            words=words,
            step=pgettext("to answer", "Answer"),
        )
    for one in sorts():
        if number := waits.get(one.name, 0):
            href, words = address(one.door), one.words(number)
            yield Task(icon=one.icon, href=href, title=one.title(), words=words, step=gettext("Open"))
    yield from initiatives_waiting(waits)
    outdated = _outdated(publication())
    if outdated:
        words = ngettext(
            "%(count)s text was reworded after it was translated.",
            "%(count)s texts were reworded after they were translated.",
            outdated,
        ) % {"count": outdated}
        title = gettext("Translations are behind their source")
        href = address("home:translations")
        yield Task(icon="language", href=href, title=title, words=words, step=gettext("Bring in step"))


def initiatives_waiting(waits: Mapping[str, int]) -> Iterator[Task]:
    """What was handed in to open collections and nobody has looked at, a line for each collection."""
    for slug, title, _call in open_collections(publication()):
        if waiting := waits.get(f"collection:{slug}", 0):
            words = ngettext("%(count)s initiative waits.", "%(count)s initiatives wait.", waiting) % {
                "count": waiting
            }
            href = address("home:moderation", slug)
            yield Task(icon="list", href=href, title=title.in_(reader()), words=words, step=gettext("Moderate"))


def projects_waiting(person: Person, today: date) -> Iterator[Task]:
    """What projects ask of the secretariat, as one line."""
    if asked := asked_of_secretariat(person, today):
        title, step = gettext("Projects of members"), gettext("Open")
        yield Task(icon="clock", href=address("projects:to_do"), title=title, words=counts_in_words(asked), step=step)


def counts_waiting(person: Person, *, decides: Collection[str]) -> dict[str, int]:
    """How many proposals wait for somebody (returned to them, to be reviewed, to be published), how many requests for
    correction, how much in other rooms and, by collection, how many initiatives. One question; where nothing waits,
    the name is not there."""
    own = str(person)
    waits = Q(state=ProposalState.RETURNED, author=own)
    if decides:
        undecided = Q(state=ProposalState.APPROVED) | Q(state=ProposalState.IN_REVIEW) & ~Q(author=own)
        waits |= Q(kind__in=decides) & undecided
    asked = CorrectionRequest.objects.filter(state=CorrectionState.ASKED)
    parts: dict[str, QuerySet[Any]] = {"proposals": Proposal.objects.filter(waits), "corrections": asked}
    for slug, _title, call in open_collections(publication()):
        parts[f"collection:{slug}"] = waiting_to_be_moderated(call)
    parts |= {one.name: rows for one in sorts() if (rows := one.rows(person)) is not None}
    first, *others = (
        rows.order_by().values_list(Value(name, CharField())).annotate(number=Count("pk"))
        for name, rows in parts.items()
    )
    return dict(first.union(*others, all=True))


@kept(2)
def _outdated(_publication: int) -> int:
    """Counted when something public has changed: to count anew after every line would be dear."""
    return outdated_count()


def drafts(person: Person, waiting: Mapping[str, Sequence[Any]]) -> Iterator[Task]:
    """What was typed and not sent, and one's own entries that were not submitted."""
    for draft in drafts_of(person)[:TASKS]:
        words = gettext("Typed and not sent.")
        yield Task(icon="draft", href=draft.href, title=draft.title, words=words, step=gettext("Go on"))
    for one in waiting.get("draft", ())[:TASKS]:
        href = address("record:kept", one.code)
        words = day_in_words(one.first_day)
        yield Task(icon="document", href=href, title=one.title, words=words, step=gettext("Open"))


def member_tabs(members: Members, wish: Asked) -> list[Tab]:
    numbers = {
        "silent": (gettext("Silent"), members.silent),
        "engaged": (gettext("Engaged"), members.engaged),
        "all": (gettext("All"), members.silent + members.engaged),
    }
    return [
        Tab(
            label=label,
            href=f"?period={wish.period}&members={name}#members",
            current=members.show == name,
            badge=str(number),
        )
        for name, (label, number) in numbers.items()
    ]


# What the checks found, and what is being prepared


def findings_part(wish: Asked, remit: LookedAfter, *, keeps: bool) -> FindingsPart:
    inspection = inspection_of(wish.period)
    mine = [one for one in inspection.findings if is_of(remit, one, inspection.snapshot)]
    left = [one for one in mine if one.digest not in inspection.waivers]
    numbers = counted(left)
    grave = [one for one in left if one.severity != Severity.TELL][:FINDINGS]
    return FindingsPart(
        counts=[(str(severity.label), numbers.get(severity, 0)) for severity in Severity],
        passed=len(mine) - len(left),
        first=shown(grave, inspection, keeps=keeps),
    )


def in_preparation() -> list[EditionShown]:
    """The editions that are not published yet."""
    return [edition_shown(edition) for edition in _hidden(publication())]


@kept(2)
def _hidden(_publication: int) -> list[Edition]:
    return list(Edition.objects.in_preparation().defer("manifest").order_by("-first_day", "-number"))
