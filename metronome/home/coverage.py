"""How far a plan is covered in a period: each result with its activities, the silent ones shown as silent."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from babel.dates import format_interval, get_month_names
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from metronome.design.parts import BeatPeriod, Cell, Ranked
from metronome.design.pictures.coverage import Covered, CoveredLine
from metronome.design.pictures.coverage import coverage as draw
from metronome.design.words import reader
from metronome.ground.addresses import address
from metronome.ground.period import Calendar, Period
from metronome.ground.phrases import locale, number_in_words, period_in_words
from metronome.report.rows import ActivityRow, ChallengeRow, NodeRow, PlanRow

from .standing import Stand

#: More months than these are not drawn as ticks.
MONTHS = 24


def activities_phrase(count: int) -> str:
    return ngettext("%(count)s activity", "%(count)s activities", count) % {"count": count}


def projects_phrase(count: int) -> str:
    return ngettext("%(count)s project", "%(count)s projects", count) % {"count": count}


@dataclass(frozen=True, kw_only=True)
class Served:
    """A result or a challenge with its activities of the period, in all and by month; of a result also the projects
    that serve it, which work on nothing by themselves."""

    code: str
    key: str
    label: Any
    line: int
    href: str
    count: int
    months: tuple[int, ...]
    projects: int = 0

    @property
    def words(self) -> str:
        return activities_phrase(self.count)

    @property
    def projects_words(self) -> str:
        return projects_phrase(self.projects) if self.projects else ""

    @property
    def sentence(self) -> str:
        return f"{self.code}: {self.words}"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A node between the top and the results, with the results right below it; none where a line holds them itself."""

    node: NodeRow | None
    href: str
    results: Sequence[Served]


class Reached(ABC):
    """How many of some results there are, and of how many something was done."""

    @property
    @abstractmethod
    def results(self) -> Sequence[Served]:
        """The results, each with its activities."""

    @property
    def total(self) -> int:
        return len(self.results)

    @property
    def worked_on(self) -> int:
        return sum(bool(result.count) for result in self.results)

    @property
    def silent(self) -> int:
        return self.total - self.worked_on


@dataclass(frozen=True, kw_only=True)
class Line(Reached):
    """A node at the top of the plan with everything below it."""

    node: NodeRow
    place: int
    href: str
    blocks: Sequence[Block]

    @cached_property
    def results(self) -> list[Served]:
        return [result for block in self.blocks for result in block.results]

    @cached_property
    def cells(self) -> list[Cell]:
        return [
            Cell(code=one.code, count=one.count, sentence=one.sentence, line=self.place, href=one.href)
            for one in self.results
        ]


@dataclass(frozen=True)
class Coverage(Reached):
    """One plan in one period."""

    stand: Stand
    plan: PlanRow

    @cached_property
    def _served(self) -> Mapping[str, Counter[tuple[int, int]]]:
        """For each key of a result or challenge, how many activities touch each month; (0, 0) holds them all."""
        found: dict[str, Counter[tuple[int, int]]] = {}
        for activity in self.stand.snapshot.activities:
            months = {(0, 0), *months_of(activity, self.stand.period)}
            for key in {*activity.results, *(f"challenge:{key}" for key in activity.challenges)}:
                found.setdefault(key, Counter()).update(months)
        return found

    @cached_property
    def _projects(self) -> Counter[str]:
        """How many projects of the period serve each result."""
        return Counter(key for project in self.stand.snapshot.projects for key in project.results)

    @cached_property
    def months(self) -> list[tuple[int, int]]:
        """The months of the period, none where they are too many to be drawn."""
        months = list(self.stand.period.months())
        return months if len(months) <= MONTHS else []

    def _serving(self, key: str, *, code: str, label: Any, line: int, href: str) -> Served:
        counts = self._served.get(key, Counter())
        ticks = tuple(counts[month] for month in self.months)
        shown: dict[str, Any] = {"code": code, "key": key, "label": label, "line": line, "href": href}
        return Served(**shown, count=counts[0, 0], months=ticks, projects=self._projects[key])

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the plan with all results that were not retired before the period."""
        counted = set(self.stand.by("results.by_result"))
        children: dict[str, list[NodeRow]] = {}
        for node in self.stand.snapshot.nodes:
            if node.plan == self.plan.slug:
                children.setdefault(node.parent, []).append(node)
        lines = []
        for place, top in enumerate(children.get("", []), start=1):
            blocks = [
                Block(
                    node=None if node is top else node,
                    href=node_href(node),
                    results=[
                        self._serving(one.key, code=one.code, label=one.label, line=place, href=node_href(one))
                        for one in held
                        if one.key in counted
                    ],
                )
                for node, held in blocks_under(top, children)
            ]
            lines.append(Line(node=top, place=place, href=node_href(top), blocks=blocks))
        return lines

    @cached_property
    def results(self) -> list[Served]:
        return [result for line in self.lines for result in line.results]

    @cached_property
    def challenges(self) -> list[tuple[ChallengeRow | None, list[Served]]]:
        """The challenges that activities answer, under those that they refine."""
        rows = [row for row in self.stand.snapshot.challenges if row.plan == self.plan.slug]
        parents = {row.key: row for row in rows}
        groups: dict[str, list[Served]] = {}
        for row in rows:
            if row.is_leaf:
                href = f"{reverse('record:activities')}?challenge={row.key}&period={self.stand.period}"
                served = self._serving(f"challenge:{row.key}", code=row.code, label=row.label, line=0, href=href)
                groups.setdefault(row.parent, []).append(served)
        return [(parents.get(key), served) for key, served in groups.items()]

    @property
    def ranked(self) -> list[Ranked]:
        """The challenges as bars, each as long as its share of the most answered one."""
        answered = [one for _, group in self.challenges for one in group]
        most = max((one.count for one in answered), default=0) or 1
        return [
            Ranked(
                code=one.code,
                label=one.label.in_(reader()),
                shown=number_in_words(one.count) if one.count else gettext("silent"),
                share=one.count / most,
                href=one.href if one.count else None,
            )
            for one in answered
        ]

    def picture(self, *, width: int = 720, printed: bool = False) -> SafeString:
        """The plan as a grid of cells."""
        lines = [
            CoveredLine(
                line.node.code,
                line.node.label.in_(reader()),
                line.place,
                [Covered(one.code, one.count, one.href) for one in line.results],
            )
            for line in self.lines
        ]
        palette = {"palette": "print"} if printed else {}
        return draw(lines, sentence=self.sentence, width=width, **palette)  # type: ignore[arg-type]

    @property
    def sentence(self) -> str:
        return gettext("%(worked)s of %(total)s results worked on, %(silent)s silent: %(period)s") % {
            "worked": self.worked_on,
            "total": self.total,
            "silent": self.silent,
            "period": period_in_words(self.stand.period),
        }


def node_href(node: NodeRow) -> str:
    return address("home:node", node.plan, node.code)


def blocks_under(
    node: NodeRow, children: Mapping[str, Sequence[NodeRow]]
) -> Iterator[tuple[NodeRow, Sequence[NodeRow]]]:
    """Every node that holds results itself, or holds nothing, with those results."""
    below = children.get(node.key, [])
    held = [node] if node.is_result else [child for child in below if child.is_result]
    if held or not below:
        yield node, held
    for child in below:
        if not child.is_result:
            yield from blocks_under(child, children)


def months_of(activity: ActivityRow, period: Period) -> set[tuple[int, int]]:
    """The months of the period on which one of the activity's days lies."""
    months: set[tuple[int, int]] = set()
    for days in activity.days:
        if days.period.touches(period):
            first = max(day for day in (days.period.first, period.first) if day)
            last = min(day for day in (days.period.last, period.last) if day)
            months.update(Period(first, last).months())
    return months


def beat_of(
    plan: PlanRow, calendar: Calendar, *, chosen: Period, record_until: date | None, href: str
) -> list[BeatPeriod]:
    """The reporting periods of a plan. Those that begin after the record ends lie ahead and lead nowhere."""
    periods, years = [], set[int]()
    for year, number, period in calendar.reporting_periods(plan.period):
        begun = record_until is not None and period.touches(Period(None, record_until))
        begins, _ = next(period.months())
        periods.append(
            BeatPeriod(
                name=months_shown(period),
                short=str(number),
                year="" if begins in years else str(begins),
                months=len(list(period.months())),
                href=f"{href}?period={year}-P{number}" if begun else None,
                current=period == chosen,
            )
        )
        years.add(begins)
    return periods


def months_shown(period: Period) -> str:
    """The months of a period in short: "Jan-Apr"."""
    months = list(period.months())
    if len(months) == 1:
        return str(get_month_names("abbreviated", "stand-alone", locale())[months[0][1]])
    return str(format_interval(period.first, period.last, "MMM", locale=locale()))
