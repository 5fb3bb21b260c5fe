"""How a city applies in the browser, in any language of the network: what it presses and reads is what the interface
says in that language."""

from __future__ import annotations

import re

from django.utils import translation
from playwright.sync_api import Page

from tests.journeys.axe import barriers
from tests.journeys.conftest import Demo


def said(language: str, message: str, **values: object) -> str:
    """A message of the interface in a language."""
    with translation.override(language):
        return translation.gettext(message) % values if values else translation.gettext(message)


def begins(city: Page, demo: Demo, language: str, *, call: str, title: str, office: str) -> str:
    """Begins without an account, comes in by the letter, and opens the form; the code of the application."""
    city.goto(f"{demo.address}/{language}/calls/{call}/")
    city.get_by_role("link", name=said(language, "Begin an application")).click()
    city.locator("#id_title").fill(title)
    city.locator("#id_city").fill("Dakar")
    city.locator("#id_email").fill(office)
    city.locator("main").get_by_role("button", name=said(language, "Begin"), exact=True).click()
    city.get_by_text(office).first.wait_for()
    link = re.search(r"\S+/arrive/\S+", demo.letter())
    assert link
    city.goto(f"{demo.address}/{language}/arrive/" + link[0].split("/arrive/", 1)[1])
    assert barriers(city) == []
    city.get_by_role("button", name=said(language, "Open the form")).click()
    city.get_by_role("button", name=said(language, "Look it over and hand it in")).wait_for()
    return city.url.split("/applications/", 1)[1].split("/", 1)[0]


def hands_in(city: Page, language: str) -> None:
    """Looks it over and hands it in."""
    look = said(language, "Look it over and hand it in")
    city.get_by_role("button", name=look).click()
    city.get_by_role("heading", name=look).wait_for()
    assert barriers(city) == []
    city.get_by_role("button", name=said(language, "Hand in the application")).click()
