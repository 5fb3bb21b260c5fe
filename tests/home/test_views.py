"""The pages that cross rooms, and what holds for every public page."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metronome.ground.kept import forget
from metronome.home.search.index import catch_up
from tests.factories.listening import make_bilateral
from tests.factories.network import make_member, make_partner
from tests.factories.plan import make_node
from tests.factories.record import make_activity, make_mention
from tests.home.world import SECRET, make_world, say_that_something_public_changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def test_every_page_is_there_and_tells_no_secret(world, client):
    for address in world.pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        told = answer.content.decode()
        # One's own search words may be repeated; nothing else may hold the word.
        assert SECRET.casefold() not in told.casefold(), address


@pytest.mark.parametrize("word", [SECRET, SECRET.lower(), f"draft-{SECRET}"])
def test_a_search_for_a_secret_finds_nothing(world, client, word):
    assert client.get("/en/activities.json", {"q": word}).json() == {"activities": []}
    assert client.get("/en/members.json", {"q": word}).json()["members"] == []


def test_nothing_hidden_is_counted(world, client):
    page = client.get("/en/").content.decode()
    assert re.search(r'<p class="fig__value">1</p><p class="fig__label">activities on record', page)
    assert "The record reaches to 17 March 2021." in page


@pytest.mark.parametrize(
    "address",
    [
        "/en/nowhere",
        "/en/activities/nothing/",
        "/en/activities/nothing.json",
        "/en/members/nobody/",
        "/en/partners/nobody/",
        "/en/plan/none/",
        "/en/plan/plan/nodes/Z9/",
        "/en/plan/none/challenges/",
        "/en/plan/none/results.csv",
        "/sitemap-99.xml",
        "/xx/activities/",
    ],
)
def test_what_is_not_there_answers_404(world, client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/en/", "/en/plan/", "/en/members/map/", "/en/members/dakar/", "/en/plan/plan/challenges/", "/en/media/"],
)
def test_a_period_that_cannot_be_read_is_named_beside_the_usual_one(world, client, address):
    answer = client.get(address, {"period": "someday"})
    assert answer.status_code == 400
    assert "“someday” is not a period. Write 2021-01..2021-04" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/en/plan/plan/results.csv", "/en/members/map.svg", "/en/days.csv", "/en/days.svg"]
)
def test_a_file_of_no_period_says_why_it_is_none(world, client, address):
    answer = client.get(address, {"period": "someday"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")


@pytest.mark.parametrize("period", ["2021-03", "2021", "FY2021", "2021-P1", "2021-01..2021-04", "1990", "0001..9999"])
def test_the_plan_is_shown_for_any_period(world, client, period):
    assert client.get("/en/plan/", {"period": period}).status_code == 200


def test_the_plan_shows_what_nothing_reached_as_silent(world, client):
    page = client.get("/en/plan/", {"period": "2021-03"}).content.decode()
    worked, silent = (page.index(f">{code}</span>") for code in ("A1", "A2"))
    assert "1 activity" in page
    assert worked < silent
    assert page.count('<li class="is-silent">') == 1


def test_a_plan_outside_of_its_time_says_so(world, client):
    assert "This plan does not run in that period" in client.get("/en/plan/plan/?period=1990").content.decode()


def test_a_page_has_one_title_its_address_and_the_other_languages(world, client):
    answers = {address: client.get(address) for address in world.pages}
    pages = {address: answer.text for address, answer in answers.items() if "html" in answer["Content-Type"]}
    assert len(pages) > 10
    for address, page in pages.items():
        assert page.count("<h1") == 1, address
        assert page.count('<link rel="canonical"') == 1, address
        assert page.count('rel="alternate" hreflang=') == 3, address
        assert '<meta name="description" content="' in page, address


def test_the_language_switch_stays_on_the_page_with_what_was_asked(world, client):
    page = client.get("/fr/activities/?q=forum&sort=day").content.decode()
    assert 'href="/en/activities/?q=forum&amp;sort=day" lang="en"' in page


def test_a_language_without_a_translation_of_the_program_reads_from_the_right(world, client):
    page = client.get("/ar/members/dakar/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert '<span lang="fr" dir="ltr">Dakar</span>' in page


def test_a_text_that_is_not_translated_says_in_which_language_it_is(world, client):
    assert "(in French)" in client.get("/en/activities/forum/").content.decode()


def test_machines_are_told_of_the_network_and_of_an_event(world, client):
    def told(address: str) -> Any:
        page = client.get(address).content.decode()
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
        return json.loads(block)

    assert told("/en/")["@type"] == "Organization"
    event = told("/en/activities/forum/")
    assert (event["@type"], event["name"], event["startDate"]) == ("Event", "Equality forum", "2021-03-17")


def test_a_hostile_text_cannot_leave_the_data_for_machines(world, client):
    hostile = "</script><script>alert(1)</script>"
    world.activity.title = world.activity.title.with_text("fr", hostile)
    world.activity.save()
    assert hostile not in client.get("/en/activities/forum/").content.decode()


def test_the_day_a_member_was_last_met_is_that_of_an_activity_or_a_meeting(world, client):
    assert "17 March 2021" in client.get("/en/members/dakar/").content.decode().split("Last contact")[1]
    make_bilateral("later", member=world.member, first_day=date(2021, 4, 9), last_day=date(2021, 4, 9))
    say_that_something_public_changed()
    assert "9 April 2021" in client.get("/en/members/dakar/").content.decode().split("Last contact")[1]


def test_a_person_who_did_not_agree_stands_by_office_alone(world, client):
    page = client.get("/en/members/dakar/").content.decode()
    assert "Mayor of Dakar" in page
    assert "point focal" in page


def asked_with(client, address: str) -> int:
    """How many questions a page asks that nobody kept ready."""
    forget()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_every_page_asks_as_many_questions_for_three_as_for_one(world, client):
    client.cookies["messages"] = "none"  # of somebody nothing is kept ready
    catch_up()  # what finds words makes its documents when it is first asked
    before = {address: asked_with(client, address) for address in world.pages}
    for name in ("one", "two"):
        node = make_node(world.plan, f"A{name}", world.result.parent)
        member, partner = make_member(name, region=world.member.region), make_partner(name)
        parts: dict[str, Any] = {"results": [node, world.result], "members": [member, world.member]}
        activity = make_activity(name, partners=[partner, world.partner], lead_line=world.result.parent, **parts)
        make_mention(name, activity=activity, member=world.member)
        make_bilateral(f"{name}-heard", member=world.member)
    catch_up()
    assert {address: asked_with(client, address) for address in world.pages} == before


def test_before_anything_was_loaded_a_page_says_so(client):
    for address in ("/en/", "/en/plan/", "/en/members/map/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Nothing is on record yet" in answer.content.decode()
    for address in ("/en/activities/", "/en/members/", "/en/partners/", "/en/media/", "/en/about/"):
        assert client.get(address).status_code == 200
