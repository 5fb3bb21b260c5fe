"""An amended plan as a reader sees it, and as its figures count it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from metronome.ground.hand import Hand
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.plan.actions import amend_plan
from metronome.plan.given import GivenAmendment, GivenChange
from metronome.plan.models import Amendment
from metronome.report.checks.inspection import inspect
from metronome.report.figures.ledger import compute_all
from metronome.report.queries import snapshot
from tests.factories.network import make_network, text
from tests.factories.plan import make_node, make_plan
from tests.factories.record import make_activity

pytestmark = pytest.mark.django_db
DAY = date(2022, 1, 1)


@pytest.fixture
def plan():
    """A plan of two results, of which the first gives way to a new one in 2022."""
    make_network(languages=["en"])
    plan = make_plan()
    line = make_node(plan, "A")
    make_node(plan, "A1", line)
    make_node(plan, "A2", line)
    amend("first", GivenChange("add", "A3", "A", text("Nouveau")), GivenChange("end", "A1", successors=("A3",)))
    return plan


def amend(slug: str, *changes: GivenChange, on: date = DAY) -> None:
    with transaction.atomic():
        hand = Hand("Board")
        decision = GivenAmendment(slug, "plan", on, text(f"Décision {slug}"), Text(), text("Conseil"), "", changes)
        amend_plan(amendment=decision, by=hand)
        hand.leave()


def results_of(period: Period) -> tuple[str, ...]:
    return compute_all(snapshot(period))["results.total"].items or ()


def test_a_period_counts_the_results_that_stood_in_it(plan):
    assert results_of(Period(date(2021, 1, 1), date(2021, 12, 31))) == ("A1", "A2")
    assert results_of(Period(date(2021, 12, 1), date(2022, 1, 31))) == ("A1", "A2", "A3")
    assert results_of(Period(date(2022, 1, 1), date(2022, 12, 31))) == ("A2", "A3")


def test_an_ended_code_still_has_its_page_and_says_what_took_its_place(plan, client):
    page = client.get("/en/plan/plan/nodes/A1/").content.decode()
    assert "ended on 1 January 2022" in page
    assert "Succeeded by" in page
    assert "/en/plan/plan/nodes/A3/" in page
    page = client.get("/en/plan/plan/nodes/A3/").content.decode()
    assert "added on 1 January 2022" in page
    assert "Took the place of" in page


def test_the_plan_says_what_was_decided_and_what_it_does(plan, client):
    page = client.get("/en/plan/plan/amendments/").content.decode()
    assert "Décision first" in page
    assert page.count("/en/plan/plan/nodes/A3/") == 2  # added, and successor of A1
    assert client.get("/en/plan/none/amendments/").status_code == 404


@pytest.mark.parametrize(("address", "leads"), [("javascript:alert(1)", False), ("https://example.org/a", True)])
def test_a_document_that_is_no_address_of_the_web_leads_nowhere(plan, client, address, leads):
    Amendment.objects.update(document=address)
    assert (f'href="{address}"' in client.get("/en/plan/plan/amendments/").content.decode()) == leads


def test_the_amendments_ask_as_many_questions_for_three_as_for_one(plan, client):
    def questions(time: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/en/plan/plan/amendments/", {"time": time}).status_code == 200
        return len(asked)

    questions(0)
    one = questions(1)
    for number in (2, 3):
        amend(f"number-{number}", GivenChange("reword", "A2", label=text(f"Mots {number}")), on=date(2022, number, 1))
    questions(2)  # what the site keeps until something changes is made once
    assert questions(3) == one


def test_an_activity_tagged_after_the_end_or_before_the_beginning_is_found(plan):
    ended, added = plan.nodes.get(code="A1"), plan.nodes.get(code="A3")
    make_activity("too-late", results=[ended], days=[(date(2022, 3, 1), date(2022, 3, 1))])
    make_activity("too-early", results=[added], days=[(date(2021, 3, 1), date(2021, 3, 1))])
    make_activity("in-time", results=[ended], days=[(date(2021, 3, 1), date(2021, 3, 1))])
    rows = snapshot(Period(date(2021, 1, 1), date(2022, 12, 31)))
    found = {one.rule: one for one in inspect(rows, compute_all(rows)) if one.rule.startswith("references.")}
    assert {rule: one.subject for rule, one in found.items()} == {
        "references.retired": "activity:too-late",
        "references.not_yet_added": "activity:too-early",
    }
    assert "A3" in found["references.retired"].mend("en")
    assert found["references.not_yet_added"].mend("en")
