"""Practices in a report: those that were published, and those that another city took over, as both confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from metronome.exchange.models import Practice
from metronome.ground.period import Period
from metronome.report.figures.ledger import compute_all
from metronome.report.narrowing import narrowed
from metronome.report.queries import snapshot
from metronome.report.rendering.statement import statement_content
from tests.factories.exchange import make_adoption, make_practice
from tests.factories.network import make_member, make_network, text

pytestmark = pytest.mark.django_db
SPRING, SUMMER = Period(date(2021, 1, 1), date(2021, 4, 30)), Period(date(2021, 5, 1), date(2021, 8, 31))


@pytest.fixture
def buses() -> Practice:
    make_network()
    make_practice("retired", retired_on=date(2021, 3, 1))
    make_practice("older", published_on=date(2020, 12, 31))
    return make_practice(member=make_member())


def test_practices_published_in_the_period_are_counted_and_those_retired_by_its_end_are_not(buses):
    figure = compute_all(snapshot(SPRING))["practices.published"]
    assert (figure.value, figure.items, figure.by) == (1, ("bus-lanes",), {"solutions": 1})
    assert compute_all(snapshot(SUMMER))["practices.published"].value == 0


def test_a_transfer_counts_once_in_the_period_in_which_it_was_running_first(buses):
    make_adoption(buses, make_member("lagos"), "interest", "study", "adapting", "running", "kept")  # 1 April, 1 May
    make_adoption(buses, make_member("accra"), "interest", "study")
    make_adoption(buses, make_member("bogota"), "adapting", "running", "changed", "stopped")
    spring = compute_all(snapshot(SPRING))
    assert spring["transfers.total"].items == ("bus-lanes/bogota", "bus-lanes/lagos")
    assert spring["transfers.total"].by == {"running": 1, "stopped": 1}
    assert spring["transfers.members"].items == ("bogota", "lagos")
    assert compute_all(snapshot(SUMMER))["transfers.total"].value == 0


def test_what_only_one_of_the_two_cities_has_said_does_not_count_and_stands_in_no_snapshot(buses):
    adoption = make_adoption(buses, make_member("lagos"), "interest", "running")
    adoption.steps.filter(step="running").update(confirmed_by="", confirmed_at=None)
    assert snapshot(SPRING).transfers == ()


def test_a_statement_tells_a_member_what_it_shared_and_what_passed_between_it_and_others(buses):
    lagos = make_member("lagos", name=text("Lagos"))
    make_adoption(buses, lagos, "running")
    make_adoption(make_practice("ferries", member=make_member("accra")), make_member("bogota"), "running")

    def told(slug: str) -> list[tuple[str, tuple[str, ...]]]:
        own = narrowed(snapshot(SPRING), [f"member:{slug}"])
        content = statement_content(own, compute_all(own), language="en", address="http://x", slug=f"set/{slug}")
        parts = [item for part in content.sections if part.id == "practices" for item in part.items]
        return [(str(item.title.text), item.details) for item in parts]

    assert told("dakar") == [
        ("Bus Lanes", ("Solutions", "published on 1 February 2021")),
        ("Bus Lanes", ("taken over by Lagos, running there since 1 January 2021",)),
    ]
    assert told("lagos") == [("Bus Lanes", ("taken over from Dakar, running since 1 January 2021",))]
    own = compute_all(narrowed(snapshot(SPRING), ["member:lagos"]))
    assert (own["member.practices"].value, own["member.transfers"].by) == (0, {"lagos": 1})


def test_a_period_of_which_the_record_holds_no_practice_counts_none_for_a_member(buses):
    own = compute_all(narrowed(snapshot(SUMMER), ["member:dakar"]))
    assert "member.practices" not in own
