"""What rows of the record say is held against each other: days, twins, counts, silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from metronome.ground.counting import Basis, Qualifier
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.report.checks.inspection import inspect
from metronome.report.figures.ledger import compute_all
from metronome.report.rows import DaysRow
from tests.factories.snapshot import (
    activity_row,
    bilateral_row,
    count_row,
    day,
    member_row,
    mention_row,
    printed_list,
    quiet_snapshot,
    words,
)
from tests.report.planted import FORUM, QUIET, SEMINAR, forum, message, planted

# Dates


def test_days_that_overlap_are_asked_about():
    week = DaysRow(Period(date(2021, 3, 8), date(2021, 3, 12)), "day", Text())
    apart = DaysRow(day("2021-03-13"), "day", Text())
    assert planted(activities=forum(days=(week, apart))) == []
    again = DaysRow(day("2021-03-12"), "day", Text())
    assert planted(activities=forum(days=(week, again))) == [("dates.overlap", "activity:forum")]


@pytest.mark.parametrize("what", ["activities", "bilaterals", "mentions"])
def test_what_is_known_by_the_month_only_is_told_once(what):
    march = Period(date(2021, 3, 1), date(2021, 3, 31))
    rows: dict[str, Any] = {
        "activities": forum(days=(DaysRow(march, "month", Text()),)),
        "bilaterals": (bilateral_row("one", period=march, precision="month", member="dakar"),),
        "mentions": (mention_row("one", period=march, precision="month"),),
    }
    assert planted(**{what: rows[what]}) == [("dates.month_only", "period:2021-01..2021-04")]
    assert "Known by the month only: 1 " in message("dates.month_only", **{what: rows[what]})


@pytest.mark.parametrize("last", [date(2021, 5, 1), None])
def test_an_activity_that_runs_on_counts_in_two_periods(last):
    days = (DaysRow(Period(date(2021, 4, 29), last), "day", Text()),)
    assert planted(activities=forum(days=days)) == [("dates.beyond_period", "period:2021-01..2021-04")]


@pytest.mark.parametrize(
    ("printed", "found"),
    [("08 mars", False), ("le 8 Mars", False), ("9 mars", True), ("8 avril", True), ("bientôt", False)],
)
def test_the_printed_day_is_held_against_the_record(printed, found):
    rows = (printed_list("headings", {"days": printed}, "activity:forum"),)
    assert planted(printed=rows) == ([("dates.printed", "activity:forum")] if found else [])


def test_days_apart_and_months_alone_are_read_as_printed():
    days = (DaysRow(day("2021-04-07"), "day", Text()), DaysRow(day("2021-04-20"), "day", Text()))
    rows = (printed_list("headings", {"days": "7 et 20 avril"}, "activity:forum"),)
    assert planted(printed=rows, activities=forum(days=days)) == []
    month = (DaysRow(Period(date(2021, 4, 1), date(2021, 4, 30)), "month", Text()),)
    rows = (printed_list("headings", {"days": "avril"}, "activity:forum"),)
    assert planted(printed=rows, activities=forum(days=month)) == [("dates.month_only", "period:2021-01..2021-04")]


# Duplicates


@pytest.mark.parametrize(
    ("title", "on", "found"),
    [
        ("Rencontre: FORUM", "2021-03-08", True),
        ("Rencontre forum", "2021-03-09", False),
        ("Rencontre forums", "2021-03-08", True),
        ("Rencontre forum 2", "2021-03-08", False),
        ("Atelier forum des villes", "2021-03-08", False),
    ],
)
def test_one_activity_under_two_codes_is_asked_about(title, on, found):
    twin = activity_row("twin", on, title=words(title))
    rules = [("duplicates.activities", "activity:forum")] if found else []
    assert planted(activities=(FORUM, SEMINAR, twin)) == rules


def test_two_activities_alike_on_two_days_are_asked_about_once():
    days = (DaysRow(day("2021-03-08"), "day", Text()), DaysRow(day("2021-03-09"), "day", Text()))
    twin = activity_row("twin", title=FORUM.title, days=days)
    activities = (replace(FORUM, days=days), SEMINAR, twin)
    assert planted(activities=activities) == [("duplicates.activities", "activity:forum")]


def test_a_mention_noted_twice_is_asked_about():
    assert planted(mentions=(mention_row("one"), mention_row("two", subject=words("Autre", "Other")))) == []
    assert planted(mentions=(mention_row("one"), mention_row("two"))) == [("duplicates.mentions", "mention:one")]


def test_a_member_printed_twice_in_one_list_is_asked_about():
    items = [("dakar", "Dakar"), ("", "DAKAR"), ("springfield-east", "Springfield-East")]
    assert planted(printed=(printed_list("members.box", items, "activity:forum"),)) == [
        ("duplicates.printed", "activity:forum")
    ]


# Counts


def test_counts_of_unlike_bases_are_told_and_parts_of_one_basis_are_not():
    counts = (count_row(200, Basis.REGISTRATIONS), count_row(100))
    assert planted(activities=forum(counts=counts)) == [("counts.unlike", "activity:forum")]
    women = replace(count_row(60, Basis.VIEWS), sex="women")
    assert planted(activities=forum(counts=(count_row(100), women))) == []


def test_vague_counts_are_told_once():
    counts = (count_row(None, qualifier=Qualifier.ABOUT, printed="des dizaines"),)
    both = (replace(FORUM, counts=counts), replace(SEMINAR, counts=(count_row(None, qualifier=Qualifier.UNKNOWN),)))
    assert planted(activities=both) == [("counts.vague", "period:2021-01..2021-04")]


@pytest.mark.parametrize(
    ("role", "format", "found"),
    [
        ("organiser", "online", True),
        ("co_organiser", "", True),
        ("organiser", "none", False),
        ("speaker", "online", False),
    ],
)
def test_an_own_audience_that_nobody_counted_is_told(role, format, found):
    rules = [("counts.none", "period:2021-01..2021-04")] if found else []
    assert planted(activities=forum(network_role=role, format=format)) == rules


# Silence


@pytest.mark.parametrize(
    ("fields", "figure"),
    [
        ({"activities": forum(results=())}, "results.silent"),
        ({"activities": forum(challenges=())}, "challenges.silent"),
        ({"members": (*QUIET.members, member_row("oslo"))}, "members.silent"),
    ],
)
def test_what_nothing_reached_is_told_with_the_months_left(fields, figure):
    rule = f"silence.{figure.partition('.')[0]}"
    assert planted(**fields) == [(rule, f"figure:{figure}")]
    assert "32 months of the plan are left." in message(rule, **fields)


def test_a_region_without_an_activated_member_is_told_besides_its_members():
    members = (*QUIET.members, member_row("oslo", region="south"))
    regions = (*QUIET.regions, replace(QUIET.regions[0], slug="north"))
    moved = (*members[:4], replace(members[4], region="north"))
    assert planted(members=moved, regions=regions) == [
        ("silence.members", "figure:members.silent"),
        ("silence.regions", "figure:regions.silent"),
    ]


def test_silence_needs_no_figure_of_the_months_left():
    snapshot = quiet_snapshot(activities=forum(results=()))
    figures = {id: figure for id, figure in compute_all(snapshot).items() if id == "results.silent"}
    found = [one for one in inspect(snapshot, figures) if one.rule == "silence.results"]
    assert "left" not in found[0].message("en")
