"""The lists of members and partners: who belonged to the network on a day, found by any name."""

from datetime import date

import pytest

from metronome.ground.text import Text
from metronome.network.enums import StandingKind
from tests.factories.network import make_member, make_network, make_partner, make_region, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    make_network()
    north, south = make_region("north"), make_region("south")
    name = Text.of({"fr": "Séoul", "en": "Seoul"}, source="fr")
    make_member("seoul", region=north, name=name, spellings=("서울", "Seul"))
    make_member("left", region=south, until=date(2020, 12, 31))
    make_member("observer", region=south, kind=StandingKind.OBSERVER, since=date(2021, 3, 1))


def slugs(client, **asked: str) -> list[str]:
    return [row["slug"] for row in client.get("/en/members.json", asked).json()["members"]]


@pytest.mark.parametrize("words", ["seoul", "SÉOUL", "서울", "seul"])
def test_a_member_is_found_by_any_of_its_names(network, client, words):
    assert slugs(client, q=words) == ["seoul"]


def test_standing_is_asked_of_a_day(network, client):
    assert slugs(client, standing="full", day="2020-12-31") == ["left", "seoul"]
    assert slugs(client, standing="full", day="2021-01-01") == ["seoul"]
    assert slugs(client, standing="observer", day="2021-02-28") == []
    assert slugs(client, standing="none", day="2021-02-28") == ["left", "observer"]


def test_members_are_narrowed_to_a_region(network, client):
    assert slugs(client, region="south") == ["left", "observer"]


def test_choices_say_how_many_they_would_show(network, client):
    page = client.get("/en/members/", {"region": "south", "day": "2021-04-01"}).content.decode()
    assert '<option value="north">North (1)</option>' in page
    assert '<option value="observer">observer (1)</option>' in page
    assert '<option value="full"' not in page


@pytest.mark.parametrize(
    ("name", "value"), [("region", "west"), ("standing", "king"), ("day", "2021-02-30"), ("day", "x" * 300)]
)
def test_a_value_that_means_nothing_is_named_and_left_aside(network, client, name, value):
    answer = client.get("/en/members/", {name: value})
    assert answer.status_code == 400
    assert f"“{value[:100]}” is not" in answer.content.decode()
    assert "3 governments" in answer.content.decode()
    assert client.get("/en/members.csv", {name: value}).status_code == 400


@pytest.mark.parametrize("page", ["0", "-1", "99", "x"])
def test_a_page_that_is_not_there_shows_the_nearest(network, client, page):
    assert client.get("/en/members/", {"page": page}).status_code == 200
    assert client.get("/en/partners/", {"page": page}).status_code == 200


def test_partners_are_found_by_name_and_kind(network, client):
    make_partner("health", spellings=("OMS",), name=text("Organisation de la santé"))
    make_partner("bank")
    page = client.get("/en/partners/", {"q": "oms"}).content.decode()
    assert "Organisation de la santé" in page
    assert "Bank" not in page
    assert "2 partners" in client.get("/en/partners/", {"kind": "network"}).content.decode()
    assert client.get("/en/partners/", {"kind": "x"}).status_code == 400
    assert client.get("/en/partners.csv", {"kind": "x"}).status_code == 400


def test_names_stand_in_the_alphabet_without_their_accents(network, client):
    for name in ("Zone", "Égypte", "abri"):
        make_member(f"m-{name.lower()[-3:]}", name=text(name))
    names = [row["name"] for row in client.get("/en/members.json").json()["members"]]
    assert names == ["abri", "Égypte", "Left", "Observer", "Seoul", "Zone"]
