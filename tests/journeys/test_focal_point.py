"""A focal point of Dakar, in French: invited by an officer, reads the page of the member, asks for a correction and
proposes a change, and reads the answer; hands in a logo and names somebody. No page a barrier."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.instances import PROJECT, surroundings
from tests.journeys.axe import without_barriers
from tests.journeys.conftest import Demo, served_demo

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    yield from served_demo(tmp_path_factory.mktemp("focal"))


def window(browser: Browser, demo: Demo, way_in: str) -> Page:
    """A window in which somebody came in by their link, and whose console is heard."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    page.goto(f"{demo.address}/fr/{way_in}")
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url(re.compile("/fr/(desk|account)/"))
    return page


def come_back_to_what_was_typed(page: Page, box: str, words: str) -> None:
    """Once the server has what is typed, the browser keeps none of it; it is offered when the page is opened again."""
    page.locator("#draft input[name=draft]").wait_for(state="attached")
    assert page.evaluate("localStorage.length") == 0
    page.goto(page.url)
    expect(page.locator("#lost")).to_be_hidden()
    without_barriers(page)
    page.get_by_role("link", name="Les reprendre").click()
    expect(page.get_by_label(box)).to_have_value(words)


def way_in(letter: str) -> str:
    found = re.search(r"/fr/(link/\S+)", letter)
    assert found, letter
    return found[1]


def test_from_the_invitation_to_the_correction_answered(browser: Browser, demo: Demo):
    officer = window(browser, demo, demo.links["officer"])
    officer.goto(f"{demo.address}/fr/desk/focal-points/")
    without_barriers(officer)
    officer.get_by_label("Membre", exact=True).select_option("dakar")
    officer.get_by_label("Adresse électronique").fill("point-focal-de-dakar@example.org")
    officer.get_by_label("Nom ou fonction").fill("Point focal de Dakar")
    officer.get_by_role("button", name="Désigner et envoyer le courriel").click()
    officer.get_by_text("représente désormais le membre").wait_for()

    focal = window(browser, demo, way_in(demo.letter()))
    heard: list[str] = []
    focal.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    without_barriers(focal)
    focal.get_by_role("link", name="Bureau").first.click()
    expect(focal.get_by_role("heading", level=1)).to_have_text("Dakar")
    without_barriers(focal)
    focal.locator("section:has(#activities)").get_by_role("link", name="Inexact\u202f?").first.click()
    without_barriers(focal)
    about = focal.get_by_role("heading", level=1).inner_text()
    focal.get_by_label("Ce qui est inexact").select_option("part")
    focal.get_by_label("Ce qui devrait y figurer").fill("Dakar a coorganisé cette activité.")
    come_back_to_what_was_typed(focal, "Ce qui devrait y figurer", "Dakar a coorganisé cette activité.")
    expect(focal.get_by_role("heading", level=1)).to_have_text(about)
    focal.get_by_role("button", name="Envoyer au secrétariat").click()
    focal.get_by_text("Votre demande est parvenue au secrétariat").wait_for()
    focal.get_by_role("link", name="Proposer une modification").click()
    without_barriers(focal)
    focal.get_by_label("Dénomination officielle").fill("Ville de Dakar, République du Sénégal")
    come_back_to_what_was_typed(focal, "Dénomination officielle", "Ville de Dakar, République du Sénégal")
    focal.get_by_role("button", name="Envoyer en révision").click()
    focal.get_by_text("Votre modification est parvenue au secrétariat").wait_for()

    officer.goto(f"{demo.address}/fr/desk/corrections/")
    without_barriers(officer)
    officer.get_by_role("link", name=re.compile("^Dakar")).click()
    without_barriers(officer)
    expect(officer.get_by_role("heading", level=1)).to_have_text(about)
    officer.get_by_role("textbox", name="Réponse").fill("C’est corrigé, merci.")
    officer.get_by_role("button", name="Accepter").click()
    officer.get_by_text("La réponse est enregistrée").wait_for()
    letter = demo.letter()
    assert "C’est corrigé, merci." in letter
    assert "/fr/desk/my-member/dakar/#corrections" in letter

    focal.reload()
    answer = focal.locator("section:has(#corrections)")
    expect(answer).to_contain_text("acceptée")
    expect(answer).to_contain_text("C’est corrigé, merci.")
    without_barriers(focal)
    assert heard == []
    # What is another member's is not there, and the console says so; so this comes last.
    assert focal.goto(f"{demo.address}/fr/desk/my-member/barcelona-city/").status == 404  # type: ignore[union-attr]


def test_a_focal_point_hands_in_a_logo_and_proposes_somebody_who_waits_for_review(browser: Browser, demo: Demo):
    page = window(browser, demo, demo.links["focal_point"])
    page.goto(f"{demo.address}/fr/desk/my-member/")
    page.get_by_role("link", name="Fournir un logo").click()
    box, show = page.get_by_label("Image"), page.get_by_role("button", name="Afficher ce logo")
    box.set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": b"%PDF-1.7 a letterhead"})
    show.click()
    expect(page.get_by_text("Ce n’est pas une image d’un type accepté")).to_be_visible()
    without_barriers(page)
    box.set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": picture()})
    show.click()
    expect(page.get_by_text("Le logo est désormais tel que le public le voit.")).to_be_visible()
    assert page.locator("img.logo").evaluate("image => image.complete && image.naturalWidth") == 60

    page.goto(f"{demo.address}/fr/desk/my-member/")
    page.get_by_role("link", name="Proposer quelqu’un").click()
    page.get_by_label("Nom", exact=True).fill("Directrice du port")
    page.get_by_label("Fonction").first.fill("Direction du port")
    page.get_by_role("button", name="Envoyer en révision").click()
    page.get_by_text("Votre modification est parvenue au secrétariat").wait_for()
    expect(page.locator("section:has(#proposals)")).to_contain_text("Directrice du port")
    expect(page.locator("section:has(#proposals)")).to_contain_text("en révision")
    expect(page.locator("section:has(#people)")).not_to_contain_text("Directrice du port")


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(content, "png")
    return content.getvalue()


def test_an_administrator_gives_and_ends_a_role_on_pages_without_a_barrier(browser: Browser, demo: Demo):
    page = window(browser, demo, demo.links["administrator"])
    page.goto(f"{demo.address}/fr/desk/people/")
    without_barriers(page)
    page.get_by_label("Adresse électronique").fill("finances@example.org")
    page.get_by_label("Nom ou fonction").fill("Service financier")
    page.locator("select[name=role]").first.select_option("finance")
    page.get_by_role("button", name="Envoyer l’invitation").click()
    page.get_by_role("link", name="Service financier").click()
    without_barriers(page)
    held = page.get_by_role("button", name=re.compile("^Retirer : "))
    expect(held).to_have_count(1)
    page.get_by_label("Rôle", exact=True).select_option("editor")
    page.get_by_role("button", name="Donner le rôle").click()
    expect(page.get_by_text("Le rôle est donné")).to_be_visible()
    expect(held).to_have_count(2)
    page.get_by_role("button", name=re.compile("^Retirer : R")).first.click()
    expect(page.get_by_text("Le rôle est retiré")).to_be_visible()
    expect(held).to_have_count(1)


def test_a_digest_leads_to_the_page_where_one_has_fewer_of_them(browser: Browser, demo: Demo):
    code = "import sys; from metronome.cli import main; sys.exit(main())"
    environment = surroundings(demo.home)
    monday = date.today() + timedelta(days=7 - date.today().weekday())  # noqa: DTZ011 - the demo was loaded today
    command = [sys.executable, "-c", code, "digest", "--date", monday.isoformat()]
    subprocess.run(command, check=True, cwd=PROJECT, env=environment)
    found = re.search(r"https?://[^/]+(/\w+/letters/\S+)", demo.letter())
    assert found, demo.letter()
    page = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    page.goto(demo.address + found[1])
    without_barriers(page)
    page.locator("main select").select_option("never")
    page.locator("main button[type=submit]").click()
    page.locator("main .alert--ok").wait_for()
