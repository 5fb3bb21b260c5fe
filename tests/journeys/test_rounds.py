"""A collection round in the browser, in French: an officer asks three members, of whom one confirms, one corrects and
one disputes. An answer goes back and comes again; another hand approves and publishes, and everybody reads what the
release says otherwise than the one before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import instances
from tests.instances import METROPOLIS
from tests.journeys.axe import barriers
from tests.journeys.conftest import at_work, scripted, served, sessions
from tests.journeys.test_observatory import MEASURE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
pytest.importorskip("ibis", reason="the engine (the extra `observatory`) is not installed")
MEMBERS = ("dakar", "abidjan", "accra")
#: Populations, released; a source for what members say; and for each member a focal point with a session.
ROUND = """
import json
import sys
import django

django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests.factories.observatory import make_source
from tests.factories.rounds import make_focal_point

make_source("members")
keys = {}
for slug in sys.argv[1:]:
    person = make_focal_point(slug)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    keys[slug] = session.session_key
print(json.dumps(keys))
"""
Collecting = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rounds")


@pytest.fixture(scope="module")
def collecting(home: Path) -> Iterator[Collecting]:
    """The reference network with its populations, served, and the key of a session for each who takes part."""
    loaded = instances.loaded(METROPOLIS, home)
    scripted(loaded, MEASURE, str(METROPOLIS / "observations"))
    for address in served(loaded):
        keys = sessions(loaded, "officer", "editor")
        keys |= json.loads(scripted(loaded, ROUND, *MEMBERS).splitlines()[-1])
        with at_work(loaded):
            yield address, keys


def opened(browser: Browser, collecting: Collecting, who: str, path: str) -> Page:
    address, keys = collecting
    context = browser.new_context(reduced_motion="reduce", locale="fr", viewport={"width": 1280, "height": 900})
    if who:
        context.add_cookies([{"name": "sessionid", "value": keys[who], "url": address}])
    page = context.new_page()
    page.goto(f"{address}/fr/{path}")
    return page


def test_a_round_from_asking_to_a_release(browser: Browser, collecting: Collecting):
    address, _keys = collecting
    desk = opened(browser, collecting, "officer", "desk/rounds/new/")
    prepare(desk)
    confirm(opened(browser, collecting, "dakar", "desk/my-rounds/"))
    correct(opened(browser, collecting, "abidjan", "desk/my-rounds/"))
    dispute(opened(browser, collecting, "accra", "desk/my-rounds/"))
    check = opened(browser, collecting, "editor", "desk/rounds/2021-printemps/")
    give_back(check, "Abidjan", "De quelle année est ce recensement ?")
    again = opened(browser, collecting, "abidjan", "desk/my-rounds/")
    again.get_by_role("link", name=re.compile("Printemps 2021")).click()
    expect(again.get_by_text("De quelle année est ce recensement ?")).to_be_visible()
    population(again).get_by_label("Remarque").fill("Recensement de 2021, ramené à 2020.")
    send(again)
    for name in ("Dakar", "Abidjan", "Accra"):
        approve(check, name)
    publish(check)
    reader = opened(browser, collecting, "", "observatory/releases/2021-04/")
    told = reader.get_by_role("region", name="Nombres par source et indicateur")
    expect(told).to_contain_text("OfficePopulation0002")
    reader.goto(f"{address}/fr/observatory/publications/")


def prepare(desk: Page) -> None:
    """Two indicators of one year, of three members; written to when it begins."""
    desk.get_by_label("Titre (français)").fill("Printemps 2021")
    desk.get_by_label("Nom dans les adresses").fill("2021-printemps")
    desk.get_by_label("Réponses jusqu’au").fill("2021-04-30")
    desk.get_by_label("Publié comme").select_option("members")
    desk.get_by_label("Périodes", exact=True).fill("2020")
    for name in ("Population", "Espérance de vie"):
        desk.get_by_role("group", name="Indicateurs").get_by_label(name, exact=True).check()
    for name in ("Dakar", "Abidjan", "Accra"):
        desk.get_by_role("group", name="Membres").get_by_label(name, exact=True).check()
    assert barriers(desk) == []
    desk.get_by_role("button", name="Préparer la collecte").click()
    desk.get_by_role("button", name="Ouvrir et écrire aux points focaux").click()
    expect(desk.get_by_text("0 valeurs sur 6")).to_be_visible()


def population(page: Page) -> Locator:
    """The questions of the population of 2020, as a part of the page."""
    return page.get_by_role("group", name=re.compile("^Population, 2020"))


def life(page: Page) -> Locator:
    return page.get_by_role("group", name=re.compile("^Espérance de vie, 2020"))


def send(page: Page) -> None:
    page.get_by_role("button", name="Envoyer les réponses").click()
    expect(page.get_by_text("Réponses envoyées")).to_be_visible()
    assert barriers(page) == []


def confirm(page: Page) -> None:
    """What the United Nations say is right; the life expectancy was not collected."""
    page.get_by_role("link", name=re.compile("Printemps 2021")).click()
    expect(population(page)).to_contain_text("3 140")
    population(page).get_by_text("La valeur affichée est juste", exact=True).click()
    life(page).get_by_text("Il n’y a pas de valeur", exact=True).click()
    life(page).get_by_label("Pourquoi il n’y a pas de valeur").select_option("L")
    send(page)


def correct(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Printemps 2021")).click()
    population(page).get_by_text("Une autre valeur", exact=True).click()
    population(page).get_by_label("Valeur", exact=True).fill("5 616 633")
    population(page).get_by_label("Source").fill("Institut national de la statistique")
    population(page).get_by_label("Comment elle a été établie").fill("recensement")
    send(page)


def dispute(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Printemps 2021")).click()
    population(page).get_by_text("La valeur affichée est fausse").click()
    population(page).get_by_label("Remarque").fill("Le territoire a changé en 2018.")
    send(page)


def give_back(check: Page, name: str, why: str) -> None:
    check.get_by_role("link", name=f"Vérifier {name}").click()
    check.get_by_label("Pourquoi c’est renvoyé").fill(why)
    assert barriers(check) == []
    check.get_by_role("button", name="Renvoyer ce qui est coché").click()


def approve(check: Page, name: str) -> None:
    check.goto(re.sub(r"(/desk/rounds/2021-printemps/).*", r"\1", check.url))
    check.get_by_role("link", name=f"Vérifier {name}").click()
    check.get_by_role("button", name="Approuver ce qui est coché").click()


def publish(check: Page) -> None:
    check.goto(re.sub(r"(/desk/rounds/2021-printemps/).*", r"\1", check.url))
    check.get_by_role("button", name="Clore la collecte").click()
    check.get_by_label("Nom de la version").fill("2021-04")
    check.get_by_role("button", name="Publier ce qui est approuvé").click()
    expect(check.get_by_text("La version est en cours")).to_be_visible()
    told = check.get_by_role("heading", name="Ce que la version dit autrement que la précédente")
    for _ in range(60):  # the worker does it while nobody looks
        check.reload()
        if told.count():
            break
        check.wait_for_timeout(500)
    expect(told).to_be_visible()
    assert barriers(check) == []
