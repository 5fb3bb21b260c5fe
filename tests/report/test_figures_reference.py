"""The figures of the real report of January to April 2021, made of the record of that time."""

from datetime import date

import pytest

from metronome.ground.counting import Basis, Bound
from metronome.ground.period import Period
from metronome.intake.loading import load_folder
from metronome.report import queries
from metronome.report.figures.figure import Figure
from metronome.report.figures.ledger import compute_all
from tests.house.floors import PROJECT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def figures(django_db_setup, django_db_blocker) -> dict[str, Figure]:
    """Computed once, from a loaded folder that is taken back at once."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_folder(PROJECT / "reference" / "metropolis", by="the loading")
        found = compute_all(queries.snapshot(Period(date(2021, 1, 1), date(2021, 4, 30))))
        transaction.set_rollback(True)
    return found


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
