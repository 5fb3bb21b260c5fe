"""An instance on which nothing is yet, and lists in which nothing stands: what belongs there, and the first step."""

from __future__ import annotations

import pytest

from metronome.accounts.actions import appoint
from metronome.accounts.enums import Role
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_network, make_partner
from tests.factories.record import make_kind
from tests.home.world import say_that_something_public_changed

pytestmark = pytest.mark.django_db
DESK = "/en/desk/"
BEFORE_A_NETWORK = (DESK, f"{DESK}findings/", f"{DESK}remit/")


@pytest.fixture
def operator():
    return make_account("operator", is_staff=True, is_superuser=True)


@pytest.fixture
def officer():
    return signed_in(make_account("officer", role=Role.OFFICER))


@pytest.mark.parametrize("page", [*BEFORE_A_NETWORK, f"{DESK}activities/new/"])
def test_before_a_network_is_described_an_officer_reads_whom_to_ask(officer, operator, page):
    shown = officer.get(page)
    assert shown.status_code == 200
    assert "Whoever looks after this instance can do that: operator." in shown.content.decode()
    assert "/founding/" not in shown.content.decode()


def test_without_an_operator_the_machine_is_named(officer):
    assert "looks after the machine" in officer.get(f"{DESK}activities/new/").content.decode()


def test_whoever_may_describe_the_network_is_led_there(operator):
    appoint(person=operator, role=Role.OFFICER, by="operator")
    page = signed_in(operator).get(f"{DESK}activities/new/").content.decode()
    assert 'href="/en/founding/"' in page
    assert "Whoever looks after" not in page


def test_with_a_kind_the_page_is_the_form(officer):
    make_network()
    make_kind()
    say_that_something_public_changed()
    assert 'name="kind"' in officer.get(f"{DESK}activities/new/").content.decode()


def test_an_empty_list_offers_the_first_step_and_a_search_without_finds_the_way_back(officer):
    make_network()
    page = officer.get(f"{DESK}partners/").content.decode()
    assert page.count(f'href="{DESK}partners/new/"') == 2
    assert f'href="{DESK}imports/?kind=partners"' in page
    assert "when the network is described" in officer.get(f"{DESK}nodes/").content.decode()
    make_partner()
    page = officer.get(f"{DESK}partners/", {"q": "<b>nobody"}).content.decode()
    assert "is called “&lt;b&gt;nobody”" in page
    assert "Show the whole list" in page


@pytest.mark.parametrize("page", ["activities/", "proposals/"])
def test_what_waits_says_of_each_part_what_comes_there(page):
    make_network()
    shown = signed_in(make_account("editor", role=Role.EDITOR)).get(DESK + page).content.decode()
    for words in ("gives back to you", "have saved and not sent", "Nothing waits for review.", "Nothing approved"):
        assert words in shown
    assert "Nothing.<" not in shown


def test_findings_of_a_period_without_anything_say_that_there_is_nothing_to_check():
    make_network()
    say_that_something_public_changed()
    shown = signed_in(make_account("editor", role=Role.EDITOR)).get(f"{DESK}findings/?period=2031").content.decode()
    assert "Nothing is on record in the period" in shown
