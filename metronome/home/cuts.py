"""The cuts through the coverage of a plan in a period: by line, by region, by challenge, and where themes meet
challenges. Every number is a part of a figure and leads to the activities behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from metronome.design.pictures.grid import Crossed, grid
from metronome.design.pictures.pen import Direction
from metronome.design.pictures.rank import Bar, rank
from metronome.design.words import direction_of, reader
from metronome.ground.phrases import number_in_words, period_in_words
from metronome.ground.text import Text
from metronome.report.figures.coverage import MEETS
from metronome.report.found import figure_href
from metronome.report.rows import ChallengeRow, ThemeRow

from .coverage import Coverage, Line, node_href

#: The cuts that can be taken along as a file; that by challenge has one already.
CUTS = ("lines", "regions", "opportunities")
LINES = ("plan", "line", "label", "activities", "results_worked_on", "results", "projects", "period")
REGIONS = ("region", "name", "activities", "members_engaged", "members", "period")
OPPORTUNITIES = ("plan", "theme", "theme_label", "challenge", "challenge_label", "activities", "period")

Rows = Iterator[Sequence[object]]


@dataclass(frozen=True, kw_only=True)
class Share:
    """A row of a cut: how many activities, and how many of a whole were reached."""

    key: str
    code: str
    label: Text
    line: int
    href: str
    count: int
    count_href: str
    reached: int
    whole: int
    projects: int = 0

    @property
    def words(self) -> str:
        return self.label.in_(reader())

    @property
    def ratio(self) -> str:
        return gettext("%(part)s of %(total)s") % {
            "part": number_in_words(self.reached),
            "total": number_in_words(self.whole),
        }


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A theme and a challenge, how many activities join both, and what leads to them."""

    theme: ThemeRow
    challenge: ChallengeRow
    count: int
    href: str


@dataclass(frozen=True)
class Cuts:
    """One plan in one period, cut four ways."""

    coverage: Coverage

    def _by(self, figure: str) -> Mapping[str, int]:
        return self.coverage.stand.by(figure)

    def _part(self, figure: str, key: str) -> str:
        return f"{figure_href(figure, self.coverage.stand.period)}&part={key}"

    @cached_property
    def lines(self) -> list[Share]:
        """The lines of the plan: their results were tagged, whichever line an activity was reported under."""
        return [self._line(line) for line in self.coverage.lines]

    def _line(self, line: Line) -> Share:
        return Share(
            key=line.node.key,
            code=line.node.code,
            label=line.node.label,
            line=line.place,
            href=node_href(line.node),
            count=self._by("coverage.by_line").get(line.node.key, 0),
            count_href=self._part("coverage.by_line", line.node.key),
            reached=line.worked_on,
            whole=line.total,
            projects=self._projects(line),
        )

    def _projects(self, line: Line) -> int:
        """How many projects of the period are led by the line or serve one of its results."""
        keys = {line.node.key, *(result.key for result in line.results)}
        return sum(1 for row in self.coverage.stand.snapshot.projects if keys.intersection((row.line, *row.results)))

    @cached_property
    def regions(self) -> list[Share]:
        """The regions that have a member: activities that engaged one of theirs, and how many of theirs were engaged.
        This is of the whole record, because a member belongs to no plan."""
        activities, engaged = self._by("activities.by_region"), self._by("members.activated_by_region")
        members = self._by("members.by_region")
        return [
            Share(
                key=region.slug,
                code="",
                label=region.name,
                line=0,
                href="",
                count=activities.get(region.slug, 0),
                count_href=self._part("activities.by_region", region.slug),
                reached=engaged.get(region.slug, 0),
                whole=members.get(region.slug, 0),
            )
            for region in self.coverage.stand.snapshot.regions
            if members.get(region.slug) or activities.get(region.slug)
        ]

    @cached_property
    def themes(self) -> list[ThemeRow]:
        return [row for row in self.coverage.stand.snapshot.themes if row.plan == self.coverage.plan.slug]

    @cached_property
    def challenges(self) -> list[ChallengeRow]:
        """Those at the top of the plan."""
        rows = self.coverage.stand.snapshot.challenges
        return [row for row in rows if row.plan == self.coverage.plan.slug and not row.parent]

    @cached_property
    def meetings(self) -> list[tuple[ThemeRow, list[Meeting]]]:
        """For each theme, how often it met each challenge."""
        return [(theme, [self._meeting(theme, challenge) for challenge in self.challenges]) for theme in self.themes]

    def _meeting(self, theme: ThemeRow, challenge: ChallengeRow) -> Meeting:
        key = f"{theme.key}{MEETS}{challenge.key}"
        return Meeting(
            theme=theme,
            challenge=challenge,
            count=self._by("coverage.opportunities").get(key, 0),
            href=self._part("coverage.opportunities", key),
        )

    @property
    def pairs(self) -> int:
        return len(self.themes) * len(self.challenges)

    @property
    def met(self) -> int:
        return sum(bool(meeting.count) for _, row in self.meetings for meeting in row)

    @property
    def untagged(self) -> int:
        """How many activities of the period name no theme: they can join no pair."""
        return sum(not activity.themes for activity in self.coverage.stand.snapshot.activities)

    @property
    def sentence(self) -> str:
        """What the grid shows, in words."""
        return gettext("%(met)s of %(pairs)s pairs of a theme and a challenge met: %(period)s") % {
            "met": number_in_words(self.met),
            "pairs": number_in_words(self.pairs),
            "period": period_in_words(self.coverage.stand.period),
        }

    # Pictures

    def wide(self) -> SafeString:
        return self.grid(width=720)

    def narrow(self) -> SafeString:
        return self.grid(width=360)

    def picture(self, cut: str) -> SafeString:
        """A cut as a picture that stands on its own."""
        return self.grid(printed=True) if cut == "opportunities" else self.bars(cut)

    def grid(self, *, width: int = 720, printed: bool = False) -> SafeString:
        """The themes crossed with the challenges."""
        language = reader()
        return grid(
            [(row.code, row.label.in_(language)) for row in self.challenges],
            [
                Crossed(theme.label.in_(language), [(one.count, one.href if one.count else None) for one in row])
                for theme, row in self.meetings
            ],
            sentence=self.sentence,
            width=width,
            palette="print" if printed else "class",
            direction=_direction(printed),
        )

    def bars(self, name: str) -> SafeString:
        """The lines or the regions as bars, each as long as its share of what was reached."""
        shares = self.lines if name == "lines" else self.regions
        words = gettext("Results worked on, by line") if name == "lines" else gettext("Members engaged, by region")
        return rank(
            [
                Bar(
                    f"{one.code} {one.words}".strip(), one.reached / one.whole if one.whole else 0, one.ratio, one.line
                )
                for one in shares
            ],
            sentence=f"{words}, {period_in_words(self.coverage.stand.period)}",
            palette="print",
        )

    # Files

    def table(self, cut: str) -> tuple[Sequence[str], Rows]:
        """A cut as columns and rows of a file."""
        tables = {"lines": (LINES, self.line_rows), "regions": (REGIONS, self.region_rows)}
        columns, rows = tables.get(cut, (OPPORTUNITIES, self.opportunity_rows))
        return columns, rows()

    def line_rows(self) -> Rows:
        for one in self.lines:
            plan, period = self.coverage.plan.slug, str(self.coverage.stand.period)
            yield plan, one.code, one.words, one.count, one.reached, one.whole, one.projects, period

    def region_rows(self) -> Rows:
        for one in self.regions:
            yield one.key, one.words, one.count, one.reached, one.whole, str(self.coverage.stand.period)

    def opportunity_rows(self) -> Rows:
        for theme, row in self.meetings:
            for one in row:
                yield (
                    self.coverage.plan.slug,
                    theme.key,
                    theme.label.in_(reader()),
                    one.challenge.code,
                    one.challenge.label.in_(reader()),
                    one.count,
                    str(self.coverage.stand.period),
                )


def _direction(printed: bool) -> Direction:
    return "ltr" if printed else direction_of(reader())
