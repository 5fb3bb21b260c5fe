"""A translator keeps the languages in step; what lacks a language is not published; a network reads from the right."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import instances
from tests.instances import CASPIAN
from tests.journeys.axe import barriers
from tests.journeys.conftest import served, sessions
from tests.journeys.test_desk import browsing, desk

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def caspian_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An instance of its own of a network that reads Arabic, and a session for an officer and an editor."""
    home = tmp_path_factory.mktemp("caspian")
    for address in served(instances.loaded(CASPIAN, home)):
        yield address, sessions(home, "officer", "editor")


def reword(page: Page, address: str, path: str, words: str) -> None:
    """Add words to the French title of an activity."""
    page.goto(f"{address}/fr/desk/activities/{path}/change/")
    title = page.locator("#title_fr")
    title.fill(f"{title.input_value()} {words}")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator("h1")).to_contain_text(words)


def test_a_run_of_texts_is_brought_in_step_after_their_sources_were_reworded(browser: Browser, desk: Desk):
    page = browsing(browser, desk, "editor")
    page.goto(f"{desk[0]}/fr/activities/")
    links = page.locator("main a[href*='/activities/']").evaluate_all("links => links.map(link => link.pathname)")
    codes = [found[1] for link in links if (found := re.search(r"activities/([a-z0-9-]+)/$", link))][:2]
    page.goto(f"{desk[0]}/fr/desk/translations/")
    expect(page.get_by_role("heading", name="Traductions")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("obsolète"))).to_have_count(0)
    for code in codes:
        reword(page, desk[0], code, "révisé")
    page.goto(f"{desk[0]}/fr/desk/translations/")
    page.get_by_role("region", name=re.compile("anglais")).get_by_role("link", name="2 obsolète, Activités").click()
    page.get_by_role("link", name="Commencer par le premier").click()
    for _ in codes:
        expect(page.locator("ins")).to_contain_text("révisé")
        box = page.locator("textarea").first
        expect(box).to_be_focused()
        box.press("End")
        box.type(" revised")
        box.press("Control+Enter")
        expect(page.get_by_text("Enregistré.")).to_be_visible()
    expect(page.get_by_text("Il n’y a plus rien à faire ici")).to_be_visible()
    page.goto(f"{desk[0]}/en/activities/{codes[0]}/")
    expect(page.locator("h1")).to_contain_text("revised")


def test_what_lacks_a_language_is_refused_translated_and_then_published(browser: Browser, desk: Desk):
    page = browsing(browser, desk, "officer")
    page.goto(f"{desk[0]}/en/desk/activities/new/")
    page.locator("#title_en").fill("Forum of the shores")
    page.locator("#first_1").fill("2021-04-07")
    page.get_by_role("button", name="Send for review").click()
    page.get_by_role("heading", name="Forum of the shores").wait_for()
    editor = browsing(browser, desk, "editor")
    editor.goto(page.url.replace("/en/", "/fr/"))
    kept = editor.url
    editor.get_by_role("button", name="Approuver", exact=True).click()
    editor.get_by_role("button", name="Publier", exact=True).click()
    expect(editor.get_by_text("Ces textes ne sont pas encore tels que le réseau les publie")).to_be_visible()
    editor.get_by_role("link", name="Titre en français").click()
    editor.locator("textarea").first.fill("Forum des rives")
    editor.get_by_role("button", name="Enregistrer comme relu, et suivant").click()
    expect(editor.get_by_text("Enregistré.")).to_be_visible()
    editor.goto(kept)
    editor.get_by_role("button", name="Publier", exact=True).click()
    editor.get_by_role("link", name="Comme le public la voit").click()
    expect(editor.get_by_role("heading", level=1)).to_have_text("Forum des rives")


@pytest.mark.parametrize("path", ["es/?state=reviewed&noun=member", "es/member/1/"])
def test_no_page_of_the_translations_has_a_barrier(browser: Browser, desk: Desk, path: str):
    page = browsing(browser, desk, "editor")
    page.goto(f"{desk[0]}/fr/desk/translations/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert barriers(page) == []


@pytest.mark.parametrize(
    "path",
    ["", "plan/", "activities/", "members/", "reports/", "desk/", "desk/activities/new/", "desk/translations/fa/"],
)
def test_a_network_that_reads_arabic_has_every_page_from_the_right(browser: Browser, caspian_desk: Desk, path: str):
    page = browsing(browser, caspian_desk, "editor")
    page.goto(f"{caspian_desk[0]}/ar/{path}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    wordmark = page.locator(".wordmark").bounding_box()
    assert wordmark is not None
    assert wordmark["x"] > 640  # the mark of the network stands at the right
    assert barriers(page) == []
