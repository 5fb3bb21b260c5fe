"""The coverage of a plan in a period: every number opens to exactly the activities that it counts."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metronome.home import standing
from metronome.record.models import Activity
from tests.factories.network import make_member, make_network, make_region
from tests.factories.plan import make_challenge, make_node, make_plan, make_theme
from tests.factories.record import make_activity

pytestmark = pytest.mark.django_db
ADDRESS = "/en/plan/plan/coverage/"
PERIOD = {"period": "2021-01..2021-04"}


@pytest.fixture
def plan():
    """Two lines, two themes, two challenges of which one is refined, two regions; one activity for part of each."""
    make_network(languages=["en"])
    plan = make_plan()
    line, other = make_node(plan, "A"), make_node(plan, "B")
    result = make_node(plan, "A1", line)
    make_node(plan, "B1", other)
    fine = make_challenge(plan, "1.1", make_challenge(plan, "1"))
    make_challenge(plan, "2")
    theme = make_theme(plan, "safety")
    make_theme(plan, "work")
    member = make_member("dakar", region=make_region("africa"))
    make_member("lima", region=make_region("americas"))
    make_activity("forum", results=[result], challenges=[fine], themes=[theme], members=[member], lead_line=other)
    make_activity("later", results=[result], days=[(date(2021, 6, 1), date(2021, 6, 2))])
    return plan


def rows(client, cut: str) -> list[dict[str, str]]:
    answer = client.get(f"{ADDRESS}{cut}.csv", PERIOD)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_line_is_covered_by_tags_and_not_by_where_a_report_prints(plan, client):
    found = {
        row["line"]: (row["activities"], row["results_worked_on"], row["results"]) for row in rows(client, "lines")
    }
    assert found == {"A": ("1", "1", "1"), "B": ("0", "0", "1")}


def test_a_theme_meets_a_challenge_through_one_that_refines_it(plan, client):
    found = {(row["theme"], row["challenge"]): row["activities"] for row in rows(client, "opportunities")}
    assert found == {("safety", "1"): "1", ("safety", "2"): "0", ("work", "1"): "0", ("work", "2"): "0"}


def test_a_region_counts_activities_and_engaged_members(plan, client):
    found = {
        row["region"]: (row["activities"], row["members_engaged"], row["members"]) for row in rows(client, "regions")
    }
    assert found == {"africa": ("1", "1", "1"), "americas": ("0", "0", "1")}


def test_every_number_opens_to_exactly_what_it_counts(plan, client):
    page = client.get(ADDRESS, PERIOD).content.decode()
    links = re.findall(r'<td class="num"[^>]*><a href="([^"]+)">(\d+)</a>', page)
    assert len(links) == 4
    for address, count in links:
        opened = client.get(unescape(address)).content.decode()
        shown = [code for code in Activity.objects.values_list("code", flat=True) if f"/activities/{code}/" in opened]
        assert (shown, len(shown)) == (["forum"], int(count))


def test_what_nothing_reached_is_shown_as_silent(plan, client):
    page = client.get(ADDRESS, PERIOD).content.decode()
    assert page.count("status--silent") == 6  # a line, three pairs, a challenge, a region
    assert "1 of 4 pairs of a theme and a challenge met" in page


@pytest.mark.parametrize("period", ["2021", "2021-P1", "2021-02-01..2021-03-31", "2021-03"])
def test_any_period_can_be_asked_for(plan, client, period):
    assert client.get(ADDRESS, {"period": period}).status_code == 200


def test_a_period_without_the_plan_says_so(plan, client):
    assert "This plan does not run in that period" in client.get(ADDRESS, {"period": "1990"}).content.decode()
    assert client.get(f"{ADDRESS}lines.csv", {"period": "1990"}).status_code == 404


def test_bad_addresses_are_named_or_not_there(plan, client):
    assert client.get(ADDRESS, {"period": "someday"}).status_code == 400
    assert client.get(f"{ADDRESS}lines.csv", {"period": "someday"}).status_code == 400
    assert client.get(f"{ADDRESS}moons.csv").status_code == 404
    assert client.get("/en/plan/none/coverage/").status_code == 404


def test_the_page_asks_as_many_questions_for_three_activities_as_for_one(plan, client):
    def questions() -> int:
        standing._stand.cache_clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(ADDRESS, PERIOD).status_code == 200
        return len(asked)

    questions()
    one = questions()
    for code in ("second", "third"):
        make_activity(code, results=list(plan.nodes.filter(depth=2)), themes=list(plan.themes.all()))
    assert questions() == one
