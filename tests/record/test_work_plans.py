"""Planned against done: what becomes of a planned activity, and who may say what was done of it."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from metronome.accounts.enums import Role
from metronome.ground.audit import Line
from metronome.ground.period import Calendar
from metronome.ground.refusal import Refusal
from metronome.record.actions import link_planned, undo_activity
from metronome.record.enums import State
from metronome.record.models import Activity
from metronome.record.planned import Standing, work_plan_shown
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_network, text
from tests.factories.plan import make_node, make_plan, make_planned, make_work_plan
from tests.factories.record import EDITOR, make_activity

pytestmark = pytest.mark.django_db
ADDRESS = "/en/work-plans/work-2021/"


@pytest.fixture
def work_plan():
    make_network(languages=["en"])
    return make_work_plan()


def standings() -> dict[str, str]:
    return {one.planned.slug: one.standing.value for one in work_plan_shown("work-2021", Calendar()).planned}


def months(first: int, last: int, year: int = 2021) -> dict[str, Any]:
    return {"first_month": date(year, first, 1), "last_month": date(year, last, 1)}


def test_a_planned_activity_is_done_once_a_published_one_says_so(work_plan):
    forum, kept_back = make_planned(work_plan, "forum"), make_planned(work_plan, "kept-back")
    make_activity("held", planned=forum)
    make_activity("drafted", planned=kept_back, state=State.DRAFT)
    make_activity("in-may", days=[(date(2021, 5, 2), date(2021, 5, 2))])
    assert standings() == {"forum": "done", "kept-back": "late"}


def test_what_is_not_due_as_far_as_the_record_reaches_is_not_late(work_plan):
    make_planned(work_plan, "in-march")
    make_planned(work_plan, "until-may", **months(2, 5))
    make_planned(work_plan, "some-day", first_month=None, last_month=None)
    make_activity("on-17-march")
    assert standings() == {"in-march": "not_yet", "until-may": "not_yet", "some-day": "not_yet"}


def test_what_was_due_before_the_record_begins_is_unknown_and_not_late(work_plan):
    make_planned(work_plan, "in-january", **months(1, 1))
    make_activity("on-17-march")
    assert standings() == {"in-january": "unknown"}


def test_before_anything_is_on_record_nothing_is_late(work_plan):
    make_planned(work_plan, "in-march")
    assert standings() == {"in-march": "not_yet"}


def test_what_was_put_off_or_dropped_is_neither_late_nor_hidden(work_plan, client):
    why = text("The hall was closed.")
    make_planned(work_plan, "put-off", state="postponed", why=why, **months(1, 2))
    make_planned(work_plan, "given-up", state="dropped", why=why, **months(1, 2))
    make_activity("on-17-march")
    assert standings() == {"put-off": "postponed", "given-up": "dropped"}
    assert client.get(ADDRESS).content.decode().count("The hall was closed.") == 2


def test_what_was_put_off_and_done_after_all_is_done(work_plan):
    make_activity("held", planned=make_planned(work_plan, "put-off", state="postponed"))
    assert standings() == {"put-off": "done"}


def test_what_nobody_planned_is_counted_and_listed(work_plan, client):
    make_activity("held", planned=make_planned(work_plan, "forum"))
    make_activity("surprise")
    make_activity("long-ago", days=[(date(2019, 3, 1), date(2019, 3, 1))])
    shown = work_plan_shown("work-2021", Calendar())
    assert shown.unplanned_count == 1
    assert [(standing, count) for standing, count in shown.counts] == [(Standing.DONE, 1)]
    page = client.get(ADDRESS).content.decode()
    assert "/en/activities/surprise/" in page
    assert "/en/activities/long-ago/" not in page


def test_the_file_holds_what_was_planned_and_what_was_not(work_plan, client):
    plan = make_plan()
    result = make_node(plan, "A1", make_node(plan, "A"))
    make_activity("held", planned=make_planned(work_plan, "forum", results=[result]), results=[result])
    make_activity("surprise")
    rows = csv.DictReader(io.StringIO(client.get("/en/work-plans/work-2021.csv").content.decode("utf-8-sig")))
    assert [(row["planned"], row["results"], row["standing"], row["done_by"]) for row in rows] == [
        ("forum", "A1", "done", "held"),
        ("", "", "unplanned", "surprise"),
    ]


def test_owner_and_budget_stand_on_no_public_page(work_plan, client):
    make_planned(work_plan, "forum", owner="Canary office", amount="123456", currency="EUR")
    for address in (ADDRESS, "/en/work-plans/work-2021.csv"):
        page = client.get(address).content.decode()
        assert "Canary" not in page
        assert "123456" not in page


def test_the_page_asks_as_many_questions_for_three_as_for_one(work_plan, client):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(ADDRESS).status_code == 200
        return len(asked)

    make_activity("held", planned=make_planned(work_plan, "first"))
    make_activity("surprise")
    questions()
    one = questions()
    for name in ("second", "third"):
        make_activity(name, planned=make_planned(work_plan, name))
        make_activity(f"{name}-surprise")
    assert questions() == one


def test_linking_leaves_a_line_and_can_be_undone(work_plan):
    make_planned(work_plan, "forum")
    make_activity("held")
    link_planned(code="held", planned="forum", by=EDITOR)
    line = Line.objects.order_by("-number")[0]
    assert (line.subject, line.change["planned"]) == ("activity:held", ["", "forum"])
    undo_activity(code="held", line=line.number, by=EDITOR)
    assert Activity.objects.get(code="held").planned is None


def test_linking_to_what_no_work_plan_holds_is_refused(work_plan):
    make_activity("held")
    with pytest.raises(Refusal) as refusal:
        link_planned(code="held", planned="nothing", by=EDITOR)
    assert refusal.value.field == "planned"
    assert refusal.value.remedy


def test_an_officer_links_an_activity_on_its_page_at_the_desk(work_plan):
    make_planned(work_plan, "forum")
    make_activity("held", state=State.DRAFT)
    browser = signed_in(make_account("officer", role=Role.OFFICER))
    assert "Programme 2021 · Forum" in browser.get("/en/desk/activities/held/").content.decode()
    answer = browser.post("/en/desk/activities/held/planned/", {"planned": "forum"})
    assert answer.status_code == 302
    assert Activity.objects.get(code="held", planned__slug="forum")
    refused = browser.post("/en/desk/activities/held/planned/", {"planned": "nothing"}, follow=True)
    assert "No work plan holds that." in refused.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"first_month": None, "last_month": date(2021, 3, 1)},
        months(5, 2),
        {"amount": None, "currency": "EUR"},
        {"amount": 5, "currency": ""},
        {"amount": -5, "currency": "EUR"},
    ],
)
def test_the_database_keeps_half_a_month_and_half_a_budget_out(work_plan, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_planned(work_plan, "half", **fields)


def test_a_work_plan_that_is_not_there_answers_404(work_plan, client):
    assert client.get("/en/work-plans/none/").status_code == 404
    assert client.get("/en/work-plans/none.csv").status_code == 404
