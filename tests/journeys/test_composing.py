"""A report from its first word to its publication in three languages, by three hands in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import instances
from tests.instances import CASPIAN
from tests.journeys.axe import without_barriers
from tests.journeys.conftest import at_work, served, sessions
from tests.journeys.test_desk import browsing

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = tuple[str, dict[str, str]]
#: How long a page may take on a machine that does much else, in milliseconds.
PATIENCE = 60_000


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An instance of its own of a small network in three languages, with those who prepare its report."""
    home = tmp_path_factory.mktemp("composing")
    for address in served(instances.loaded(CASPIAN, home)):
        with at_work(home):
            yield address, sessions(home, "officer", "editor", "secretary_general")


def begun(page: Page, address: str) -> str:
    """The page of an edition that is begun for the second half of the network's year."""
    page.goto(f"{address}/en/desk/reports/")
    page.get_by_role("link", name="Begin a report").click()
    page.get_by_label("or another period").fill("2021-P2")
    page.get_by_label("What the checks found", exact=True).uncheck()
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("heading", name="Parts")).to_be_visible()
    return page.url


def test_a_report_is_begun_written_signed_off_and_published_in_three_languages(browser: Browser, desk: Desk):
    page = browsing(browser, desk, "officer")
    edition = begun(page, desk[0])
    page.get_by_role("link", name="Foreword").click()
    page.get_by_label("English").fill("We are 6 shores.")
    expect(page.locator("mark")).to_have_text("6", timeout=PATIENCE)
    without_barriers(page)
    page.locator("button[name=replace]").first.click()
    written = re.compile(r"We are (\{figure:[a-z_.]+\}) shores\.")
    expect(page.get_by_label("English")).to_have_value(written, timeout=PATIENCE)
    found = written.fullmatch(page.get_by_label("English").input_value())
    assert found
    expect(page.locator("mark")).to_have_count(0)
    for language in ("Persian", "Arabic"):
        page.get_by_label(language, exact=True).fill(found[1])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#text_ar")).to_have_value(found[1])
    page.get_by_label("A remark for those who prepare this report").fill("Shall we name them?")
    page.get_by_role("button", name="Leave it").click()

    editor = browsing(browser, desk, "editor")
    editor.goto(edition)
    editor.get_by_role("button", name="Resolved").click()
    editor.get_by_text("Let it pass", exact=False).first.click()
    editor.get_by_label("Why it may stay as it is").fill("The leaflet counts observers.")
    editor.get_by_role("button", name="Let it pass in my name").click()
    expect(editor.get_by_text("Nothing stands in the way of publication.")).to_be_visible(timeout=PATIENCE)
    without_barriers(editor)
    editor.get_by_role("link", name="Freeze it: see what follows").click()
    editor.get_by_role("button", name="Freeze it").click()
    expect(editor.get_by_text("You have frozen this edition. Another hand publishes it.")).to_be_visible(
        timeout=PATIENCE
    )

    secretary = browsing(browser, desk, "secretary_general")
    secretary.goto(edition)
    secretary.get_by_role("link", name="Publish it: see what follows").click()
    secretary.get_by_role("button", name="Publish it").click()
    expect(secretary.get_by_text("Published. Everybody can read it now.")).to_be_visible(timeout=2 * PATIENCE)
    without_barriers(secretary)
    secretary.get_by_role("link", name="Open the result").click()
    expect(secretary.get_by_text("Publish it: see what follows")).to_have_count(0)

    reader = browser.new_context().new_page()
    slug = edition.rstrip("/").rsplit("/", 1)[1]
    for language in ("en", "fa", "ar"):
        reader.goto(f"{desk[0]}/{language}/reports/{slug}/")
        expect(reader.locator("#note .infig")).to_be_visible()
        answer = reader.request.get(f"{desk[0]}/{language}/reports/{slug}/files/report.{language}.pdf")
        assert answer.body().startswith(b"%PDF")
