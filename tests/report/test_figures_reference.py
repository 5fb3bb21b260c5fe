"""The figures of the real report of January to April 2021, made of the record of that time."""

from datetime import date

import pytest
from django.utils import translation

from metronome.ground.counting import Basis, Bound
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.intake.loading import load_folder
from metronome.report import queries
from metronome.report.figures.figure import Figure
from metronome.report.figures.ledger import compute_all
from metronome.report.rendering.appendix import figure_entries
from metronome.report.rendering.reading import Reader
from metronome.report.snapshot import Snapshot
from tests.house.floors import PROJECT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def snapshot(django_db_setup, django_db_blocker) -> Snapshot:
    """Read once, from a loaded folder that is taken back at once."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_folder(PROJECT / "reference" / "metropolis", by="the loading")
        found = queries.snapshot(Period(date(2021, 1, 1), date(2021, 4, 30)))
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def figures(snapshot) -> dict[str, Figure]:
    return compute_all(snapshot)


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("activities.total", 29),
        ("results.total", 35),
        ("results.worked_on", 21),
        ("results.silent", 14),
        ("challenges.answered", 12),
        ("challenges.silent", 1),
        ("members.total", 141),
        ("members.honorary", 1),
        ("members.activated", 63),
        ("members.silent", 78),
        ("members.participations", 118),
        ("members.countries", 60),
        ("regions.total", 5),
        ("regions.silent", 0),
        ("partners.involved", 11),
        ("partners.met", 4),
        ("partners.reached", 13),
        ("media.mentions", 20),
        ("bilaterals.held", 12),
        ("experts.named", 15),
        ("experts.collaborations", 32),
        ("experts.unnamed", 9),
        ("plan.months_left", 32),
    ],
)
def test_a_figure_has_the_value_that_was_counted_by_hand(figures, id, value):
    assert figures[id].value == value


@pytest.mark.parametrize(
    ("id", "parts"),
    [
        ("activities.by_line", {"L1": 11, "L2": 16, "L3": 2}),
        ("media.by_month", {"2021-01": 6, "2021-02": 5, "2021-03": 4, "2021-04": 5}),
        ("bilaterals.held", {"member": 8, "partner": 4}),
        (
            "members.by_region",
            {"africa": 25, "asia-pacific": 73, "europe": 16, "north-america": 7, "latin-america-caribbean": 20},
        ),
    ],
)
def test_a_figure_is_split_as_it_was_counted_by_hand(figures, id, parts):
    assert figures[id].by == parts


@pytest.mark.parametrize(
    ("id", "low"),
    [
        ("people.engaged.participations", 100),
        ("people.engaged.registrations", 200),
        ("people.elsewhere.participations", 600),
    ],
)
def test_people_are_counted_in_bounds(figures, id, low):
    basis = Basis(id.rpartition(".")[2])
    assert figures[id].bound == Bound(basis, low, strict=True, high=None)


def test_dozens_of_people_are_no_number_but_they_are_listed(figures):
    people = figures["people.engaged.people"]
    assert people.bound.is_unknown
    assert [row.used for row in people.rows] == ["about"]


def test_the_silent_challenge_and_the_result_of_8_march_are_named(figures):
    assert figures["challenges.silent"].items == ("4.3",)
    assert "L1A1D3" in figures["results.worked_on"].items


def names_in(snapshot: Snapshot) -> list[Text]:
    """What things are called that rows and parts of figures stand for."""
    of_things = (snapshot.members, snapshot.partners, snapshot.regions, snapshot.kinds)
    labelled = (snapshot.nodes, snapshot.challenges, snapshot.themes, snapshot.bodies)
    titled = (snapshot.activities, snapshot.plans)
    return [
        *(row.name for rows in of_things for row in rows),
        *(row.label for rows in labelled for row in rows),
        *(row.title for rows in titled for row in rows),
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_rows_and_parts_of_figures_are_called_as_their_reader_calls_them(snapshot, figures, language):
    with translation.override(language):
        entries = figure_entries(Reader(snapshot, figures, language, "https://cities.example", "progress-2021"))
    shown = {
        words
        for entry in entries
        for words in (*(row.label for row in entry.rows), *(part.label for part in entry.parts))
    }
    of_others = {name.texts["fr"] for name in names_in(snapshot) if "fr" in name.texts}
    of_reader = {name.texts[language] for name in names_in(snapshot) if language in name.texts}
    assert len(of_others - of_reader) > 100
    assert not shown & (of_others - of_reader)
    assert not shown & {row.key for row in snapshot.themes}
