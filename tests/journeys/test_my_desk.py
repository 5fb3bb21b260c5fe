"""The Secretary General at the desk, in French: the beat, a silent result, a finding, and publishing what waits."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import instances
from tests.instances import METROPOLIS
from tests.journeys.axe import barriers
from tests.journeys.conftest import scripted, served, sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROLES = ("officer", "editor", "secretary_general", "board_member", "finance", "administrator")
Desk = tuple[str, dict[str, str]]
#: An activity that an officer noted and an editor approved, and a scale to assess results by.
APPROVED = """
import django

django.setup()
from dataclasses import replace
from metronome.accounts.models import Person
from metronome.ground.text import Text
from metronome.plan.models import Rating
from metronome.record.actions import approve_activity, draft_activity, submit_activity
from metronome.record.held import held
from metronome.record.models import Activity
officer, editor = (Person.objects.get(email=f"{role}@example.org") for role in ("officer", "editor"))
given = held(Activity.objects.counted().order_by("code").first())
title = Text.of({"fr": "Forum des maires", "en": "Forum of mayors", "es": "Foro de alcaldes"}, source="fr")
code = draft_activity(given=replace(given, title=title), by=officer).code
submit_activity(code=code, by=officer)
approve_activity(code=code, by=editor)
Rating.objects.create(slug="on-course", label=Text.of({"fr": "En bonne voie"}, source="fr"), order=1)
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An instance of its own with the reference network, people of every office, and an activity to be published."""
    home = tmp_path_factory.mktemp("my-desk")
    for address in served(instances.loaded(METROPOLIS, home)):
        keys = sessions(home, *ROLES)
        scripted(home, APPROVED)
        yield address, keys


def opened(browser: Browser, desk: Desk, role: str, path: str = "desk/") -> Page:
    address, keys = desk
    context = browser.new_context(reduced_motion="reduce", locale="fr")
    context.add_cookies([{"name": "sessionid", "value": keys[role], "url": address}])
    page = context.new_page()
    page.goto(f"{address}/fr/{path}")
    return page


def test_the_secretary_general_sees_the_beat_opens_what_is_silent_and_publishes_what_waits(
    browser: Browser, desk: Desk
):
    page = opened(browser, desk, "secretary_general")
    expect(page.get_by_text("29 activités sont au registre. Résultats avec activité : 21 sur 35.")).to_be_visible()
    expect(page.locator(".beat [aria-current] .beat__m")).to_have_text("janv.–avr.")

    page.get_by_role("complementary").get_by_role("link", name="Code éthique").click()
    assert page.locator("#chosen_tag input:checked").get_attribute("value") == "result:sap-2021-2023/L3A3D1"

    page.goto(f"{desk[0]}/fr/desk/")
    page.get_by_role("link", name="Tous les constats").click()
    page.get_by_label("Famille").select_option("prose")
    page.get_by_role("button", name="Afficher").click()
    finding = page.locator(".todo > li", has_text="Barrios").first
    finding.get_by_text("L’admettre").first.click()
    finding.get_by_label("Pourquoi cela peut rester ainsi").fill("Ces villes sont citées en exemple.")
    finding.get_by_role("button", name="L’admettre en mon nom").click()
    expect(page.get_by_text("Admis par secretary_general : Ces villes sont citées en exemple.")).to_be_visible()
    page.locator(".todo > li", has_text="Admis par").get_by_role("link", name=re.compile("^Ouvrir l’activité")).click()
    expect(page).to_have_url(re.compile("/change/$"))

    page.goto(f"{desk[0]}/fr/desk/")
    page.get_by_role("region", name="À faire").get_by_role("link", name="Forum des maires").first.click()
    publish = page.get_by_role("button", name="Publier", exact=True)
    publish.click()
    expect(publish).to_have_count(0)
    page.goto(f"{desk[0]}/fr/desk/")
    expect(page.get_by_text("30 activités sont au registre.")).to_be_visible()
    expect(page.get_by_text("Rien ne vous attend.")).to_be_visible()


def test_an_officer_proposes_an_assessment_and_the_board_reads_what_it_rests_on_and_decides(
    browser: Browser, desk: Desk
):
    officer = opened(browser, desk, "officer", "desk/assessing/?year=2021")
    row = officer.get_by_role("row", name="L1A2D1")
    row.get_by_role("link", name="Évaluer").click()
    officer.get_by_label("Appréciation").select_option("En bonne voie")
    officer.get_by_label("En toutes lettres (français)").fill("Les positions sont tenues dans quatre forums.")
    officer.get_by_label("Organe qui a jugé").select_option("board")
    officer.get_by_label("Décidé le").fill("2021-12-15")
    officer.get_by_role("button", name="Envoyer en révision").click()
    expect(officer.get_by_role("button", name="Approuver et publier")).to_have_count(0)

    board = opened(browser, desk, "board_member")
    board.get_by_role("link", name="Évaluation de L1A2D1, 2021").first.click()
    board.get_by_role("link", name="Ce qui la fonde").click()
    expect(board.get_by_role("link", name="Forum", exact=False).first).to_be_visible()
    board.go_back()
    decide = board.get_by_role("button", name="Approuver et publier")
    decide.click()
    expect(decide).to_have_count(0)
    board.goto(f"{desk[0]}/fr/plan/sap-2021-2023/nodes/L1A2D1/")
    expect(board.get_by_text("Les positions sont tenues dans quatre forums.")).to_be_visible()


def test_an_officer_says_what_they_look_after_by_keys_alone(browser: Browser, desk: Desk):
    page = opened(browser, desk, "officer")
    page.get_by_role("link", name="Choisir ce que vous suivez").press("Enter")
    page.get_by_label("Afrique").press("Space")
    page.get_by_role("button", name="Garder").press("Enter")
    page.wait_for_url("**/fr/desk/")
    expect(page.get_by_role("link", name="Bangui", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Ahvaz", exact=True)).to_have_count(0)


@pytest.mark.parametrize("role", ROLES)
def test_no_desk_has_a_barrier(browser: Browser, desk: Desk, role: str):
    page = opened(browser, desk, role)
    assert barriers(page) == []


def test_the_findings_of_a_whole_record_are_without_barriers(browser: Browser, desk: Desk):
    assert barriers(opened(browser, desk, "editor", "desk/findings/")) == []
