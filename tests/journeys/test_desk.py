"""An officer notes an activity in French and another hand publishes it, in a browser, counted in interactions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import instances
from tests.instances import METROPOLIS
from tests.journeys.axe import barriers
from tests.journeys.conftest import served, sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST = 12


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """An instance of its own with the reference network, and a session for an officer and an editor."""
    home = tmp_path_factory.mktemp("desk")
    for address in served(instances.loaded(METROPOLIS, home)):
        yield address, sessions(home, "officer", "editor")


def browsing(browser: Browser, desk: tuple[str, dict[str, str]], role: str, *, script: bool = True) -> Page:
    address, keys = desk
    context = browser.new_context(reduced_motion="reduce", java_script_enabled=script, locale="fr")
    context.add_cookies([{"name": "sessionid", "value": keys[role], "url": address}])
    return context.new_page()


def test_an_activity_is_noted_in_a_few_steps_and_published_by_another_hand(browser: Browser, desk):
    page = browsing(browser, desk, "officer")
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    steps = 0
    page.goto(f"{desk[0]}/fr/desk/")
    page.get_by_role("link", name="Noter une activité", exact=True).click()
    steps += 1
    page.locator("#title_fr").fill("Forum des villes")  # has the focus
    page.locator("#first_1").fill("2021-04-07")
    page.locator("#first_1").dispatch_event("input")
    steps += 1
    for words, chosen in (("genre", "tag"), ("Le Caire", "member")):
        field = page.locator(f"#find_{chosen}")
        field.click()
        field.press_sequentially(words)
        page.locator(f"#found_{chosen} input").first.wait_for()
        field.press("Enter")
        page.locator(f"#chosen_{chosen} input:checked").wait_for()
        steps += 2
    page.locator("#draft input[name=draft]").wait_for(state="attached")
    page.get_by_role("button", name="Envoyer en révision").click()
    steps += 1
    page.get_by_role("heading", name="Forum des villes").wait_for()
    print(f"{steps} interactions beyond typing")
    assert steps <= MOST
    assert heard == []
    other = browsing(browser, desk, "editor")
    other.goto(page.url)
    other.get_by_role("button", name="Approuver", exact=True).click()
    other.get_by_role("button", name="Publier", exact=True).click()
    other.get_by_role("link", name="Comme le public la voit").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Forum des villes")


def test_a_member_is_corrected_by_two_hands_without_a_mouse(browser: Browser, desk):
    page = browsing(browser, desk, "officer")
    page.goto(f"{desk[0]}/fr/desk/members/dakar/change/")
    page.get_by_label("Dénomination officielle").fill("Ville de Dakar, capitale")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Envoyer en révision").press("Enter")
    page.get_by_text("Ville de Dakar, capitale").wait_for()
    other = browsing(browser, desk, "editor")
    other.goto(f"{desk[0]}/fr/desk/proposals/")
    other.get_by_role("checkbox", name="Dakar").press("Space")
    other.get_by_role("button", name="Approuver ce qui est coché").press("Enter")
    other.get_by_role("checkbox", name="Dakar").press("Space")
    other.get_by_role("button", name="Publier ce qui est coché").press("Enter")
    expect(other.get_by_role("checkbox", name="Dakar")).to_have_count(0)
    other.goto(f"{desk[0]}/fr/desk/members/dakar/")
    expect(other.locator("main")).to_contain_text("Ville de Dakar, capitale")
    expect(other.locator(".timeline ins").first).to_have_text("Ville de Dakar, capitale")


#: Pages that hold much of the record at once; every page of a small one is walked in tests/faults/test_barriers.py.
FULL = ["desk/activities/", "KEPTchange/", "desk/members/dakar/"]


@pytest.mark.parametrize("path", FULL)
def test_no_full_page_of_the_desk_has_a_barrier(browser: Browser, desk, path: str):
    page = browsing(browser, desk, "editor")
    page.goto(f"{desk[0]}/fr/activities/")
    code = page.locator("main a[href*='/activities/']").evaluate_all(
        "links => links.map(link => link.pathname).find(path => /activities\\/[a-z0-9-]+\\/$/.test(path))"
    )
    page.goto(f"{desk[0]}/fr/{path.replace('KEPT', 'desk' + code.removeprefix('/fr'))}")
    assert barriers(page) == []


def test_a_lost_connection_and_a_closed_tab_lose_nothing_typed_on_a_sheet(browser: Browser, desk):
    page = browsing(browser, desk, "officer")
    address = f"{desk[0]}/fr/desk/members/dakar/change/"
    page.goto(address)
    name = page.locator("#name_fr")
    name.fill("Dakar, en ligne")
    page.locator("#draft input[name=draft]").wait_for(state="attached")
    page.context.set_offline(True)
    name.fill("Dakar, dans le tunnel")
    expect(page.get_by_text("pas de connexion")).to_be_visible()
    page.get_by_role("button", name="Envoyer en révision").click()
    expect(name).to_have_value("Dakar, dans le tunnel")
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.get_by_text("Vous avez écrit des modifications")).to_be_visible()
    again.get_by_role("button", name="Le remettre").click()
    expect(again.locator("#name_fr")).to_have_value("Dakar, dans le tunnel")
    assert barriers(again) == []
    again.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(again.locator("main")).to_contain_text("Dakar, dans le tunnel")
    again.goto(address)
    expect(again.locator("#lost")).to_be_hidden()


def test_a_whole_call_is_looked_over_folded_and_a_row_is_added_by_keyboard_alone(browser: Browser, desk):
    page = browsing(browser, desk, "officer")
    page.goto(f"{desk[0]}/fr/desk/calls/template-award/change/")
    assert page.evaluate("document.documentElement.scrollHeight") < 3000
    assert barriers(page) == []
    questions = page.locator("details", has=page.locator("> summary", has_text="Questions du formulaire"))
    before = questions.locator("> fieldset > details").count()
    assert before > 3
    questions.locator("> summary").press("Enter")
    row = questions.locator("> fieldset > details").first
    row.locator("summary").press("Enter")
    assert barriers(page) == []
    label = row.locator("input[name$=label_fr]")
    label.fill("Le titre du projet, en peu de mots")
    questions.get_by_role("button", name="Une ligne de plus").press("Enter")
    expect(page.locator("input[name$='.code']:focus")).to_have_attribute("name", f"questions.{before}.code")
    page.keyboard.type("afterword")
    page.locator(f"[name='questions.{before}.kind']").select_option("text")
    page.locator(f"[name='questions.{before}.label_fr']").fill("Et pour finir ?")
    page.get_by_role("button", name="Enregistrer", exact=True).press("Enter")
    page.wait_for_url("**/proposals/*/")
    expect(page.locator("main")).to_contain_text("Et pour finir ?")
    expect(page.locator("main")).to_contain_text("Le titre du projet, en peu de mots")
