"""The public pages as a reader meets them: without barriers, wide or narrow, light or dark, without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.axe import barriers

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: Pages as a whole record fills them, or leaves them empty; every page of a small one is walked in
#: tests/faults/test_barriers.py.
PAGES = [
    "",
    "plan/?period=2021-P2&show=silent",
    "plan/sap-2021-2023/nodes/L2A2D2/",
    "activities/?q=egalite&kind=nothing",
    "activities/use-urban-practitioners-summit/",
    "members/",
    "members/map/",
    "members/mexico-city/",
    "calls/guangzhou-award-5/",
    "partners/?q=zzzz",
    "search/?q=mexcio",
    "figures/people.engaged.registrations/?period=2021-P1",
    "nowhere/",
]


def opened(browser: Browser, *, width: int = 1280, script: bool = True) -> Page:
    viewport: ViewportSize = {"width": width, "height": 900}
    return browser.new_context(viewport=viewport, reduced_motion="reduce", java_script_enabled=script).new_page()


def faults(page: Page, address: str) -> list[str]:
    """What is wrong with a page for any of the readers: messages of the console (refusals of the content policy too),
    barriers, width."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    answer = page.goto(address, wait_until="load")
    assert answer is not None
    # A browser says itself that an address answered 400 or 404; that is what was asked here.
    found = [fault for fault in heard if answer.status < 400 or "status of" not in fault]
    found += barriers(page)
    page.context.close()
    return found


@pytest.mark.parametrize("path", PAGES)
def test_no_public_page_has_a_barrier(reference: str, browser: Browser, path: str):
    assert faults(opened(browser), f"{reference}/fr/{path}") == []


def test_no_edition_has_a_barrier(reference: str, browser: Browser):
    page = opened(browser)
    page.goto(f"{reference}/fr/reports/")
    links = page.locator("main a[href*='/reports/']").evaluate_all("links => links.map(link => link.pathname)")
    pages = [path for path in dict.fromkeys(links) if "/files/" not in path]
    assert pages
    assert {path: wrong for path in pages if (wrong := faults(opened(browser), f"{reference}{path}"))} == {}


@pytest.mark.parametrize("path", ["", "plan/", "activities/", "members/map/"])
def test_a_second_network_reads_from_the_right_without_a_barrier(second: str, browser: Browser, path: str):
    page = opened(browser)
    page.goto(f"{second}/ar/{path}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert faults(page, f"{second}/ar/{path}") == []


def test_the_first_key_leads_past_the_masthead(reference: str, browser: Browser):
    page = opened(browser)
    page.goto(f"{reference}/fr/activities/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_list_is_narrowed_and_shown_by_keys_alone_and_without_a_script(reference: str, browser: Browser):
    page = opened(browser, script=False)
    page.goto(f"{reference}/fr/activities/")
    page.locator("input[name=q]").focus()
    page.keyboard.type("mexico")
    page.keyboard.press("Tab")
    assert page.locator("select[name=period]").evaluate("field => field === document.activeElement")
    page.keyboard.press("ArrowDown")
    page.locator("input[name=q]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/activities/?q=mexico&period=2021-P1**")
    assert 0 < page.locator(".entries > li").count() < 10


def test_a_number_of_the_front_page_opens_to_its_rows(reference: str, browser: Browser):
    page = opened(browser, script=False)
    page.goto(f"{reference}/fr/")
    page.locator(".figs .prov").first.click()
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("main table tbody tr").count() >= 141


def test_every_link_of_a_public_page_leads_somewhere(reference: str, browser: Browser):
    page = opened(browser, script=False)
    seen: set[str] = set()
    for path in ("", "plan/", "activities/use-urban-practitioners-summit/", "members/map/", "about/", "media/"):
        page.goto(f"{reference}/fr/{path}")
        seen |= set(page.locator("a[href^='/']").evaluate_all("links => links.map(link => link.getAttribute('href'))"))
    answers = {href: page.request.get(f"{reference}{href}").status for href in sorted(seen) if "/files/" not in href}
    assert {href: status for href, status in answers.items() if status != 200} == {}
    assert len(answers) > 200
