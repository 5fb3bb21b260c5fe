"""The addresses outside of the languages."""

import re

import pytest

from metronome.home.brand import style_of
from metronome.home.machines import best_language
from metronome.network.models import Network
from tests.home.world import make_world

pytestmark = pytest.mark.django_db
HERE = "http://localhost:8000"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "fr"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("de, ar;q=0.4, en;q=0.8", "en"),
        ("pt-br", "pt-BR"),
        ("pt", "pt-BR"),
        ("xx", "fr"),
        ("*", "fr"),
        (";;;,,q=x", "fr"),
    ],
)
def test_the_reader_comes_to_the_language_that_they_like_best(header, language):
    assert best_language(header, ["fr", "en", "ar", "pt-BR"]) == language


def test_the_bare_address_leads_to_a_front_page(client):
    make_world()
    answer = client.get("/", headers={"accept-language": "en"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/")
    assert "Accept-Language" in answer.headers["Vary"]


def test_robots_are_shown_the_map(client):
    assert "Sitemap: http://localhost:8000/sitemap.xml" in client.get("/robots.txt").content.decode()


def places(client, address: str) -> list[str]:
    """The addresses that a map names."""
    return re.findall("<loc>(.*?)</loc>", client.get(address).content.decode())


def test_the_map_names_every_public_page_in_every_language(client):
    make_world()
    assert places(client, "/sitemap.xml") == [f"{HERE}/sitemap-1.xml"]
    found = places(client, "/sitemap-1.xml")
    for language in ("fr", "en", "ar"):
        for path in ("", "activities/forum/", "members/dakar/", "partners/alliance/", "plan/plan/nodes/A1/"):
            assert f"{HERE}/{language}/{path}" in found
    french = [address.removeprefix(HERE) for address in found if address.startswith(f"{HERE}/fr/")]
    assert [address for address in french if client.get(address).status_code != 200] == []


def test_the_network_colours_its_pages_with_its_own_tokens_only(client):
    network = Network(
        brand={
            "brand": "#123456",
            "cover": "red; } body { display: none",
            "ink": "#000000",
            "dark": {"brand": "#abcdef"},
        }
    )
    style = style_of(network)
    assert "--brand: #123456;" in style
    assert ':root[data-theme="dark"] { --brand: #abcdef; }' in style
    assert "display" not in style
    assert "--ink" not in style
    assert style_of(Network(brand={})) == ""


def test_the_style_sheet_of_the_network_is_asked_for_where_there_is_one(client):
    make_world()
    assert 'href="/brand.css"' not in client.get("/fr/").content.decode()
    Network.objects.update(brand={"brand": "#123456"})
    assert 'href="/brand.css"' in client.get("/fr/about/").content.decode()
    answer = client.get("/brand.css")
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "--brand: #123456;" in answer.content.decode()
