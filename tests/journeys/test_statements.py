"""A statement for one member, in French: made for all by an editor, read and loaded by the member’s focal point."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests import instances
from tests.instances import METROPOLIS
from tests.journeys.axe import without_barriers
from tests.journeys.conftest import at_work, scripted, served, sessions
from tests.journeys.test_desk import browsing

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = tuple[str, dict[str, str]]
#: How long a page may take on a machine that does much else, in milliseconds.
PATIENCE = 60_000
#: Lets a person who has an account speak for a member.
SPEAKS = """
import sys

import django

django.setup()
from metronome.accounts.models import Person
from metronome.network.actions import appoint_focal_point
from metronome.network.models import Member
person = Person.objects.get(email=sys.argv[1])
appoint_focal_point(person=person, member=Member.objects.get(slug=sys.argv[2]), by="operator")
print(person.pk)
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An instance of its own of the reference network, with an editor and somebody who speaks for Dakar."""
    home: Path = tmp_path_factory.mktemp("statements")
    for address in served(instances.loaded(METROPOLIS, home)):
        people = sessions(home, "editor", "board_member")
        scripted(home, SPEAKS, "board_member@example.org", "dakar")
        with at_work(home):
            yield address, people


def pdf_at(page: Page, link: str) -> PdfReader:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile(link)).first.click()
    return PdfReader(io.BytesIO(waiting.value.path().read_bytes()))


def test_a_statement_reaches_the_member_that_it_is_for(browser: Browser, desk: Desk):
    editor = browsing(browser, desk, "editor")
    editor.goto(f"{desk[0]}/fr/desk/reports/")
    editor.get_by_role("link", name="Bilans pour les membres").click()
    editor.get_by_label("ou une autre période").fill("2021-P1")
    editor.get_by_role("button", name="Les établir pour tous les membres").click()
    expect(editor.get_by_text("141 bilans sont prêts.")).to_be_visible(timeout=PATIENCE)
    editor.get_by_role("link", name="Ouvrir le résultat").click()
    expect(editor.get_by_role("link", name="Les 141 bilans dans un fichier (ZIP)")).to_be_visible()
    without_barriers(editor)

    speaker = browsing(browser, desk, "board_member")
    speaker.goto(f"{desk[0]}/fr/desk/my-member/dakar/")
    speaker.get_by_role("region", name="Ce que nous avons fait ensemble").get_by_role("link").first.click()
    expect(speaker.get_by_role("heading", name="Dakar", level=1)).to_be_visible()
    expect(speaker.get_by_text("Merci, Dakar.")).to_be_visible()
    without_barriers(speaker)
    statement = speaker.url
    pdf = pdf_at(speaker, "Le bilan en PDF")
    assert len(pdf.pages) <= 2
    assert "Dakar" in pdf.pages[0].extract_text()
    speaker.locator("a.fig__number").first.click()
    expect(speaker.get_by_role("heading", name="Activités auxquelles le membre a pris part", level=1)).to_be_visible()
    without_barriers(speaker)

    visitor = browser.new_context().new_page()
    visitor.goto(statement)
    expect(visitor).to_have_url(re.compile(r"/fr/sign-in/\?next="))


def test_an_extract_for_a_partner_is_begun_and_its_findings_have_room(browser: Browser, desk: Desk):
    editor = browsing(browser, desk, "editor")
    editor.goto(f"{desk[0]}/fr/desk/reports/new/")
    editor.get_by_label("ou une autre période").fill("2021-P1")
    editor.get_by_label("Type", exact=True).select_option("partner-extract")
    editor.get_by_text("Pour un extrait ou une évaluation").click()
    editor.get_by_label("Partenaire, partie du plan, ou plan").select_option("partner:un-habitat")
    without_barriers(editor)
    editor.get_by_role("button", name="Commencer", exact=True).click()
    expect(editor.get_by_role("heading", name="Contrôles")).to_be_visible(timeout=PATIENCE)
    without_barriers(editor)
    editor.get_by_role("link", name="Aperçu").click()
    expect(editor.get_by_text("Ici n’est dit et compté que ce qui concerne")).to_be_visible(timeout=PATIENCE)
