"""A call in the browser, in French: the secretariat opens it, a city applies, two hands check, a panel reads and
decides, the city reads what was said, and its application becomes the draft of a practice."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from metronome.ground.workbooks.reading import read_table
from metronome.ground.workbooks.table import printed
from metronome.ground.workbooks.ways import ways_of
from tests import instances
from tests.instances import METROPOLIS
from tests.journeys.applying import begins, hands_in
from tests.journeys.axe import barriers
from tests.journeys.conftest import Demo, at_work, scripted, served, sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow]
pytest.importorskip("scipy", reason="scipy (the extra `calls`) is not installed")
#: Who applies.
OFFICE = "water-office@example.org"
#: What the city writes where there is no connection, by question.
OFFLINE = {"solution": "Des jardins creux le long de douze rues.", "stage": "running"}
#: A juror who has accepted; how one does is another journey.
JUROR = """
import django

django.setup()
from metronome.calls.models import ReviewRound
from tests.factories.panels import make_juror
make_juror(ReviewRound.objects.get(call__slug="prix-des-villes"), "Juror of the journey", load=5, languages=["fr"])
"""
#: The juror has read and sent.
SENT = """
import django

django.setup()
from metronome.calls.actions.reviewing import send_review
from metronome.calls.models import Review
for one in Review.objects.filter(juror__name="Juror of the journey"):
    typed = {"score_effect": "8", "score_innovation": "7", "text": "Un projet clair."}
    send_review(review=one, typed=typed, about=one.application.version, by=one.juror.person)
"""


@dataclass
class Edition:
    """An instance that is served, with sessions of the secretariat."""

    browser: Browser
    demo: Demo
    keys: dict[str, str]

    def opened(self, role: str, path: str) -> Page:
        """A page of its own browser; a role without a key is a visitor."""
        context = self.browser.new_context(reduced_motion="reduce", locale="fr")
        if role in self.keys:
            address = self.demo.address.replace("localhost", "127.0.0.1")
            context.add_cookies([{"name": "sessionid", "value": self.keys[role], "url": address}])
        page = context.new_page()
        page.goto(self.address(path))
        return page

    def address(self, path: str) -> str:
        return f"{self.demo.address}/fr/{path}"


@pytest.fixture(scope="module")
def edition(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    home = tmp_path_factory.mktemp("calls")
    for address in served(instances.loaded(METROPOLIS, home)):
        keys = sessions(home, "officer", "editor")
        with at_work(home):
            yield Edition(browser, Demo(address, home, {}), keys)


def test_a_call_goes_from_its_opening_to_results_feedback_and_a_practice(edition: Edition, tmp_path: Path):
    opens(edition)
    city, code = applies(edition, tmp_path)
    checked(edition, code)
    judged(edition)
    decided(edition)
    answered(edition, city, code)


def opens(edition: Edition) -> None:
    """One hand begins a call from a template and says its days, another publishes it."""
    desk = edition.opened("officer", "desk/calls/templates/")
    desk.get_by_role("button", name="Modèle de prix").click()
    for language in ("fr", "en", "es"):
        desk.locator(f"#title_{language}").fill("Prix des villes")
    desk.locator("summary", has_text="Étapes").click()
    desk.locator("summary", has_text="call · Appel").click()
    desk.locator('[name="stages.0.opens_on"]').fill("2021-01-01")
    desk.locator('[name="stages.0.closes_on"]').fill("2099-12-31")
    desk.locator('[name="is_template"]').uncheck()
    desk.locator('[name="is_published"]').check()
    assert barriers(desk) == []
    desk.get_by_role("button", name="Envoyer en révision").click()
    desk.get_by_role("heading", name="Prix des villes").wait_for()
    other = edition.opened("editor", desk.url.split("/fr/", 1)[1])
    other.get_by_role("button", name="Approuver", exact=True).click()
    other.get_by_role("button", name="Publier", exact=True).click()
    other.get_by_role("link", name="Comme le public la voit").or_(other.get_by_text("publié")).first.wait_for()


def applies(edition: Edition, tmp_path: Path) -> tuple[Page, str]:
    """A city without an account begins, types, fills the rest in without a connection, and hands in twice."""
    city = edition.opened("", "calls/prix-des-villes/")
    title = "Des jardins qui boivent la pluie"
    code = begins(city, edition.demo, "fr", call="prix-des-villes", title=title, office=OFFICE)
    city.get_by_label("Quel problème la ville devait-elle résoudre").fill("Les rues sont inondées chaque année.")
    expect(city.get_by_text("Conservé à")).to_be_visible()
    expect(city.locator("#how-far")).to_contain_text("Questions avec réponse : 1 sur")
    city.reload()
    expect(city.get_by_label("Quel problème la ville devait-elle résoudre")).to_have_value(re.compile("inondées"))
    assert barriers(city) == []
    without_a_connection(city, tmp_path)
    hands_in(city, "fr")
    expect(city.get_by_role("heading", name="Accusé de réception")).to_be_visible()
    assert code in edition.demo.letter()
    assert barriers(city) == []
    city.goto(edition.address(f"applications/{code}/form/"))
    city.get_by_label("Titre de votre projet").fill("Des jardins de pluie")
    expect(city.get_by_text("Conservé à")).to_be_visible()
    hands_in(city, "fr")
    expect(city.get_by_role("heading", name="Ce qui diffère de la version 1")).to_be_visible()
    city.goto(edition.address(f"applications/{code}/"))
    city.get_by_label("Vos villes partenaires").fill("Lyon")
    city.get_by_label("Vos villes partenaires").press("Tab")
    city.locator("form", has=city.locator("#said-partner")).get_by_role("button", name="Garder").click()
    expect(city.get_by_label("Vos villes partenaires")).to_have_value("Lyon\n")
    assert barriers(city) == []
    return city, code


def without_a_connection(city: Page, tmp_path: Path) -> None:
    """The form leaves as a workbook, is filled in and comes back."""
    with city.expect_download() as download:
        city.get_by_role("link", name="Le formulaire sous forme de classeur").click()
    path = tmp_path / "form.xlsx"
    download.value.save_as(path)
    table = read_table(path, ways=ways_of(["fr"]))
    filled = io.StringIO()
    write = csv.DictWriter(filled, table.columns)
    write.writeheader()
    for row in table.rows():
        cells = dict(zip(table.columns, map(printed, row.cells), strict=True))
        write.writerow({**cells, "answer": OFFLINE.get(cells["question"], cells["answer"])})
    content = filled.getvalue().encode("utf-8-sig")
    city.get_by_label("Le classeur rempli").set_input_files(
        {"name": "form.csv", "mimeType": "text/csv", "buffer": content}
    )
    city.get_by_role("button", name="Reprendre ses réponses").click()
    expect(city.get_by_text("Les réponses du fichier figurent dans le formulaire.")).to_be_visible()


def checked(edition: Edition, code: str) -> None:
    """One hand finds it eligible, another confirms it."""
    desk = edition.opened("officer", "desk/calls/prix-des-villes/received/")
    desk.get_by_role("link", name="Des jardins de pluie").first.click()
    expect(desk.get_by_text("Lyon", exact=True)).to_be_visible()
    desk.get_by_role("button", name="Elle est recevable").click()
    expect(desk.get_by_text("Quelqu’un d’autre le confirme.")).to_be_visible()
    other = edition.opened("editor", f"desk/applications/{code}/")
    other.get_by_role("button", name="Confirmer").click()
    expect(other.get_by_text("Recevable").first).to_be_visible()


def judged(edition: Edition) -> None:
    """The panel begins, readers are found with a proof, the method is frozen, and the ranking stands."""
    desk = edition.opened("officer", "desk/calls/prix-des-villes/panels/")
    desk.get_by_role("button", name="Commencer Comité technique").click()
    desk.get_by_label("Lecteurs de chaque candidature").fill("1")
    desk.get_by_role("button", name="Fixer").click()
    expect(desk.get_by_text("La méthode est fixée.")).to_be_visible()
    scripted(edition.demo.home, JUROR)
    round_page = "desk/calls/prix-des-villes/panels/committee/"
    desk.goto(edition.address(round_page + "assignment/"))
    desk.get_by_role("button", name="Calculer").click()
    expect(desk.get_by_text("Réparti, numéro 1")).to_be_visible(timeout=30_000)
    desk.goto(edition.address(round_page))
    desk.get_by_role("button", name="Figer la méthode").click()
    expect(desk.get_by_text("La méthode est figée")).to_be_visible()
    assert barriers(desk) == []
    scripted(edition.demo.home, SENT)
    desk.goto(edition.address(round_page + "ranking/"))
    expect(desk.get_by_role("row", name=re.compile("Des jardins de pluie"))).to_be_visible()
    assert barriers(desk) == []


def decided(edition: Edition) -> None:
    """One hand proposes, another applies all of it, announces, and releases the feedback; the public reads it."""
    desk = edition.opened("officer", "desk/calls/prix-des-villes/decisions/")
    desk.locator("select[name=outcome]").first.select_option("winner")
    desk.get_by_role("button", name="Proposer").first.click()
    expect(desk.get_by_text("Vous en avez proposé une partie vous-même")).to_be_visible()
    other = edition.opened("editor", "desk/calls/prix-des-villes/decisions/")
    other.get_by_role("button", name="Tout appliquer").click()
    expect(other.get_by_text("Tout est appliqué.")).to_be_visible()
    other.get_by_role("button", name=re.compile("Annoncer Lauréate")).click()
    expect(other.get_by_text("C’est désormais public.")).to_be_visible()
    other.get_by_role("button", name="Publier les retours aux candidats").click()
    expect(other.get_by_text("Le retour est envoyé pour une candidature")).to_be_visible()
    assert barriers(other) == []
    public = edition.opened("", "calls/prix-des-villes/results/")
    expect(public.get_by_role("row", name=re.compile("Dakar"))).to_be_visible()
    assert barriers(public) == []


def answered(edition: Edition, city: Page, code: str) -> None:
    """The city reads what was said and agrees that it becomes a practice, of which the secretariat makes a draft."""
    city.goto(edition.address(f"applications/{code}/"))
    city.get_by_role("button", name="Notre ville est d’accord").click()
    expect(city.get_by_role("button", name="Nous ne sommes plus d’accord")).to_be_visible()
    city.get_by_role("link", name="Ce qu’il est advenu de votre candidature").click()
    expect(city.get_by_text("Un projet clair.")).to_be_visible()
    assert barriers(city) == []
    desk = edition.opened("officer", "desk/calls/prix-des-villes/practices/")
    desk.get_by_role("checkbox", name="Des jardins de pluie").check()
    desk.get_by_role("button", name="Préparer des brouillons").click()
    expect(desk.get_by_text("1 brouillon a été préparé.")).to_be_visible()
    desk.get_by_role("link", name="Un brouillon en a été préparé").click()
    expect(desk.get_by_role("heading", name="Des jardins de pluie")).to_be_visible()
