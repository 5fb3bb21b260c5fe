"""What of a plan is offered for the days of an activity."""

from datetime import date

import pytest

from metronome.accounts.enums import Role
from metronome.plan.models import Plan
from metronome.plan.queries import days_of_nodes
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_network, text
from tests.factories.plan import make_challenge, make_node, make_plan

pytestmark = pytest.mark.django_db
DESK = "/fr/desk/activities/"


@pytest.fixture
def officer():
    """Somebody before a plan of three years with a result that was ended in its first, and one added then."""
    make_network()
    line = make_node(make_plan(), "A")
    make_node(line.plan, "A1", line, label=text("Jardin"), retired_on=date(2021, 7, 1))
    make_node(line.plan, "A2", line, label=text("Jardin public"), added_on=date(2021, 7, 1))
    return signed_in(make_account("officer", role=Role.OFFICER))


def found(browser, words: str, first: str = "", last: str = "", precision: str = "day") -> str:
    asked = {"find_tag": words, "first": first, "last": last, "precision": precision}
    return str(browser.get(f"{DESK}find/", asked).content.decode())


def offered(page: str) -> list[str]:
    return [code for code in ("A1", "A2") if f'value="result:plan/{code}"' in page]


def test_a_node_stands_while_its_plan_runs_from_its_addition_to_its_end(officer):
    assert days_of_nodes()["plan", "A1"] == (date(2021, 1, 1), date(2021, 6, 30))
    assert days_of_nodes()["plan", "A2"] == (date(2021, 7, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "precision", "codes"),
    [
        ("2021-06-30", "", "day", ["A1"]),
        ("2021-07-01", "", "day", ["A2"]),
        ("2021-06-30", "2021-07-01", "day", ["A1", "A2"]),
        ("2021-07-20", "", "month", ["A2"]),
        ("2024-01-01", "", "day", []),
        ("", "", "day", ["A1", "A2"]),
        ("soon", "2021-02-30", "day", ["A1", "A2"]),
    ],
)
def test_what_has_ended_is_offered_only_for_days_on_which_it_stood(officer, first, last, precision, codes):
    assert offered(found(officer, "jardin", first, last, precision)) == codes


def test_the_list_says_what_is_not_offered_and_when_it_stood(officer):
    page = found(officer, "A1", "2022-03-01")
    assert offered(page) == []
    assert "A1 Jardin" in page
    assert "30 juin 2021" in page


def test_without_days_what_is_over_is_offered_with_its_end(officer):
    assert "30 juin 2021" in found(officer, "A1")


def test_what_an_activity_has_already_stays_whatever_its_days(officer):
    page = officer.post(
        f"{DESK}new/", {"title_fr": "Forum", "tag": "result:plan/A1", "first": "2022-03-01", "do": "more"}
    ).content.decode()
    assert 'value="result:plan/A1" checked' in page


def test_a_code_typed_for_days_on_which_it_does_not_stand_is_not_taken(officer):
    answer = officer.post(
        f"{DESK}new/",
        {
            "title_fr": "Forum",
            "kind": "event",
            "find_tag": "A2",
            "first": "2021-03-01",
            "last": "",
            "precision": "day",
        },
    )
    assert answer.status_code == 400
    assert "checked" not in answer.content.decode().split('id="chosen_tag"')[1].split("</div>")[0]


def test_the_word_of_a_whole_offers_its_parts_after_what_has_the_word_itself(officer):
    plan = Plan.objects.get()
    climate = make_challenge(plan, "1", label=text("Climat"))
    make_challenge(plan, "1.1", climate, label=text("Énergie"))
    make_challenge(plan, "2", label=text("Microclimat"))
    page = found(officer, "climat")
    assert -1 < page.find('value="challenge:plan/2"') < page.find('value="challenge:plan/1.1"')
    assert 'value="challenge:plan/1"' not in page, "an activity is tagged with the parts"
