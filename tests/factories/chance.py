"""Snapshots by chance, for promises that hold for any network."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.report.rows import (
    ActivityRow,
    BodyRow,
    ChallengeRow,
    CountRow,
    DaysRow,
    MandateRow,
    PartRow,
    StandingRow,
    ThemeRow,
)
from metronome.report.snapshot import Snapshot

from .snapshot import activity_row, bilateral_row, member_row, mention_row, person_row, quiet_snapshot, words

MEMBERS = ("accra", "bogota", "dakar", "east", "fes", "goyang")
PARTNERS = ("alpha", "beta", "gamma")
RESULTS = ("G1.1", "G1.2")
CHALLENGES = ("C1", "C2")
NETWORK_ROLES = ("", "organiser", "co_organiser", "speaker")
days = st.dates(date(2020, 11, 1), date(2021, 6, 30))


@st.composite
def stretches(draw) -> Period:
    first = draw(days)
    return Period(first, first + timedelta(draw(st.integers(0, 70))))


def some(things: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of them, none twice, in their order."""
    return st.sets(st.sampled_from(things)).map(lambda chosen: tuple(thing for thing in things if thing in chosen))


@st.composite
def counts(draw, code: str) -> tuple[CountRow, ...]:
    rows = []
    for basis in draw(st.sets(st.sampled_from(Basis), max_size=2)):
        qualifier = draw(st.sampled_from([Qualifier.EXACTLY, Qualifier.MORE_THAN, Qualifier.UNKNOWN, Qualifier.ABOUT]))
        number = None if qualifier in (Qualifier.UNKNOWN, Qualifier.ABOUT) else draw(st.integers(0, 500))
        count = Count(qualifier, basis, number)
        rows.append(CountRow(f"{code}/{basis}", count, draw(st.sampled_from(["", "women"])), "", "", ""))
    return tuple(sorted(rows, key=lambda row: row.id))


@st.composite
def activities(draw, code: str) -> ActivityRow:
    roles = st.sampled_from(["activated", "speaker", "named"])
    members = draw(some(MEMBERS))
    partners = draw(some(PARTNERS))
    return activity_row(
        code,
        kind=draw(st.sampled_from(["event", "launch"])),
        lead_line=draw(st.sampled_from(["", "G1"])),
        network_role=draw(st.sampled_from(NETWORK_ROLES)),
        days=tuple(DaysRow(period, "day", Text()) for period in draw(st.lists(stretches(), min_size=1, max_size=2))),
        results=draw(some(RESULTS)),
        challenges=draw(some(CHALLENGES)),
        themes=draw(some(("water", "care"))),
        goals=draw(some(("5", "5.2", "11.a"))),
        markers=tuple(("gender", draw(st.integers(0, 2))) for _ in draw(st.sets(st.just(1)))),
        members=tuple(PartRow(member, draw(roles)) for member in members),
        partners=tuple(PartRow(partner, draw(st.sampled_from(["partner", "named"]))) for partner in partners),
        people=tuple(
            person_row(name, "director", role=draw(st.sampled_from(["speaker", "chair"])))
            for name in draw(st.lists(st.sampled_from(["", "Ama Ó", "ama o", "Lee"]), max_size=2))
        ),
        counts=draw(counts(code)),
    )


@st.composite
def snapshots(draw) -> Snapshot:
    """A network whose members come and go, with up to five activities that touch the period."""
    quiet = quiet_snapshot()
    kinds = st.sampled_from(["full", "honorary", "observer"])
    members = tuple(
        replace(
            member_row(slug, region=draw(st.sampled_from(["south", "europe", ""]))),
            country=draw(st.sampled_from(["SN", "CO", ""])),
            standings=(StandingRow(draw(kinds), Period(None, draw(st.none() | days))),),
        )
        for slug in MEMBERS
    )
    made = [draw(activities(f"activity-{n}")) for n in range(draw(st.integers(0, 5)))]
    meetings = [bilateral_row(f"meeting-{n}", partner=p) for n, p in enumerate(draw(some(PARTNERS)))]
    return replace(
        quiet,
        members=members,
        challenges=tuple(ChallengeRow(code, code, "plan", "", words(code), True) for code in CHALLENGES),
        themes=(ThemeRow("water", "plan", words("Eau")), ThemeRow("care", "plan", words("Soin"))),
        activities=tuple(row for row in made if row.touches(quiet.period)),
        mentions=tuple(mention_row(f"mention-{n}") for n in range(draw(st.integers(0, 3)))),
        bilaterals=(*meetings, bilateral_row("meeting-with-dakar", member="dakar")),
        bodies=(BodyRow("board", "", words("Conseil")),),
        mandates=tuple(
            MandateRow("", "board", "seat", "", "", Text(), (member,), "", Period(None, draw(st.none() | days)))
            for member in draw(some(MEMBERS))
        ),
    )
