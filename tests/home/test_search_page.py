"""The page of the search: a few of each sort, for people and for programs, with a constant number of questions."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metronome.home.search.index import catch_up
from tests.factories.network import make_partner, text
from tests.factories.record import make_activity
from tests.home.world import make_world, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def test_as_many_questions_for_three_as_for_one(world, client):
    client.cookies["messages"] = "none"

    def questions(asked: str) -> int:
        catch_up()
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/en/search/", {"q": asked}).status_code == 200
        return len(queries)

    before = [questions("forum"), questions("fourm"), questions("")]
    for name in ("one", "two"):
        make_activity(f"forum-{name}", title=text("Forum"), members=[world.member])
        make_partner(f"forum-{name}")
        said(f"activity:forum-{name}", "create")
        said(f"partner:forum-{name}", "create")
    assert [questions("forum"), questions("fourm"), questions("")] == before
    assert max(before) <= 12


def test_the_page_shows_a_few_of_each_sort_and_leads_to_all(world, client):
    for number in range(30):
        make_partner(f"maison-{number}", name=text(f"Maison {number}"))
    page = client.get("/en/search/?q=maison").content.decode()
    assert "Found 30 times" in page
    assert "Show all 30" in page
    assert page.count("/en/partners/maison-") == 5
    assert client.get("/en/search/?q=maison&kind=partner").content.decode().count("/en/partners/maison-") == 25
    assert client.get("/en/search/?q=maison&kind=partner&page=2").content.decode().count("/en/partners/maison-") == 5


def test_programs_are_told_the_same_with_whole_addresses(world, client):
    told = client.get("/fr/search.json", {"q": "egalite"}).json()
    assert (told["count"], told["suggestion"]) == (1, "")
    (group,) = told["groups"]
    assert (group["kind"], group["count"]) == ("activity", 1)
    assert group["found"][0]["title"] == "Forum de l'Égalité"
    assert group["found"][0]["address"] == "http://testserver/fr/activities/forum/"


def test_the_masthead_leads_to_the_search(world, client):
    assert 'href="/en/search/"' in client.get("/en/").content.decode()


def test_a_ready_answer_becomes_old_when_something_changes(world, client):
    first = client.get("/en/search/?q=novelty")
    make_activity("novelty", title=text("Novelty", "en"))
    assert client.get("/en/search/?q=novelty").content == first.content
    said("activity:novelty", "create")
    assert "/en/activities/novelty/" in client.get("/en/search/?q=novelty").content.decode()


def test_before_anything_was_loaded_the_search_finds_figures_alone(client, db):
    assert client.get("/en/search/?q=dakar").status_code == 200


def test_every_address_leads_somewhere(metropolis, client):
    answers: dict[str, int] = {}
    for asked in ("mexico", "genre", "1.1", "ciudad", "president", "membres actives", "rapport"):
        for group in client.get("/fr/search.json", {"q": asked}).json()["groups"]:
            answers |= {one["address"]: 0 for one in group["found"][:2] if one["address"]}
    found = {address: client.get(address.removeprefix("http://testserver")).status_code for address in answers}
    assert {address: status for address, status in found.items() if status != 200} == {}
    assert len(found) > 8
