"""A printed report is handed in, and its activities are reviewed one after the other, in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests import instances
from tests.instances import METROPOLIS
from tests.journeys.axe import violations
from tests.journeys.conftest import served, sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REPORT = """Rapport de progrès, mai-août 2021

Activités

11 mai
WEBINAIRE SUR LES RIVES

Ce webinaire sur les rives a réuni des villes de trois continents.
Membres activés
Dakar, Barcelone
Résultats associés
L2A2D2

2-3 juin
FORUM DES MARCHÉS

Trois villes ont parlé de leurs marchés.
Membres activés
Lisbonne
Alliances
CGLU

8 juillet
RÉUNION DES VOISINS

Une réunion à laquelle le réseau n'a pas pris part.
Enjeux métropolitains
2.1 Résilience sociale

Qui sommes-nous
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    home = tmp_path_factory.mktemp("past")
    for address in served(instances.loaded(METROPOLIS, home)):
        yield address, sessions(home, "officer")


def test_a_printed_report_becomes_drafts(browser: Browser, desk):
    address, keys = desk
    context = browser.new_context(reduced_motion="reduce", locale="fr")
    context.add_cookies([{"name": "sessionid", "value": keys["officer"], "url": address}])
    page = context.new_page()
    page.goto(f"{address}/fr/desk/past/")
    file = {"name": "rapport-mai.txt", "mimeType": "text/plain", "buffer": REPORT.encode()}
    page.locator("#id_upload").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Le lire").click()
    page.get_by_role("heading", name="3 activités ont été reconnues").or_(page.locator(".lede")).first.wait_for()
    assert violations(page) == []
    page.get_by_role("link", name="Webinaire sur les rives").click()
    page.get_by_text("« Barcelone » : lequel ?").wait_for()
    assert violations(page) == []
    expect(page.locator("#kind")).to_have_value("webinar")
    page.locator("input[name=member][value=barcelona-city]").check()
    page.get_by_role("button", name="Accepter comme brouillon").click()
    page.get_by_role("heading", name="Forum des marchés", level=1).wait_for()
    page.locator("#kind").select_option("event")
    page.get_by_role("button", name="Accepter comme brouillon").click()
    page.get_by_role("heading", name="Réunion des voisins", level=1).wait_for()
    page.locator("#why").fill("Le réseau n'y était pas.")
    page.get_by_role("button", name="Rejeter").click()
    page.get_by_text("Le réseau n'y était pas.").wait_for()
    page.goto(f"{address}/fr/desk/")
    for title in ("Webinaire sur les rives", "Forum des marchés"):
        page.get_by_role("link", name=title).first.wait_for()
    expect(page.get_by_text("Réunion des voisins")).to_have_count(0)
    page.goto(f"{address}/fr/activities/?q=rives")
    expect(page.get_by_text("Webinaire sur les rives")).to_have_count(0)
