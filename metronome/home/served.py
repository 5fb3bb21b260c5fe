"""The page of one node of a plan: what it is, what lies under it, and what was done for it, period by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from metronome.design.parts import Crumb, Entry
from metronome.design.words import reader
from metronome.governance.queries import body_rows
from metronome.ground.period import Calendar, Period
from metronome.ground.text import Text
from metronome.plan.amendments import Course, course_of
from metronome.plan.models import Assessment, Expectation, Node
from metronome.plan.shown import NodeShown, Tree, tree
from metronome.projects.models import Project
from metronome.projects.queries import projects_serving
from metronome.record.models import Activity, ActivityQuerySet, Occurrence, ResultTag
from metronome.record.shown import entries, listed

from .coverage import months_shown

#: How many activities a node's page lists; the list of activities has the rest.
LATEST = 25


@dataclass(frozen=True, kw_only=True)
class PeriodServed:
    """A reporting period of the plan and how many activities of it serve the node. Ahead: nothing is on record yet."""

    words: str
    href: str
    count: int
    ahead: bool


@dataclass(frozen=True, kw_only=True)
class NodePage:
    node: Node
    shown: NodeShown
    level: object
    crumbs: Sequence[Crumb]
    children: Sequence[tuple[NodeShown, int]]
    count: int
    entries: Sequence[Entry]
    history: Sequence[PeriodServed]
    all_href: str
    course: Course
    assessed: Sequence[Assessed]
    expected: Sequence[Expectation]
    projects: Sequence[Project]


def node_page(plan: str, code: str, *, calendar: Calendar) -> NodePage:
    """Everything that the page of a node says.

    Raises Node.DoesNotExist.
    """
    node = (
        Node.objects.select_related("plan")
        .prefetch_related("key_ideas", "plan__levels")
        .get(plan__slug=plan, code=code)
    )
    nodes = tree()
    shown = nodes.nodes[node.pk]
    under = {found.pk for found in nodes.under(shown)}
    tags = list(
        ResultTag.objects.filter(activity__in=Activity.objects.counted().values("pk")).values_list(
            "result", "activity"
        )
    )
    serving = {activity for result, activity in tags if result in under}
    activities = Activity.objects.counted().filter(pk__in=serving)
    all_href = f"{reverse('record:activities')}?result={shown.key}"
    return NodePage(
        node=node,
        shown=shown,
        level=next((level for level in node.plan.levels.all() if level.depth == node.depth), None),
        crumbs=crumbs(node, shown, nodes),
        children=[(child, served(child, nodes, tags)) for child in nodes.children(shown)],
        count=len(serving),
        entries=entries(listed(activities.order_by("-first_day", "-order", "code")[:LATEST]), nodes),
        history=history(node, activities, calendar, all_href),
        all_href=all_href,
        course=course_of(node, nodes),
        assessed=assessed(node),
        expected=list(node.expectations.prefetch_related("values").order_by("order", "slug")),
        projects=list(projects_serving(under)),
    )


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """How a body judged a node."""

    assessment: Assessment
    body: Text | str

    @property
    def is_final(self) -> bool:
        return self.assessment.is_final

    @property
    def year(self) -> str:
        return gettext("at the end of the plan") if self.assessment.is_final else str(self.assessment.year)


def assessed(node: Node) -> list[Assessed]:
    """The assessments of a node, the latest first, in two questions."""
    bodies = {slug: label for _, slug, _, label in body_rows()}
    found = node.assessments.select_related("rating").order_by("-on", "-year", "-is_final")
    return [Assessed(assessment=one, body=bodies.get(one.body, one.body)) for one in found]


def served(node: NodeShown, nodes: Tree, tags: Sequence[tuple[int, int]]) -> int:
    """How many activities serve a node or something under it."""
    under = {found.pk for found in nodes.under(node)}
    return len({activity for result, activity in tags if result in under})


def crumbs(node: Node, shown: NodeShown, nodes: Tree) -> list[Crumb]:
    plan = Crumb(label=node.plan.title.in_(reader()), href=reverse("home:plan_of", args=[node.plan.slug]))
    return [plan, *(Crumb(label=above.code, href=above.href) for above in nodes.above(shown))]


def history(
    node: Node, activities: ActivityQuerySet, calendar: Calendar, href: str, *, within: Period | None = None
) -> list[PeriodServed]:
    """Each reporting period of the plan, or of a part of it, with its number of activities."""
    days = list(
        Occurrence.objects.filter(activity__in=activities.order_by().values("pk")).values_list(
            "activity", "first_day", "last_day"
        )
    )
    until = Activity.objects.counted().order_by("-last_day").values_list("last_day", flat=True).first()
    reached = calendar.reporting_periods(node.plan.period)
    periods = [one for one in reached if within is None or one[2].touches(within)]
    counts: Counter[Period] = Counter()
    for _, _, period in periods:
        counts[period] = len({activity for activity, first, last in days if Period(first, last).touches(period)})
    return [
        PeriodServed(
            words=f"{months_shown(period)} {next(period.months())[0]}",
            href=f"{href}&period={year}-P{number}",
            count=counts[period],
            ahead=until is None or (period.first is not None and period.first > until),
        )
        for year, number, period in periods
    ]
