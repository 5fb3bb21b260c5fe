"""What the Board reads before it assesses: the results of a year with what was done for them, and what is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from metronome.accounts.models import Person
from metronome.design.parts import Entry, Tab
from metronome.design.words import reader
from metronome.desk.enums import State
from metronome.desk.models import Proposal
from metronome.desk.rules import can_decide
from metronome.desk.shown import ProposalShown, proposals_shown
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.period import Calendar, Period
from metronome.plan.models import Assessment, Expectation, Node
from metronome.plan.shown import NodeShown, tree
from metronome.plan.work_sheets import ASSESSMENTS
from metronome.record.models import Activity, ResultTag
from metronome.record.shown import entries, listed
from metronome.report.rows import PlanRow

from ..asked import Asked, asked_about
from ..coverage import Coverage, Served
from ..served import Assessed, PeriodServed, assessed, history

#: How many activities of the year a page lists; the list of activities has the rest.
LATEST = 50
KIND = ASSESSMENTS.kind


@dataclass(frozen=True, kw_only=True)
class YearShown:
    """A fiscal year, by the calendar year in which it begins, with its tabs beside those of the same plans."""

    year: int
    period: Period
    wish: Asked
    tabs: Sequence[Tab]


@dataclass(frozen=True, kw_only=True)
class ResultAssessed:
    """A result with its activities of the year, how it was assessed for it, and what is proposed."""

    served: Served
    plan: str
    assessment: Assessment | None
    proposals: Sequence[Proposal] = ()

    @property
    def is_missing(self) -> bool:
        """Whether nobody has assessed it for the year."""
        return self.assessment is None


@dataclass(frozen=True, kw_only=True)
class PlanAssessed:
    plan: PlanRow
    results: Sequence[ResultAssessed]

    @property
    def missing(self) -> int:
        return sum(one.is_missing for one in self.results)


@dataclass(frozen=True, kw_only=True)
class AssessingPage:
    at: YearShown
    plans: Sequence[PlanAssessed]
    to_decide: Sequence[ProposalShown]
    with_others: Sequence[ProposalShown]


@dataclass(frozen=True, kw_only=True)
class GroundsPage:
    """What the assessment of a result for a year rests on."""

    at: YearShown
    node: Node
    shown: NodeShown
    count: int
    entries: Sequence[Entry]
    all_href: str
    history: Sequence[PeriodServed]
    assessed: Sequence[Assessed]
    expected: Sequence[Expectation]
    proposals: Sequence[ProposalShown]
    own: Assessment | None

    @cached_property
    def write_href(self) -> str:
        """Where the assessment of the year is written, or the one on record changed."""
        if self.own:
            return reverse("desk:change", args=[KIND, self.own.slug])
        node = f"{self.node.plan.slug}/{self.node.code}"
        return f"{reverse('desk:add', args=[KIND])}?{urlencode({'node': node, 'year': self.at.year})}"


def fiscal_year_around(period: Period, calendar: Calendar) -> int:
    """The fiscal year in which a period begins, by the calendar year in which the year begins."""
    assert period.first is not None  # noqa: S101 - pages ask for closed periods
    year = period.first.year
    return year if calendar.fiscal_year(year).holds(period.first) else year - 1


def year_shown(wish: Asked, asked: str, href: str) -> YearShown:
    """The year that an address asks for; else that in which the record stands."""
    year = fiscal_year_around(wish.period, wish.calendar)
    if asked.isascii() and asked.isdigit() and len(asked) == 4 and 1900 <= int(asked) <= 9998:
        year = int(asked)
    period = wish.calendar.fiscal_year(year)
    found = asked_about(period)
    tabs = [
        Tab(label=str(other), href=f"{href}?year={other}", current=other == year)
        for other in years_of(found.plans or wish.plans, found)
    ]
    return YearShown(year=year, period=period, wish=found, tabs=tabs if len(tabs) > 1 else [])


def years_of(plans: Iterable[PlanRow], wish: Asked) -> list[int]:
    """The fiscal years of some plans that have begun, as far as the record reaches."""
    until = Period(None, wish.record_until)
    found = set()
    for plan in plans if wish.record_until else ():
        first, last = plan.period.ends
        years = {year: wish.calendar.fiscal_year(year) for year in range(first.year - 1, last.year + 1)}
        found |= {year for year, span in years.items() if span.touches(plan.period) and span.touches(until)}
    return sorted(found)


def plans_assessed(year: int, period: Period) -> Sequence[PlanAssessed]:
    """The results of the plans of a year, each with its assessment for that year."""
    return _plans_assessed(publication(), reader(), year, period)


@kept(8)
def _plans_assessed(_publication: int, _language: str, year: int, period: Period) -> list[PlanAssessed]:
    wish = asked_about(period)
    found = Assessment.objects.filter(year=year, is_final=False).select_related("rating", "node__plan")
    judged = {(one.node.plan.slug, one.node.code): one for one in found}
    return [
        PlanAssessed(
            plan=plan,
            results=[
                ResultAssessed(served=served, plan=plan.slug, assessment=judged.get((plan.slug, served.code)))
                for served in Coverage(wish.stand, plan).results
            ],
        )
        for plan in wish.plans
    ]


def waiting_for(person: Person) -> list[Proposal]:
    """The assessments that wait for the hand of somebody who decides on them: to be approved, or to be published."""
    undecided = Q(state=State.IN_REVIEW) & ~Q(author=str(person)) | Q(state=State.APPROVED)
    return list(Proposal.objects.filter(undecided, kind=KIND)) if can_decide(person, KIND) else []


def assessing_page(at: YearShown, person: Person) -> AssessingPage:
    """Every result of the year, and what is proposed."""
    waits = waiting_for(person)
    numbers = {one.pk for one in waits}
    about: dict[tuple[str, int], list[Proposal]] = {}
    others = []
    for one in Proposal.objects.open().filter(kind=KIND):
        about.setdefault((one.given.get("node", ""), one.given.get("year", 0)), []).append(one)
        if one.pk not in numbers:
            others.append(one)
    plans = [
        PlanAssessed(plan=one.plan, results=[with_proposals(result, about, at.year) for result in one.results])
        for one in plans_assessed(at.year, at.period)
    ]
    return AssessingPage(at=at, plans=plans, to_decide=proposals_shown(waits), with_others=proposals_shown(others))


def with_proposals(
    one: ResultAssessed, about: Mapping[tuple[str, int], Sequence[Proposal]], year: int
) -> ResultAssessed:
    proposals = about.get((f"{one.plan}/{one.served.code}", year), ())
    return ResultAssessed(served=one.served, plan=one.plan, assessment=one.assessment, proposals=proposals)


def grounds_page(node: Node, at: YearShown) -> GroundsPage:
    """What was done for a result in a year, what is expected of it, how it was assessed and what is proposed."""
    nodes = tree()
    shown = nodes.nodes[node.pk]
    tagged = ResultTag.objects.filter(result__in=[found.pk for found in nodes.under(shown)]).values("activity")
    activities = Activity.objects.counted().filter(pk__in=tagged).touching(at.period)
    href = f"{reverse('record:activities')}?result={shown.key}"
    judged = assessed(node)
    return GroundsPage(
        at=at,
        node=node,
        shown=shown,
        count=activities.count(),
        entries=entries(listed(activities.order_by("-first_day", "-order", "code")[:LATEST]), nodes),
        all_href=f"{href}&period={at.period}",
        history=history(node, activities, at.wish.calendar, href, within=at.period),
        assessed=judged,
        expected=list(node.expectations.prefetch_related("values").order_by("order", "slug")),
        proposals=proposals_shown(open_about(node)),
        own=next((one.assessment for one in judged if one.assessment.year == at.year and not one.is_final), None),
    )


def open_about(node: Node) -> Any:
    """The open proposals about the assessments of a result, the latest first."""
    of = f"{node.plan.slug}/{node.code}"
    return Proposal.objects.open().filter(kind=KIND, given__node=of).order_by("-pk")
