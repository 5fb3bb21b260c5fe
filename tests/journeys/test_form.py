"""Noting an activity in French, from signing in to the public page: counted, by two hands, with a sign-in or a
connection lost on the way, on a phone, by keyboard alone and without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests import instances
from tests.instances import METROPOLIS
from tests.journeys.axe import barriers
from tests.journeys.conftest import served, sessions
from tests.journeys.test_desk import MOST

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: How long a part of a page may take on a busy machine, in milliseconds.
PATIENCE = 20_000


@dataclass(frozen=True)
class Office:
    """An instance of its own with the reference network, and sessions for an officer and an editor."""

    address: str
    home: Path
    keys: dict[str, str]

    def window(self, browser: Browser, role: str = "", *, script: bool = True, width: int = 1280) -> Page:
        context = browser.new_context(
            reduced_motion="reduce", java_script_enabled=script, locale="fr", viewport={"width": width, "height": 900}
        )
        context.set_default_timeout(PATIENCE)
        if role:
            self.sign_in(context, role)
        return context.new_page()

    def sign_in(self, context: BrowserContext, role: str) -> None:
        context.add_cookies([{"name": "sessionid", "value": self.keys[role], "url": self.address}])

    def code(self) -> str:
        """The code in the letter that was sent last."""
        letter = max((self.home / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]*)\r?$", letter.read_text(encoding="utf-8"), re.M)
        assert found, letter.read_text(encoding="utf-8")
        return found[1]

    def by_code(self, page: Page, role: str) -> int:
        """Sign in by a code, in two interactions beyond typing."""
        page.locator("input[name=email]").fill(f"{role}@example.org")
        page.locator("main form button[type=submit]").first.click()
        page.locator("input[name=code]").fill(self.code())
        page.locator("main form button[type=submit]").first.click()
        return 2


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = tmp_path_factory.mktemp("office")
    for address in served(instances.loaded(METROPOLIS, home)):
        yield Office(address, home, sessions(home, "officer", "editor"))


def pick(page: Page, kind: str, words: str) -> None:
    """Type into a picker and take the first of what is found, by the keyboard."""
    field = page.locator(f"#find_{kind}")
    field.press_sequentially(words)
    page.locator(f"#found_{kind} input").first.wait_for()
    field.press("Enter")
    page.locator(f"#chosen_{kind} input:checked").first.wait_for()


def saved_as_draft(page: Page) -> None:
    page.locator("#draft input[name=draft]").wait_for(state="attached")


def test_from_signing_in_to_in_review_in_a_few_steps(browser: Browser, office: Office):
    page = office.window(browser)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.goto(f"{office.address}/fr/sign-in/code/")
    steps = office.by_code(page, "officer")
    page.wait_for_url("**/fr/desk/")
    page.get_by_role("link", name="Noter une activité").first.click()
    page.locator("#title_fr").fill("Forum des villes du Sahel")  # has the focus
    page.locator("#first_1").fill("2021-04-07")
    steps += 2  # the button, and the way to the day
    for kind, words in (("tag", "genre"), ("member", "Le Caire")):
        page.locator(f"#find_{kind}").click()
        pick(page, kind, words)
        steps += 2  # the field, and Enter
    assert barriers(page) == []
    page.get_by_role("button", name="Envoyer en révision").click()
    steps += 1
    page.get_by_role("heading", name="Forum des villes du Sahel").wait_for()
    expect(page.locator(".pagehead .status")).to_have_text("en révision")
    print(f"{steps} interactions beyond typing, from signing in to in review")
    assert steps <= MOST
    assert heard == []


def test_returned_with_a_word_at_a_field_mended_approved_and_public(browser: Browser, office: Office):
    page, desk = office.window(browser, "officer"), office.window(browser, "editor")
    page.goto(f"{office.address}/fr/desk/activities/new/")
    page.locator("#title_fr").fill("Atelier à corriger")
    page.locator("#first_1").fill("2021-04-08")
    page.get_by_role("button", name="Envoyer en révision").click()
    page.get_by_role("heading", name="Atelier à corriger").wait_for()
    desk.goto(page.url)
    desk.get_by_text("Renvoyer à l’auteur").click()
    desk.locator("#comment").fill("Presque.")
    desk.locator("#note_title").fill("Dites de quelle ville.")
    desk.get_by_role("button", name="Renvoyer", exact=True).click()
    desk.get_by_text("Dites de quelle ville.").first.wait_for()
    page.goto(f"{page.url}change/")
    expect(page.locator("#title_fr ~ .remark")).to_have_text("Dites de quelle ville.")
    assert barriers(page) == []
    page.locator("#title_fr").fill("Atelier de Dakar")
    page.get_by_role("button", name="Envoyer en révision").click()
    page.get_by_role("heading", name="Atelier de Dakar").wait_for()
    desk.goto(page.url)
    desk.get_by_role("button", name="Approuver", exact=True).click()
    desk.get_by_role("button", name="Publier", exact=True).click()
    desk.get_by_role("link", name="Comme le public la voit").click()
    visitor = office.window(browser)
    visitor.goto(desk.url)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Atelier de Dakar")


def test_the_second_of_two_editors_chooses_field_by_field(browser: Browser, office: Office):
    page, other = office.window(browser, "officer"), office.window(browser, "editor")
    page.goto(f"{office.address}/fr/desk/activities/new/")
    page.locator("#title_fr").fill("Rencontre à deux")
    page.locator("#first_1").fill("2021-04-09")
    page.locator("#place").fill("Dakar")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("heading", name="Rencontre à deux").wait_for()
    address = f"{page.url}change/"
    for window in (page, other):
        window.goto(address)
    other.locator("#place").fill("Lagos")
    other.get_by_role("button", name="Enregistrer", exact=True).click()
    other.get_by_role("heading", name="Rencontre à deux").wait_for()
    page.locator("#place").fill("Accra")
    page.locator("#title_fr").fill("Rencontre à trois")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    conflict = page.locator("section:has(#differences)")
    conflict.wait_for()
    for place in ("Dakar", "Lagos", "Accra"):
        expect(conflict).to_contain_text(place)
    assert barriers(page) == []
    conflict.get_by_role("checkbox").check()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("heading", name="Rencontre à trois").wait_for()
    expect(page.locator("main")).to_contain_text("Lagos")


def test_a_sign_in_that_ends_while_typing_loses_nothing(browser: Browser, office: Office):
    page = office.window(browser, "officer")
    page.goto(f"{office.address}/fr/desk/activities/new/")
    page.locator("#first_1").fill("2021-04-10")
    page.context.clear_cookies(name="sessionid")
    page.locator("#title_fr").fill("Écrit sans le savoir")
    page.get_by_role("button", name="Envoyer en révision").click()
    way = page.locator("#draft a")
    way.wait_for()
    expect(page.locator("#title_fr")).to_have_value("Écrit sans le savoir")
    assert barriers(page) == []
    with page.context.expect_page() as opened:
        way.click()
    tab = opened.value
    tab.goto(f"{office.address}/fr/sign-in/code/")
    office.by_code(tab, "officer")
    tab.wait_for_url("**/fr/desk/")
    page.get_by_role("button", name="Envoyer en révision").click()
    page.get_by_role("heading", name="Écrit sans le savoir").wait_for()


def test_a_lost_connection_and_a_closed_tab_lose_nothing(browser: Browser, office: Office):
    page = office.window(browser, "officer")
    address = f"{office.address}/fr/desk/activities/new/"
    page.goto(address)
    page.context.set_offline(True)
    page.locator("#title_fr").fill("Écrit dans le tunnel")
    page.get_by_text("il n’y a pas de connexion").wait_for()
    page.get_by_role("button", name="Envoyer en révision").click()
    expect(page.locator("#title_fr")).to_have_value("Écrit dans le tunnel")
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    again.locator("#lost").wait_for()
    assert barriers(again) == []
    again.get_by_role("button", name="Le remettre").click()
    again.locator("#title_fr[value='Écrit dans le tunnel']").wait_for()
    again.locator("#first_1").fill("2021-04-11")
    saved_as_draft(again)
    again.get_by_role("button", name="Enregistrer", exact=True).click()
    again.get_by_role("heading", name="Écrit dans le tunnel").wait_for()
    again.goto(address)
    expect(again.locator("#lost")).not_to_be_visible()


def test_a_list_pasted_days_apart_and_a_suggestion_by_keyboard_alone(browser: Browser, office: Office):
    page = office.window(browser, "officer")
    page.goto(f"{office.address}/fr/desk/activities/new/")
    page.keyboard.type("Visions de la régénération urbaine")
    page.keyboard.press("Enter")  # sends nothing
    page.locator("#first_1").fill("2021-04-12")
    page.locator("[data-row=days]").press("Enter")
    expect(page.locator("#first_2")).to_be_focused()
    page.locator("#first_2").fill("2021-05-12")
    page.locator("#find_member").focus()
    page.keyboard.insert_text("Le Caire, Téhéran; Istanbul")
    expect(page.locator("#chosen_member input:checked")).to_have_count(3)
    expect(page.locator("#find_member")).to_have_value("")
    offered = page.locator("#suggested input").first
    offered.wait_for()
    value = offered.get_attribute("value")
    assert not offered.is_checked()
    offered.press("Space")
    page.locator(f".picker input[value='{value}']:checked").wait_for()
    page.locator("#find_tag").focus()
    pick(page, "tag", "genre")
    assert barriers(page) == []
    page.get_by_role("button", name="Enregistrer", exact=True).press("Enter")
    page.get_by_role("heading", name="Visions de la régénération urbaine").wait_for()
    text = page.locator("main").inner_text()
    assert "12 avril 2021" in text
    assert "12 mai 2021" in text
    page.goto(f"{office.address}/fr/desk/activities/new/?like=last")
    page.locator("#chosen_tag input:checked").first.wait_for()
    expect(page.locator("#title_fr")).to_have_value("")


def test_of_a_pasted_list_the_names_that_nobody_has_stay_to_be_mended(browser: Browser, office: Office):
    page = office.window(browser, "officer")
    page.goto(f"{office.address}/fr/desk/activities/new/")
    page.locator("#find_member").focus()
    page.keyboard.insert_text("Le Caire, Barcelone, Atlantide")
    page.get_by_text("Rien au registre ne s’appelle « Atlantide ».").wait_for()
    page.get_by_role("group", name="« Barcelone » : lequel ?").wait_for()
    page.locator("#find_member").press("Enter")
    expect(page.locator("#chosen_member input:checked")).to_have_count(2)
    expect(page.locator("#find_member")).to_have_value("Atlantide")
    expect(page.get_by_text("Rien au registre ne s’appelle « Atlantide ».")).to_be_visible()


def test_a_file_is_handed_in_on_a_phone(browser: Browser, office: Office):
    page = office.window(browser, "officer", width=390)
    page.goto(f"{office.address}/fr/desk/activities/new/")
    page.locator("#title_fr").fill("Noté en route")
    page.locator("#first_1").fill("2021-04-13")
    file: FilePayload = {"name": "programme.txt", "mimeType": "text/plain", "buffer": b"Programme"}
    page.locator("#upload").set_input_files(files=[file])
    page.locator("#files input[name=file]").wait_for(state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert barriers(page) == []
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("heading", name="Noté en route").wait_for()
    expect(page.locator("main")).to_contain_text("programme.txt")


def dropped(page: Page, selector: str, *files: Path) -> None:
    """Drag files from outside over something on the page, and let go of them there."""
    browser, over = page.context.new_cdp_session(page), page.locator(selector).first
    over.scroll_into_view_if_needed()
    spot = over.bounding_box()
    assert spot
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    at = {"x": spot["x"] + spot["width"] / 2, "y": spot["y"] + min(spot["height"] / 2, 20), "data": data}
    for step in ("dragEnter", "dragOver"):
        browser.send("Input.dispatchDragEvent", {"type": step, **at})
    expect(page.locator(".drop")).to_have_class(re.compile("is-over"))
    browser.send("Input.dispatchDragEvent", {"type": "drop", **at})
    expect(page.locator(".drop")).not_to_have_class(re.compile("is-over"))


def test_evidence_is_dropped_on_the_page_or_chosen_by_keyboard(browser: Browser, office: Office, tmp_path: Path):
    files = {
        name: tmp_path / name for name in ("programme.txt", "list.txt", "missed.txt", "picture.svg", "chosen.txt")
    }
    for name, path in files.items():
        path.write_text("<svg/>" if name.endswith("svg") else f"What {name} says")
    page = office.window(browser, "officer")
    page.goto(f"{office.address}/fr/desk/activities/new/")
    page.locator("#title_fr").fill("Déposé en passant")
    page.locator("#first_1").fill("2021-04-13")
    dropped(page, "#title_fr", files["programme.txt"], files["list.txt"], files["picture.svg"])
    expect(page.locator("#files input[name=file]")).to_have_count(2)
    expect(page.locator("#files")).to_contain_text("picture.svg")  # with why it is not taken
    dropped(page, "header", files["missed.txt"])
    expect(page.locator("#files input[name=file]")).to_have_count(3)
    expect(page.locator("#title_fr")).to_have_value("Déposé en passant")
    with page.expect_file_chooser() as chooser:
        page.locator("#upload").press("Space")
    chooser.value.set_files(files["chosen.txt"])
    expect(page.locator("#files input[name=file]")).to_have_count(4)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("heading", name="Déposé en passant").wait_for()
    for name in ("programme.txt", "list.txt", "missed.txt", "chosen.txt"):
        expect(page.locator("main")).to_contain_text(name)
    assert "picture.svg" not in page.locator("main").inner_text()


def test_without_script_everything_is_noted_and_a_lost_sign_in_gives_it_back(browser: Browser, office: Office):
    page = office.window(browser, "officer", script=False)
    page.goto(f"{office.address}/fr/desk/activities/new/")
    page.locator("#title_fr").fill("Sans script")
    page.locator("#first_1").fill("2021-04-14")
    page.locator("#find_tag").fill("genre")
    page.locator("#find_member").fill("Le Caire, Téhéran")
    page.get_by_role("button", name="Chercher ce que j’ai écrit").click()
    expect(page.locator("#chosen_member input:checked")).to_have_count(2)
    # A tick answers what the page asked; the word that was asked for may stay.
    page.locator("#found_tag input[type=checkbox]").first.check()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Envoyer en révision").click()
    page.wait_for_url("**/sign-in/**")
    page.get_by_role("link", name="M’envoyer un code").click()
    office.by_code(page, "officer")
    page.wait_for_url("**/fr/desk/activities/new/")
    expect(page.locator("#title_fr")).to_have_value("Sans script")
    expect(page.locator("#chosen_tag input:checked")).to_have_count(1)
    page.get_by_role("button", name="Envoyer en révision").click()
    page.get_by_role("heading", name="Sans script").wait_for()
