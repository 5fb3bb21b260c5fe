"""Planned against done: a work plan, and what the record has of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext

from metronome.design.parts import Entry, Tag
from metronome.design.words import reader
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.period import Calendar, Period
from metronome.ground.phrases import month_in_words
from metronome.plan.enums import PlannedState
from metronome.plan.models import PlannedActivity, PlannedResult, WorkPlan
from metronome.plan.shown import Tree, tree

from .models import Activity
from .shown import activity_href, entries, listed

COLUMNS = ("work_plan", "planned", "title", "months", "results", "standing", "done_by")
#: How many activities outside the work plan its page lists.
UNPLANNED = 25

Rows = Iterator[Sequence[object]]


class Standing(StrEnum):
    """What became of a planned activity, as far as the record reaches."""

    DONE = "done"
    LATE = "late"
    NOT_YET = "not_yet"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {
            Standing.DONE: gettext("done"),
            Standing.LATE: gettext("late"),
            Standing.NOT_YET: gettext("not yet"),
            Standing.POSTPONED: gettext("postponed"),
            Standing.DROPPED: gettext("dropped"),
            Standing.UNKNOWN: gettext("before the record begins"),
        }[self]

    @property
    def look(self) -> str:
        """The kind of status that shows it."""
        looks = {Standing.DONE: "ok", Standing.LATE: "warn", Standing.NOT_YET: "wait", Standing.DROPPED: "silent"}
        return looks.get(self, "info")


@dataclass(frozen=True, kw_only=True)
class PlannedShown:
    """A planned activity with what it came to."""

    planned: PlannedActivity
    months: str
    tags: Sequence[Tag]
    done: Sequence[tuple[str, str, Activity]]  # address, words, activity
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class WorkPlanShown:
    """A work plan against the record. `record` is from the first to the last public day of it."""

    work_plan: WorkPlan
    period: Period
    record: Period | None
    nodes: Tree
    others: Sequence[WorkPlan]

    @cached_property
    def planned(self) -> list[PlannedShown]:
        """Each planned activity, in the order of the work plan."""
        found = self.work_plan.planned.prefetch_related(
            Prefetch("results", PlannedResult.objects.order_by("result__order"))
        )
        return [self._shown(one) for one in found.order_by("order", "slug")]

    @cached_property
    def _done(self) -> Mapping[int, list[Activity]]:
        done: dict[int, list[Activity]] = {}
        for activity in Activity.objects.counted().filter(planned__work_plan=self.work_plan):
            if activity.planned_id is not None:
                done.setdefault(activity.planned_id, []).append(activity)
        return done

    def _shown(self, planned: PlannedActivity) -> PlannedShown:
        done = sorted(self._done.get(planned.pk, ()), key=lambda one: (one.first_day, one.code))
        return PlannedShown(
            planned=planned,
            months=months_in_words(planned),
            tags=[self.nodes.nodes[tag.result_id].tag() for tag in planned.results.all()],
            done=[(activity_href(one.code), one.title.in_(reader()) or one.code, one) for one in done],
            standing=self.standing(planned, bool(done)),
        )

    def standing(self, planned: PlannedActivity, is_done: bool) -> Standing:
        """Done once a published activity says so; late once the record reaches past its last month without one."""
        if is_done:
            return Standing.DONE
        if planned.state != PlannedState.PLANNED:
            return Standing(planned.state)
        last = last_day_of(planned, self.period)
        if self.record is None or not self.record.touches(Period(None, last)):
            return Standing.NOT_YET if self.record is None else Standing.UNKNOWN
        return (
            Standing.LATE
            if self.record.touches(Period(date.fromordinal(last.toordinal() + 1), None))
            else (Standing.NOT_YET)
        )

    @property
    def counts(self) -> list[tuple[Standing, int]]:
        """How many stand where; those that nothing stands at are left out."""
        counted = [(standing, sum(one.standing == standing for one in self.planned)) for standing in Standing]
        return [(standing, count) for standing, count in counted if count]

    @cached_property
    def _unplanned(self) -> list[Activity]:
        found = Activity.objects.counted().touching(self.period).filter(planned=None)
        return list(listed(found.order_by("first_day", "order", "code")))

    @property
    def unplanned_count(self) -> int:
        """How many activities of the year no work plan foresaw."""
        return len(self._unplanned)

    @property
    def unplanned(self) -> list[Entry]:
        return entries(self._unplanned[:UNPLANNED], self.nodes)

    @property
    def all_href(self) -> str:
        return f"{reverse('record:activities')}?period={self.period}"

    def rows(self) -> Rows:
        """The work plan as rows of a file, then what nobody had planned."""
        for one in self.planned:
            codes = " ".join(activity.code for _, _, activity in one.done)
            tags = " ".join(tag.code for tag in one.tags)
            title = one.planned.title.in_(reader())
            yield self.work_plan.slug, one.planned.slug, title, one.months, tags, one.standing.value, codes
        for activity in self._unplanned:
            tags = " ".join(self.nodes.nodes[tag.result_id].code for tag in activity.result_tags.all())
            title = activity.title.in_(reader())
            yield self.work_plan.slug, "", title, str(activity.first_day), tags, "unplanned", activity.code


def last_day_of(planned: PlannedActivity, year: Period) -> date:
    """The last day on which it is in time."""
    if planned.last_month is None:
        return year.ends[1]
    year_of, month = planned.last_month.year, planned.last_month.month
    following = date(year_of + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def months_in_words(planned: PlannedActivity) -> str:
    """When it is planned for."""
    if planned.first_month is None or planned.last_month is None:
        return gettext("in the course of the year")
    months = dict.fromkeys((planned.first_month, planned.last_month))
    return " – ".join(month_in_words(day.year, day.month) for day in months)


def record_span() -> Period | None:
    """From the first to the last day on which something is published; None where nothing is."""
    found = Activity.objects.counted()
    first = found.order_by("first_day").values_list("first_day", flat=True).first()
    last = found.order_by("-last_day").values_list("last_day", flat=True).first()
    return Period(first, last) if first and last else None


def work_plan_shown(slug: str, calendar: Calendar) -> WorkPlanShown:
    """A work plan against the record.

    Raises WorkPlan.DoesNotExist.
    """
    work_plan = WorkPlan.objects.select_related("plan").get(slug=slug)
    return WorkPlanShown(
        work_plan=work_plan,
        period=calendar.fiscal_year(work_plan.year),
        record=record_span(),
        nodes=tree(),
        others=work_plans(),
    )


def work_plans() -> list[WorkPlan]:
    """Every work plan, the latest first."""
    return list(WorkPlan.objects.order_by("-year", "slug"))


def offered(activity: Activity) -> list[tuple[str, str]]:
    """What an activity may have done of the work plans: slug and words, those of the years nearest to it first."""
    year = activity.first_day.year
    near = sorted(_offered(publication(), reader()), key=lambda one: (abs(one[0] - year), *one[1]))
    return [(slug, words) for _, (_, _, slug), words in near]


@kept(16)
def _offered(_publication: int, language: str) -> list[tuple[int, tuple[str, int, str], str]]:
    """What may be done of all work plans, with its year, its place and its words; kept until something public
    changes."""
    columns = ("work_plan__year", "work_plan__slug", "order", "slug", "work_plan__title", "title")
    rows = PlannedActivity.objects.exclude(state=PlannedState.DROPPED).order_by().values_list(*columns)
    return [
        (year, (plan, order, slug), f"{of.in_(language)} · {title.in_(language)}")
        for year, plan, order, slug, of, title in rows
    ]
