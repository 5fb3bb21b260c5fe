"""Looks for barriers on a page with axe-core (tests/vendor)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, Playwright

from tests.environment import chromium

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
# WCAG 2.0 to 2.2, levels A and AA, and what axe counts as good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def launched(playwright: Playwright) -> Browser:
    """A browser without a window; only call it where chromium() found one (the marker `browser` sees to it)."""
    return playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])


def violations(page: Page) -> list[str]:
    """Each barrier as one line: rule, what is wrong, where. Empty is good."""
    if not page.evaluate("typeof axe === 'object'"):
        # Evaluated rather than added as a script tag, which the page's content security policy would refuse.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # Without preload, which means reading style sheets again over the network.
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, preload: false,"
        " resultTypes: ['violations']}).then(result => result.violations)",
        RULES,
    )
    return [
        f"{rule['id']}: {rule['help']} at {' '.join(map(str, node['target']))}"
        for rule in found
        for node in rule["nodes"]
    ]


#: What reaches furthest to the side, and does not scroll by itself.
WIDEST = """() => [...document.querySelectorAll("main *")]
    .filter(one => !one.closest(".tablewrap, .vh") && one.getBoundingClientRect().right > innerWidth + 1)
    .slice(-1).map(one => one.outerHTML.slice(0, 120))"""
#: A phone in the dark and a desk in the light: each width and each colour once. Then what is left of the four.
READERS: Sequence[tuple[int, Literal["light", "dark"]]] = ((390, "dark"), (1280, "light"))
OTHER_READERS: Sequence[tuple[int, Literal["light", "dark"]]] = ((390, "light"), (1280, "dark"))


def barriers(page: Page, *, readers: Sequence[tuple[int, Literal["light", "dark"]]] = READERS) -> list[str]:
    """Each barrier of a page for its readers, and where it is too wide. Empty is good."""
    found = []
    for width, scheme in readers:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{page.url} is {wide} pixels wide on {width}: {page.evaluate(WIDEST)}")
        found += [f"{page.url} {width} {scheme}: {barrier}" for barrier in violations(page)]
    return found


def without_barriers(page: Page) -> None:
    """A page is for everybody, in the light and in the dark, and no wider than a phone."""
    found = barriers(page)
    assert found == [], found
