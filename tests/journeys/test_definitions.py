"""A definition by two hands, in French: an officer proposes a new version because the meaning changes, another hand
publishes it. Who reads the indicator sees the new one; what was cited by the old one still holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests import instances
from tests.instances import METROPOLIS
from tests.journeys.axe import barriers
from tests.journeys.conftest import scripted, served, sessions
from tests.journeys.test_desk import browsing
from tests.journeys.test_observatory import MEASURE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
pytest.importorskip("ibis", reason="the engine (the extra `observatory`) is not installed")
SENTENCES = {
    "fr": "Nombre d’habitants de nationalité quelconque au 31 décembre.",
    "en": "Number of inhabitants of any nationality on 31 December.",
    "es": "Número de habitantes de cualquier nacionalidad a 31 de diciembre.",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The reference network with its populations, served, and a session for an officer and an editor."""
    home = instances.loaded(METROPOLIS, tmp_path_factory.mktemp("definitions"))
    scripted(home, MEASURE, str(METROPOLIS / "observations"))
    for address in served(home):
        yield address, sessions(home, "officer", "editor")


def test_a_new_version_is_published_by_another_hand_and_what_was_cited_still_holds(browser: Browser, desk):
    address = desk[0]
    reader = browser.new_context(reduced_motion="reduce", locale="fr").new_page()
    reader.goto(f"{address}/fr/observatory/indicators/population/?year=2020")
    reader.get_by_role("link", name="Citer", exact=True).first.click()
    words = reader.locator("#citation").inner_text()
    cited = address + words[words.index("/fr/observatory/cite/") :].strip()
    officer = browsing(browser, desk, "officer")
    officer.goto(f"{address}/fr/desk/definitions/population-v1/")
    officer.get_by_role("link", name="Une nouvelle version, parce que le sens change").click()
    for language, sentence in SENTENCES.items():
        officer.locator(f"#definition_{language}").fill(sentence)
    assert barriers(officer) == []
    officer.get_by_role("button", name="Envoyer en révision").click()
    officer.get_by_text(SENTENCES["fr"]).first.wait_for()
    expect(officer.get_by_role("button", name="Publier", exact=True)).to_have_count(0)
    editor = browsing(browser, desk, "editor")
    editor.goto(officer.url)
    editor.get_by_role("button", name="Approuver", exact=True).click()
    editor.get_by_role("button", name="Publier", exact=True).click()
    reader.goto(f"{address}/fr/observatory/indicators/population/")
    expect(
        reader.get_by_text("Ces valeurs relèvent de la définition 1. La définition 2 est plus récente")
    ).to_be_visible()
    reader.goto(f"{address}/fr/observatory/")
    expect(reader.get_by_text(SENTENCES["fr"])).to_be_visible()
    reader.goto(cited)
    expect(reader.get_by_text("conforme", exact=True)).to_be_visible()
