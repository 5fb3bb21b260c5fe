"""Every page that a door opens is for everybody: on a phone in the dark, at a desk in the light, and no wider.

Nothing here is a list of pages. What is no page is left out by what it answers: a file, a way on, part of a page, a
door that only takes.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, sync_playwright

from metronome.accounts.enums import Role
from metronome.desk.sheets import sheets
from tests.environment import THOROUGH, often
from tests.faults.shown import HOST, tab_given
from tests.faults.walk import LEAVES, Page, Walk, declared_doors, links_of, readers_of
from tests.faults.world import make_full_doors
from tests.house.test_permissions import NOTHING_THERE
from tests.journeys.axe import OTHER_READERS, READERS, barriers, launched

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.browser]
#: The walk is done in parts, so that workers share it.
PARTS = 2
#: What shows no page of its own: something given, a way on, a method that the door does not know.
NO_PAGE = {200, 302, 303, 405}


def is_page(page: Page) -> bool:
    """Whether somebody is shown it as a page of its own: no part of one, and no file."""
    whole = page.content.lstrip()[:9].lower() == b"<!doctype"
    return page.status == 200 and page.is_html and whole and "Content-Disposition" not in page.headers


def addresses() -> list[tuple[str, list[str]]]:
    """Every door with its likeliest readers, the likeliest first, and the page to write on of each kind of noun."""
    found = [
        (address, readers_of(pattern))
        for address, pattern in declared_doors()
        if not any(word in address for word in LEAVES)
    ]
    kinds = [sheet.kind for sheet in sheets() if sheet.takes_new]
    return found + [(reverse("desk:add", args=[kind])[1:], [Role.EDITOR.value]) for kind in kinds]


def shown_behind(walk: Walk, part: int) -> list[Page]:
    """The page behind each door of a part, as the likeliest reader is given it; in a thorough run, as each is."""
    pages: list[Page] = []
    closed = []
    for address, readers in addresses()[part::PARTS]:
        given = [page for who in readers if (page := walk.get(who, walk.doors.address(address)))]
        pages += [page for page in given if is_page(page)][: often(len(given), 1)]
        answers = {page.status for page in given} - NO_PAGE
        if answers and address not in NOTHING_THERE:
            closed.append(f"{address} answers {answers}")
    assert closed == [], "say in NOTHING_THERE of tests/house/test_permissions.py why"
    return pages


def with_what_they_show(walk: Walk, who: str, pages: list[Page]) -> list[Page]:
    """Pages of a reader, and the style sheets and pictures that they ask for."""
    for page in pages:
        for address in links_of(page, "//link[@rel='stylesheet']/@href | //img/@src | //iframe/@src"):
            if not address.startswith("/static/"):
                walk.get(who, address)
    return [page for page in walk.all() if page.who == who]


@pytest.mark.timeout(often(3600, 1200))
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_a_barrier_on_a_phone_or_at_a_desk_in_the_dark_or_in_the_light(part):
    walk = Walk(make_full_doors())
    pages = shown_behind(walk, part)
    by_reader = {who: [page for page in pages if page.who == who] for who in {page.who: 0 for page in pages}}
    # A browser that is open forbids the database.
    given = {who: with_what_they_show(walk, who, own) for who, own in by_reader.items()}
    with sync_playwright() as playwright:
        browser = launched(playwright)
        found = [fault for who, own in by_reader.items() for fault in met_in(browser, own, given[who])]
        browser.close()
    print(f"{len(pages)} pages: {len(found)} barriers")
    assert found == [], "\n".join(found)
    assert len(pages) > 80


def met_in(browser: Browser, pages: list[Page], given: list[Page]) -> Iterator[str]:
    """What stands in the way of the readers of some pages, and what the browser itself says against them."""
    heard: list[str] = []
    tab = tab_given(browser, given)
    tab.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: heard.append(str(error)))
    for page in pages:
        tab.goto(f"{HOST}{page.address}", wait_until="load")
        heard += barriers(tab, readers=[*READERS, *OTHER_READERS] if THOROUGH else READERS)
        yield from (f"{page}: {fault}" for fault in heard)
        heard.clear()
    tab.context.close()
