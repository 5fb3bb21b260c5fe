"""What the front page says: where the record stands in its latest period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from babel.dates import get_month_names
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from metronome.design.parts import Entry, Ranked
from metronome.design.pictures.days import days as draw_days
from metronome.design.pictures.dotmap import Place, dotmap
from metronome.design.words import reader
from metronome.ground.counting import Basis
from metronome.ground.period import Period
from metronome.ground.phrases import basis_in_words, locale, month_in_words, number_in_words, period_in_words
from metronome.plan.shown import tree
from metronome.record.models import Activity
from metronome.record.shown import entries, listed
from metronome.report.figures.figure import Figure
from metronome.report.found import figure_href
from metronome.report.rows import MemberRow

from .standing import Stand

#: How many days are drawn as ticks, and how many activities are the latest.
DAYS, LATEST = 400, 6


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A figure as a page prints it."""

    value: object
    label: str
    href: str
    rows: int
    before: str = ""
    unit: str = ""


def figures_of(stand: Stand) -> list[Shown]:
    """The key figures: members, activities, how far members and results were reached, people."""
    values = {id: int(figure.value) for id, figure in stand.figures.items() if figure.value is not None}

    def shown(id: str, label: str, *, of: str = "") -> Shown:
        unit = gettext("of %(total)s") % {"total": number_in_words(values[of])} if of else ""
        href = figure_href(id, stand.period)
        return Shown(value=values[id], label=label, href=href, rows=len(stand.figures[id].rows), unit=unit)

    countries = values["members.countries"]
    return [
        shown(
            "members.total",
            ngettext("members, in %(count)s country", "members, in %(count)s countries", countries)
            % {"count": number_in_words(countries)},
        ),
        shown("activities.total", gettext("activities on record in the period")),
        shown(
            "members.activated",
            gettext("members engaged at least once; %(count)s were silent")
            % {"count": number_in_words(values["members.silent"])},
            of="members.total",
        ),
        shown(
            "results.worked_on",
            gettext("results of the plan worked on; %(count)s were silent")
            % {"count": number_in_words(values["results.silent"])},
            of="results.total",
        ),
        *people(stand),
    ]


def people(stand: Stand) -> Iterator[Shown]:
    """The best known count of people of the network's own activities: of one basis, as a bound."""
    known: list[tuple[int, Basis, Figure]] = [
        (figure.bound.low, basis, figure)
        for basis in Basis
        if (figure := stand.figures.get(f"people.engaged.{basis.value}"))
        and figure.bound is not None
        and figure.bound.low > 0
    ]
    if known:
        low, basis, figure = max(known, key=lambda row: row[0])
        bound = figure.bound
        assert bound is not None  # noqa: S101 - asked above
        exact = gettext("more than") if bound.strict else gettext("at least")
        yield Shown(
            value=low,
            label=gettext("%(things)s in activities of its own that state a number")
            % {"things": basis_in_words(basis, 2)},
            href=figure_href(figure.id, stand.period),
            rows=len(figure.rows),
            before="" if bound.is_exact else exact,
        )


def marks(stand: Stand) -> dict[date, list[int]]:
    """The days of the period on which something is on record, with the lines that lead it. Months are no days."""
    period, places = stand.period, line_places(stand)
    found: dict[date, list[int]] = {}
    for activity in stand.snapshot.activities:
        for days in activity.days:
            if days.precision == "day" and days.period.touches(period):
                for day in days.period.days():
                    if period.holds(day):
                        found.setdefault(day, []).append(places.get(activity.lead_line, 0))
    return found


def line_places(stand: Stand) -> dict[str, int]:
    """The place of each line in its plan, from 1."""
    places: dict[str, int] = {}
    counted: dict[str, int] = {}
    for node in stand.snapshot.nodes:
        if not node.parent:
            counted[node.plan] = counted.get(node.plan, 0) + 1
            places[node.key] = counted[node.plan]
    return places


def legend(stand: Stand) -> list[tuple[int, str]]:
    """The lines that the ticks stand for: place and short label."""
    language, places = reader(), line_places(stand)
    return [
        (places[node.key], (node.short_label or node.label).in_(language))
        for node in stand.snapshot.nodes
        if not node.parent and node.plan in stand.snapshot.plan
    ]


def days_picture(stand: Stand) -> SafeString:
    """The day ticks as a picture that stands on its own."""
    first, last = stand.period.ends
    months = [
        (
            month_in_words(year, month, with_year=False),
            str(get_month_names("abbreviated", "stand-alone", locale())[month]),
        )
        for year, month in stand.period.months()
    ]
    sentence = gettext("Days with an activity on record: %(period)s") % {"period": period_in_words(stand.period)}
    return draw_days(first, last, marks(stand), sentence=sentence, months=months, width=720, palette="print")


def has_day_ticks(period: Period) -> bool:
    return period.first is not None and period.last is not None and (period.last - period.first).days < DAYS


@dataclass(frozen=True)
class Reach:
    """Which members an activity of the period reached."""

    stand: Stand

    @property
    def members(self) -> list[tuple[MemberRow, bool]]:
        """The full members on the last day of the period, and whether an activity of it reached them."""
        total, silent = set(self.stand.items("members.total")), set(self.stand.items("members.silent"))
        return [(row, row.slug not in silent) for row in self.stand.snapshot.members if row.slug in total]

    @property
    def counts(self) -> tuple[int, int]:
        """How many were reached, and how many were silent."""
        silent = len(self.stand.items("members.silent"))
        return len(self.stand.items("members.total")) - silent, silent

    def map(self, *, printed: bool = False) -> SafeString:
        """The world with a dot for each member whose place is on record."""
        places = [
            Place(
                float(row.latitude),
                float(row.longitude),
                row.name.in_(reader()),
                reached,
                reverse("home:member", args=[row.slug]),
            )
            for row, reached in self.members
            if row.latitude is not None and row.longitude is not None
        ]
        reached, silent = self.counts
        sentence = gettext("World map of the members: %(reached)s engaged, %(silent)s silent.") % {
            "reached": number_in_words(reached),
            "silent": number_in_words(silent),
        }
        if printed:
            return dotmap(places, sentence=sentence, palette="print")
        return dotmap(places, sentence=sentence)

    @property
    def regions(self) -> list[Ranked]:
        """The share of each region's members that was reached, the most reached first."""
        counts: dict[str, list[int]] = {}
        for row, reached in self.members:
            region = counts.setdefault(row.region, [0, 0])
            region[0] += int(reached)
            region[1] += 1
        rows = [
            (reached, total, region.name.in_(reader()), region.slug)
            for region in self.stand.snapshot.regions
            for reached, total in [counts.get(region.slug, [0, 0])]
            if total
        ]
        return [
            Ranked(
                label=name,
                shown=gettext("%(part)s of %(total)s")
                % {"part": number_in_words(reached), "total": number_in_words(total)},
                share=reached / total,
                href=f"{reverse('network:members')}?region={slug}",
            )
            for reached, total, name, slug in sorted(rows, key=lambda row: (-row[0], row[2]))
        ]


def latest() -> list[Entry]:
    """The latest activities."""
    found = listed(Activity.objects.counted().order_by("-first_day", "-order", "code")[:LATEST])
    return entries(found, tree())
