"""A list of 300 rows, 20 of them faulty, comes in by the browser: columns, preview, names, the record."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import instances
from tests.instances import CASPIAN
from tests.journeys.axe import violations
from tests.journeys.conftest import at_work, served, sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROWS, FAULTY = 300, 20


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    home = tmp_path_factory.mktemp("imports")
    for address in served(instances.loaded(CASPIAN, home)):
        with at_work(home):
            yield address, sessions(home, "editor")


def list_of_the_secretariat(path: Path) -> Path:
    """Headings of its own; every fifteenth row is faulty; two names are spelt in a new way."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["No", "Title (en)", "Title (ar)", "When held", "Kind", "Members activated"])
        for number in range(ROWS):
            day = "soon" if number % 15 == 0 else f"2021-10-{number % 28 + 1:02}"
            member = "Bakuu" if number in (1, 2) else "baku"
            rows.writerow([number, f"Sounding {number}", f"قياس {number}", day, "sounding", member])
    return path


def checked(page: Page) -> None:
    assert violations(page) == []


def done_by_a_worker(page: Page, what: str) -> None:
    """The page of the task looks again by itself until there is a result."""
    page.get_by_role("heading", name=what).wait_for()
    checked(page)
    page.get_by_role("link", name="Open the result").click()


def test_a_list_with_faulty_rows_is_mended_and_comes_in(browser: Browser, desk, tmp_path):
    address, keys = desk
    context = browser.new_context(reduced_motion="reduce", locale="en")
    context.add_cookies([{"name": "sessionid", "value": keys["editor"], "url": address}])
    page = context.new_page()
    page.goto(f"{address}/en/desk/imports/")
    checked(page)
    page.locator("#upload").set_input_files(list_of_the_secretariat(tmp_path / "soundings.csv"))
    page.get_by_label("What it lists").select_option("activities")
    page.get_by_role("button", name="Hand in").click()
    checked(page)
    page.get_by_label("When held").select_option("days")
    page.get_by_label("Keep this under a name").fill("Soundings")
    page.get_by_role("button", name="Look at every row").last.click()
    done_by_a_worker(page, "Look through a list")
    page.get_by_role("heading", name="Whom do these names mean?").wait_for()
    checked(page)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Decide, and look again").click()
    done_by_a_worker(page, "Look through a list")
    page.get_by_role("link", name=f"refused {FAULTY}", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(FAULTY)
    checked(page)
    page.get_by_role("button", name=f"Put the {ROWS - FAULTY} accepted rows on record").click()
    done_by_a_worker(page, "Put a list on record")
    page.get_by_role("link", name=f"refused {FAULTY}", exact=True).wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Refused rows, to mend").click()
    mended = Path(waiting.value.path()).read_text(encoding="utf-8-sig").replace("soon", "2021-11-30")
    (tmp_path / "mended.csv").write_text(mended, encoding="utf-8")
    page.goto(f"{address}/en/desk/imports/")
    page.locator("#upload").set_input_files(tmp_path / "mended.csv")
    page.get_by_label("Read it as before").select_option("Soundings")
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("button", name="Look at every row").last.click()
    page.get_by_role("button", name=f"Put {FAULTY} rows on record").click()
    page.get_by_text(f"{FAULTY} rows are on record.").wait_for()
