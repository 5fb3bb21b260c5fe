"""The gallery in a browser: everything that pages are built of has no barrier, in either scheme and direction."""

from typing import Literal

import pytest
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.test import override_settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.axe import launched, violations

Scheme = Literal["light", "dark"]
READERS: list[tuple[str, int, Scheme]] = [
    ("en", 1280, "light"),
    ("en", 390, "dark"),
    ("ar", 1280, "dark"),
    ("ar", 360, "light"),
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]


@pytest.mark.browser
@pytest.mark.slow
@override_settings(
    ROOT_URLCONF="tests.design.doors",
    MIDDLEWARE=["csp.middleware.CSPMiddleware", "django.middleware.locale.LocaleMiddleware"],
    TEMPLATES=TEMPLATES,
)
class GalleryJourney(StaticLiveServerTestCase):
    """The design system alone: no network, no database."""

    databases = set()

    @classmethod
    def _make_connections_override(cls) -> dict[str, object]:
        """None: else the server would be lent the connection that tests before this one have left open, and may not
        so much as look whether it is still good."""
        return {}

    def test_the_gallery_has_no_barrier_and_never_scrolls_sideways(self):
        with sync_playwright() as playwright:
            browser = launched(playwright)
            assert [fault for reader in READERS for fault in self.faults(browser, *reader)] == []

    def faults(self, browser: Browser, language: str, width: int, scheme: Scheme) -> list[str]:
        """What this reader meets: messages of the console (the content security policy's too), barriers, width."""
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language, reduced_motion="reduce"
        )
        page = context.new_page()
        found: list[str] = []
        page.on("console", lambda message: found.append(message.text))
        page.on("pageerror", lambda error: found.append(str(error)))
        page.goto(f"{self.live_server_url}/design/gallery", wait_until="networkidle")
        heard = list(found)
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            heard.append(f"the page is {wide} pixels wide")
        return [f"{language} {width} {scheme}: {fault}" for fault in heard + violations(page)]

    def test_the_display_can_be_chosen_without_a_script(self):
        with sync_playwright() as playwright:
            page = launched(playwright).new_context(java_script_enabled=False).new_page()
            page.goto(f"{self.live_server_url}/design/gallery")
            page.get_by_role("button", name="dark").click()
            assert page.url == f"{self.live_server_url}/design/gallery"
            assert page.context.cookies()[0]["value"] == "dark"

    def test_a_dialog_takes_the_focus_and_gives_it_back(self):
        with sync_playwright() as playwright:
            page = launched(playwright).new_page()
            page.goto(f"{self.live_server_url}/design/gallery")
            opener = page.locator("[data-opens]")
            opener.focus()
            page.keyboard.press("Enter")
            expect(page.locator("dialog:modal")).to_have_count(1)
            page.keyboard.press("Escape")
            expect(page.locator("dialog:modal")).to_have_count(0)
            assert opener.evaluate("button => button === document.activeElement")
