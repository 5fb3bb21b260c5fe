"""The balance of those chosen against those who applied."""

from __future__ import annotations

import pytest

from metronome.calls.judging.balance import Lens, balance_of
from metronome.calls.judging.entries import entries_of
from metronome.calls.judging.ranking import ranking_of
from tests.factories.calls import make_application, make_call
from tests.factories.network import make_network
from tests.factories.panels import make_juror, make_review, make_round

pytestmark = pytest.mark.django_db


def test_a_group_that_is_missing_is_told_with_the_cheapest_swap():
    make_network()
    earlier = make_call("earlier", kind="award")
    for city in ("Dakar", "Lagos"):
        make_application(earlier, city)
    found = make_round(make_call(kind="award"), frozen=True, places=2)
    juror = make_juror(found)
    for city, score in (("Dakar", "9"), ("Lagos", "8"), ("Quito", "7"), ("Baku", "5")):
        entry = make_application(found.call, city, state="eligible", country="")
        make_review(juror, entry, scores={"effect": score})
    balance = balance_of(found, list(entries_of(found)), ranking_of(found).standings)
    groups = {one.key: (one.pool, one.chosen, one.lacks) for one in balance.groups if one.lens is Lens.FIRST}
    assert groups == {"first": (2, 0, True), "again": (2, 2, False)}
    assert [(one.comes.entry, one.goes.entry, one.cost) for one in balance.swaps] == [
        ("award-3", "award-2", 1.0),
        ("award-4", "award-1", 4.0),
    ]


def test_what_is_not_known_is_a_group_of_its_own_and_asks_for_nothing():
    make_network()
    found = make_round(frozen=True)
    make_review(
        make_juror(found), make_application(found.call, "Quito", state="eligible", country=""), scores={"effect": "1"}
    )
    balance = balance_of(found, list(entries_of(found)), ranking_of(found).standings)
    assert [(one.key, one.pool) for one in balance.groups if one.lens is Lens.SIZE] == [("", 1)]
    assert balance.swaps == []
