"""Projects in a report: how many run, their money a currency at a time, and what does not fit in those whose money is
public."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metronome.ground.period import Period
from metronome.projects.models import Expense, Payment, Project
from metronome.report.checks.inspection import inspect
from metronome.report.figures.ledger import compute_all
from metronome.report.narrowing import narrowed
from metronome.report.queries import snapshot
from tests.factories.network import make_member, make_network, text
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db
SPRING = Period(date(2021, 1, 1), date(2021, 4, 30))


@pytest.fixture
def green() -> Project:
    make_network()
    make_project("hidden", is_published=False)
    make_project("undated", first_day=None, last_day=None)
    make_project("off", state="cancelled")
    return make_project(lead=make_member())


def test_projects_of_the_period_are_counted_with_their_money_a_currency_at_a_time(green):
    figures = compute_all(snapshot(SPRING))
    assert figures["projects.total"].items == ("green",)
    assert figures["projects.members"].items == ("dakar",)
    assert figures["projects.by_line"].by == {"not_stated": 1}
    assert figures["projects.money"].by == {"grant EUR": Decimal(30000), "own MXN": Decimal(200000)}
    assert figures["projects.instalments"].by == {"paid": 0, "due": 1, "waits": 1}
    assert compute_all(snapshot(Period(date(2020, 1, 1), date(2020, 12, 31))))["projects.total"].value == 0


def test_money_that_is_not_public_stands_in_no_report_and_its_sources_in_no_snapshot(green):
    Project.objects.update(is_money_public=False)
    (row,) = snapshot(SPRING).projects
    assert (row.sources, row.instalments, row.faults) == ((), (), ())


def test_what_does_not_fit_is_found_and_what_fits_is_not(green):
    def rules(period: Period = SPRING) -> list[tuple[str, list[str]]]:
        frozen = snapshot(period)
        found = inspect(frozen, compute_all(frozen))
        return [(one.rule, one.facts["codes"]) for one in found if one.family == "projects"]

    assert rules() == []
    spent = {"project": green, "spent_on": date(2021, 4, 1), "supplier": "x", "what": "x", "line": "work", "number": 1}
    Expense.objects.create(
        **spent, amount=Decimal(30001), currency="EUR", url="https://example.org/", entered_by="a", state="accepted",
        decided_by="b", decided_on=date(2021, 4, 2),
    )  # fmt: skip
    Payment.objects.create(
        project=green, instalment="two", amount=Decimal(20000), currency="EUR", paid_on=date(2021, 4, 2), paid_by="x"
    )
    green.budget.filter(code="rooms").update(amount=Decimal(1))
    assert rules() == [
        ("projects.paid_unmet", ["two"]),
        ("projects.overspent", ["work"]),
        ("projects.uneven", ["MXN"]),
    ]
    assert ("projects.report_late", ["first"]) in rules(Period(date(2021, 1, 1), date(2021, 12, 31)))


def test_a_statement_counts_the_projects_of_its_member_and_tells_nothing_of_others(green):
    green.carriers.create(member=make_member("lagos"), role="partner", order=2)
    own = narrowed(snapshot(SPRING), ["member:lagos"])
    (row,) = own.projects
    assert ([part.slug for part in row.members], row.sources) == (["lagos"], ())
    assert compute_all(own)["member.projects"].value == 1
    make_member("accra", name=text("Accra"))
    assert compute_all(narrowed(snapshot(SPRING), ["member:accra"]))["member.projects"].value == 0
