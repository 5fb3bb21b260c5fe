"""A researcher asks which metropolises of a region grow fastest, looks at one among its peers, and takes the answer
along."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests import instances
from tests.instances import METROPOLIS, PROJECT, surroundings
from tests.journeys.axe import without_barriers
from tests.journeys.conftest import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: Takes in the populations of the reference folder and releases them in two vintages, in one process.
MEASURE = """
import sys
from pathlib import Path
import django
django.setup()
from metronome.ground.text import Text
from metronome.observatory.actions import load_observations, make_release
from metronome.observatory.dense.building import build
from metronome.observatory.loading.preparing import FileGiven, prepare

for name, *files in (("2026-10", "population", "population-by-sex-2009"), ("2026-11", "population-by-sex-2014")):
    for file in files:
        path = Path(sys.argv[1]) / f"{file}.csv"
        given = FileGiven(path.name, path.read_bytes(), path.with_suffix(".yaml").read_text())
        load_observations(prepared=prepare(given), by="operator")
    build(make_release(slug=name, title=Text.of({"fr": name, "en": name, "es": name}, source="fr"), by="operator"))
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory) -> Iterator[str]:
    """The reference network with its populations, served."""
    home = instances.loaded(METROPOLIS, tmp_path_factory.mktemp("measured") / "home")
    environment = {**surroundings(home), "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    path = METROPOLIS / "observations"
    subprocess.run([sys.executable, "-c", MEASURE, str(path)], check=True, cwd=PROJECT, env=environment)
    yield from served(home)


def test_a_researcher_finds_who_grows_fastest_and_takes_it_along(measured: str, browser: Browser):
    page = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    page.goto(f"{measured}/fr/observatory/")
    page.get_by_role("link", name="Population", exact=True).click()
    page.locator("[name=region]").select_option("africa")
    page.locator("[name=year]").select_option("2035")
    page.locator("[name=since]").select_option("2020")
    page.locator("[name=area]").select_option("dakar")
    page.get_by_role("button", name="Afficher").click()
    expect(page.locator("tbody tr").first).to_contain_text("Niamey")
    expect(page.locator("tbody tr").first).to_contain_text("projection")
    expect(page.get_by_text("version 2026-11 (")).to_be_visible()
    ranking = page.get_by_role("list", name="À emporter : Population, évolution de 2020 à 2035 (Afrique)", exact=True)
    for format in ("CSV", "PNG", "Parquet"):
        with page.expect_download() as taken:
            ranking.last.get_by_role("link", name=format).click()
        assert taken.value.suggested_filename == f"ranking-2026-11.{format.lower()}"
    # The pointer is told what a shape is, and the same metropolis is lit up in the table.
    page.locator(".map circle").last.hover()
    expect(page.locator(".tip")).to_contain_text("Dakar")
    expect(page.locator("tr.is-lit")).to_contain_text("Dakar")
    page.get_by_role("link", name="Profil de cette métropole").click()
    expect(page.get_by_text("Rang 69 sur 129")).to_be_visible()
    page.get_by_role("link", name="Métropoles semblables", exact=True).click()
    expect(page.get_by_role("heading", name="Métropoles semblables : Dakar")).to_be_visible()
    page.get_by_role("link", name="Comparer les premières au fil des années").click()
    expect(page.locator("tbody tr")).to_have_count(6)
    page.get_by_role("button", name="Population, habitants").click()
    expect(page.locator("tbody tr").last).not_to_contain_text("Dakar")
    without_barriers(page)


def test_a_researcher_reads_how_the_share_of_women_differs_between_two_vintages_and_cites_it(
    measured: str, browser: Browser
):
    page = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    page.goto(f"{measured}/fr/observatory/women/")
    page.locator("[name=against]").select_option("2026-10")
    page.locator("[name=region]").select_option("africa")
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_role("heading", name="2026-11 par rapport à 2026-10")).to_be_visible()
    # By the census of 2012, where the earlier vintage had that of 2002.
    first = page.locator("tbody tr").first
    for words in ("Harare", "2012", "51,75", "2002", "49,85", "1,90"):
        expect(first).to_contain_text(words)
    without_barriers(page)
    page.get_by_role("link", name="Citer", exact=True).first.click()
    expect(page.locator("#citation")).to_contain_text("version 2026-11 (")
    expect(page.locator("#citation")).to_contain_text("United Nations Statistics Division")


def test_a_researcher_opens_the_average_of_a_region_down_to_its_metropolises(measured: str, browser: Browser):
    page = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    page.goto(f"{measured}/fr/observatory/indicators/population/?year=2020")
    page.get_by_role("link", name="Par région et par taille").click()
    africa = page.locator("tbody tr", has_text="Afrique")
    expect(africa).to_contain_text("82\u202f361\u202f000")
    expect(africa).to_contain_text("23")
    without_barriers(page)
    africa.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Afrique, 2020")).to_be_visible()
    expect(page.get_by_role("region", name="Les métropoles de ce nombre").locator("tbody tr")).to_have_count(23)
    without_barriers(page)


def test_an_old_citation_is_verified_after_a_later_release(measured: str, browser: Browser):
    page = browser.new_context(viewport={"width": 390, "height": 900}, reduced_motion="reduce").new_page()
    page.goto(f"{measured}/en/observatory/indicators/population/?region=africa&year=2035&since=2020&release=2026-10")
    page.get_by_role("link", name="Cite", exact=True).first.click()
    words = page.locator("#citation").inner_text()
    assert "release 2026-10 (" in words
    cited = words[words.index("/en/observatory/cite/") :]
    page.goto(f"{measured}{cited}")
    expect(page.get_by_text("These are the numbers that were cited")).to_be_visible()
    expect(page.get_by_text("is made of them")).to_be_visible()
    without_barriers(page)
    page.goto(f"{measured}{cited[:-1]}x")
    expect(page.get_by_text("was changed, or something else was cited")).to_be_visible()


PAGES = (
    "relation/?x=population&y=population&y_since=2000&area=dakar",
    "coverage/",
    "women/?against=2026-10",
    "averages/?geography=unsd-city-proper&year=latest",
)


@pytest.mark.parametrize("address", PAGES)
def test_full_pages_of_the_observatory_are_without_barriers(measured: str, browser: Browser, address: str):
    """In both displays and at both widths, which `without_barriers` goes through."""
    page = browser.new_context(viewport={"width": 390, "height": 900}, reduced_motion="reduce").new_page()
    page.goto(f"{measured}/fr/observatory/{address}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    without_barriers(page)


def test_without_script_and_from_the_right_everything_can_be_read(measured: str, browser: Browser):
    page = browser.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False).new_page()
    page.goto(f"{measured}/es/observatory/indicators/gender-pay-gap/")
    expect(page.get_by_text("53%").first).to_be_visible()
    expect(page.locator(".v-unknown").first).to_be_visible()
    page.goto(f"{measured}/es/observatory/indicators/population/?year=2018")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
