"""An operator begins a network in the browser: left on the way, found again, and made."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.instances import COMMAND, PROJECT
from tests.journeys.axe import violations
from tests.journeys.conftest import free_port, wait_for
from tests.networks.typed import TYPED

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def instance(tmp_path) -> Iterator[str]:
    """The link that metronome init printed for an instance that is served and waits for its network."""
    port, home = free_port(), tmp_path / "home"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("METRONOME_")}
    options = ["--browser", "--operator", "operator@example.org", "--address", f"http://127.0.0.1:{port}"]
    made = subprocess.run(
        [*COMMAND, "init", str(home), *options, "--format", "json"],
        env=environment, cwd=PROJECT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    command = [*COMMAND, "--home", str(home), "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield json.loads(made.stdout)["href"]
    finally:
        server.terminate()
        server.wait(timeout=10)


def answer(page: Page, step: str, **more: str) -> None:
    for name, text in {**TYPED[step], **more}.items():
        box = page.locator(f'[name="{name}"]')
        if box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(text)
        else:
            box.fill(text)
    page.locator("main button[type=submit]").click()


def test_an_operator_answers_leaves_comes_back_and_has_a_network(browser: Browser, instance: str):
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.goto(instance)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Begin a network").click()
    page.get_by_role("link", name="Go on: Languages").click()
    answer(page, "languages")
    answer(page, "name")
    answer(page, "year")
    answer(page, "plan", nodes="G1 A lower sea\nX9 Nowhere")
    expect(page.locator('[id="id_nodes_error"]')).to_contain_text("X9")
    assert violations(page) == []

    page.goto(page.url.split("/en/")[0] + "/ar/founding/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert violations(page) == []
    page.locator("main a.btn").click()
    expect(page.locator('[name="nodes"]')).to_have_value("G1 A lower sea\nX9 Nowhere")
    for step in ("plan", "lists"):
        answer(page, step)
    answer(page, "colours", **{"brand.brand": "#ffcc00"})
    expect(page.locator('[id="id_brand.brand_error"]')).to_contain_text("1.4")
    assert violations(page) == []
    answer(page, "colours")
    page.locator("form[action$='/make/'] button").click()
    expect(page.get_by_role("link", name="دعوة الآخرين")).to_be_visible()
    page.goto(page.url.split("/ar/")[0] + "/fa/plan/goals-2021-2025/")
    expect(page.locator("header").first).to_contain_text("بندرها")
