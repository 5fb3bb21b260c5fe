"""What the gallery shows: invented values, since the design system knows no network."""

from datetime import date, timedelta
from typing import Any

from babel.dates import get_month_names
from django.core.paginator import Paginator
from django.utils.translation import gettext

from metronome.ground.phrases import locale

from .parts import BeatPeriod, Cell, Choice, Crumb, Entry, Facet, Offer, Ranked, Tab, Tag
from .pictures.beat import Beat, beat
from .pictures.coverage import Covered, CoveredLine, coverage
from .pictures.dotmap import Place, dotmap
from .pictures.grid import Crossed, grid
from .pictures.rank import Bar, rank
from .templatetags.design import reading_direction

FIRST, LAST = date(2021, 1, 1), date(2021, 4, 30)
LINES = range(1, 7)
COUNTS = (2, 0, 1, 4, 0, 3, 1, 0, 6, 2, 0, 1, 5)
PLACES = (
    (14.7, -17.4),
    (48.9, 2.4),
    (19.4, -99.1),
    (-34.6, -58.4),
    (35.7, 139.7),
    (-33.9, 151.2),
    (40.7, -74),
    (28.6, 77.2),
)


def thirds_of_a_year() -> list[tuple[str, str]]:
    """The thirds of a year, in a long and a short form."""
    months = get_month_names("abbreviated", "stand-alone", locale())
    return [(f"{months[first]}–{months[first + 3]}", str(number)) for number, first in enumerate((1, 5, 9), 1)]


def samples() -> dict[str, Any]:
    """One value for each component and picture of the gallery."""
    return component_samples() | picture_samples()


def component_samples() -> dict[str, Any]:
    tags = tuple(Tag(code=f"{line}.{line + 1}", line=line, href="#tags") for line in LINES)
    return {
        "tags": tags,
        "facets": [
            Facet(
                "kind",
                gettext("Kind"),
                [Choice("event", gettext("Event"), 4, chosen=True), Choice("meeting", gettext("Meeting"), 3)],
            )
        ],
        "crumbs": [Crumb(label=gettext("Design system"), href="#main"), Crumb(label=gettext("Gallery"), href="#main")],
        "beats": beat_samples(),
        "cells": [
            Cell(code=f"2.{number}", count=count, sentence=f"2.{number}: {count}", line=2, href="#coverage")
            for number, count in enumerate(COUNTS, 1)
        ],
        "entries": entry_samples(tags),
        "ranked": [
            Ranked(label=gettext("A region with a long name that needs two lines"), shown="19 / 73", share=19 / 73),
            Ranked(label=gettext("A line of the plan"), code="3", shown="11", share=0.8, line=3, href="#rank"),
            Ranked(label=gettext("Nobody was reached"), shown="0", share=0),
        ],
        "tabs": [
            Tab(label=gettext("Overview"), href="#tabs", current=True),
            Tab(label=gettext("Record"), href="#tabs", badge="4"),
        ],
        "page": Paginator(range(290), 10).page(4),
        "offer": Offer(
            formats=(("csv", ""), ("svg", "")),
            cite="",
            query="year=2021",
            title=gettext("Example table"),
        ),
    }


def beat_samples() -> list[BeatPeriod]:
    """Three years in thirds; the first third of the first year is shown."""
    return [
        BeatPeriod(
            name=name,
            short=short,
            year=str(year) if short == "1" else "",
            href="#beat" if year == FIRST.year else None,
            current=year == FIRST.year and short == "1",
        )
        for year in (2021, 2022, 2023)
        for name, short in thirds_of_a_year()
    ]


def entry_samples(tags: tuple[Tag, ...]) -> list[Entry]:
    """A day, several days, and a month of which no day is known."""
    return [
        Entry(
            title=gettext("A day on the record"),
            href="#entries",
            first=date(2021, 4, 28),
            kind=gettext("Event"),
            tags=tags[:2],
            words=(gettext("two members"),),
        ),
        Entry(
            title=gettext("Several days"),
            href="#entries",
            first=date(2021, 3, 30),
            last=date(2021, 4, 2),
            kind=gettext("Meeting"),
        ),
        Entry(title=gettext("Only the month is known"), href="#entries", first=date(2021, 2, 1), precision="month"),
    ]


def line_samples() -> list[CoveredLine]:
    return [
        CoveredLine(
            str(line),
            gettext("A top-level line of the plan, with as many words as it takes"),
            line,
            [Covered(f"{line}.{n}", count) for n, count in enumerate(COUNTS[: 5 + line], 1)],
        )
        for line in LINES
    ]


def picture_samples() -> dict[str, Any]:
    direction = reading_direction()
    marked = {FIRST + timedelta(n * 7 % 119): [n % 6 + 1] for n in range(16)} | {date(2021, 2, 3): [1, 2, 3], LAST: []}
    bars = [Bar(gettext("A name"), 0.9, "18 / 20"), Bar(gettext("Another name"), 0.25, "5 / 20", 2)]
    periods = [
        Beat(4, str(year) if short == "1" else "", name, year == FIRST.year and short == "1")
        for year in (2021, 2022, 2023)
        for name, short in thirds_of_a_year()
    ]
    crossed_by = [("1", gettext("A name")), ("2", gettext("Another name"))]
    crossed = [
        Crossed(gettext("A name"), [(3, "#grid"), (0, None)]),
        Crossed(gettext("Another name"), [(0, None), (1, "#grid")]),
    ]
    both: dict[str, Any] = {
        f"{name}_{width}": drawn
        for width in (720, 360)
        for name, drawn in (
            ("rank", rank(bars, sentence=gettext("Two names"), width=width, direction=direction)),
            (
                "coverage",
                coverage(line_samples(), sentence=gettext("Results by line"), width=width, direction=direction),
            ),
            ("grid", grid(crossed_by, crossed, sentence=gettext("Two by two"), width=width, direction=direction)),
            ("beat", beat(periods, sentence=gettext("Nine periods"), width=width, direction=direction)),
        )
    }
    places = [Place(lat, lon, f"{lat}, {lon}", n % 2 == 0, "#map") for n, (lat, lon) in enumerate(PLACES)]
    return both | {
        "first": FIRST,
        "last": LAST,
        "marks": marked,
        "month_counts": [0, 1, 2, 5],
        "map": dotmap(places, sentence=gettext("World map: four places reached, four silent")),
    }
