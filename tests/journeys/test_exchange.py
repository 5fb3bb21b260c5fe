"""A practice from its city to another one, in French: written, returned, published and verified; found with a slip of
the pen by a second city, which asks, and takes it over step by step, each confirmed by the first; read, reported and
followed by people who belong to neither. No page is a barrier."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import instances
from tests.instances import METROPOLIS
from tests.journeys.axe import without_barriers
from tests.journeys.conftest import scripted, served, sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: Two cities with somebody who speaks for each, signed in. Prints the key of the session of each.
CITIES = """
import json
import django
django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from metronome.accounts.models import Person
from metronome.network.actions import appoint_focal_point
from metronome.network.models import Member
keys = {}
for slug in ("dakar", "abidjan"):
    person = Person.objects.create_user(f"{slug}@example.org", name=f"focal point of {slug}")
    person.language = "fr"
    person.save()
    appoint_focal_point(person=person, member=Member.objects.get(slug=slug), by="operator")
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    keys[slug] = session.session_key
print(json.dumps(keys))
"""
TITLE = "Des bus rapides avec leurs conducteurs"


@dataclass(frozen=True)
class Served:
    """The instance, and who is signed in by which key."""

    address: str
    home: Path
    keys: dict[str, str]

    def letters(self) -> list[tuple[str, str]]:
        """To whom each letter went, and what it says; the last one last."""
        paths = sorted((self.home / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        read = [message_from_bytes(path.read_bytes(), policy=default) for path in paths]
        found = []
        for message in read:
            body = message.get_body(("plain",))
            assert body is not None
            found.append((str(message["To"]), str(message) + str(body.get_content())))
        return found


@pytest.fixture(scope="module")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = instances.loaded(METROPOLIS, tmp_path_factory.mktemp("exchange") / "home")
    for address in served(home):
        keys = sessions(home, "editor") | json.loads(scripted(home, CITIES).splitlines()[-1])
        yield Served(address, home, keys)


def opened(browser: Browser, exchange: Served, who: str, path: str) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", locale="fr")
    if who:
        context.add_cookies([{"name": "sessionid", "value": exchange.keys[who], "url": exchange.address}])
    page = context.new_page()
    page.goto(f"{exchange.address}/fr/{path}")
    return page


def test_a_city_writes_the_desk_returns_it_and_publishes_what_was_mended(exchange: Served, browser: Browser):
    city = opened(browser, exchange, "dakar", "practices/collections/cities-for-global-health/")
    city.get_by_role("link", name="Vers la page de mon membre").click()
    city.goto(f"{exchange.address}/fr/desk/my-member/dakar/practices/")
    city.get_by_role("link", name="Villes pour une santé mondiale").click()
    city.get_by_label("Titre (français)").fill(TITLE)
    city.get_by_label("Résumé (français)").fill("Deux lignes rapides ont remplacé quatre lignes informelles.")
    city.get_by_role("button", name="Envoyer en révision").click()
    city.locator(".alert--bad").get_by_text("ce qui a été fait").wait_for()
    city.get_by_label("Ce qui a été fait (français)").fill("Les conducteurs ont été formés et embauchés.")
    city.locator("[name='claims.0.label_fr']").fill("Voyageurs par jour")
    city.locator("[name='claims.0.value']").fill("300000")
    city.locator("[name='conditions.0.kind']").select_option("smallest")
    city.locator("[name='conditions.0.value']").fill("500000")
    city.locator("[name='contacts.0.email']").fill("bus@dakar.example")
    city.locator("[name='goals']").fill("11; 13")
    city.get_by_role("button", name="Envoyer en révision").click()
    city.get_by_text("Votre pratique est au secrétariat").wait_for()
    without_barriers(city)

    desk = opened(browser, exchange, "editor", "desk/exchange/")
    desk.get_by_role("link", name="Propositions").click()
    desk.get_by_role("link", name=TITLE).click()
    desk.get_by_text("Renvoyer à l’auteur").click()
    desk.get_by_label("Ce qui est à corriger").fill("D’où vient le nombre de voyageurs ?")
    desk.get_by_role("button", name="Renvoyer", exact=True).click()
    desk.locator(".status--warn").first.wait_for()

    city.reload()
    expect(city.get_by_text("D’où vient le nombre de voyageurs ?")).to_be_visible()
    without_barriers(city)
    city.get_by_role("link", name="Continuer à écrire").click()
    city.locator("[name='claims.0.source']").fill("Rapport annuel 2023")
    city.get_by_role("button", name="Envoyer en révision").click()
    city.get_by_text("Votre pratique est au secrétariat").wait_for()

    desk.reload()
    desk.get_by_role("button", name="Approuver", exact=True).click()
    desk.get_by_role("button", name="Publier", exact=True).click()
    desk.locator(".status--ok").first.wait_for()
    desk.goto(f"{exchange.address}/fr/desk/exchange/")
    desk.get_by_role("link", name=f"Vérifier {TITLE}").click()
    desk.get_by_label("Ce qui est vérifié").select_option(label="Voyageurs par jour")
    desk.get_by_label("Quelle source ou quel prix").fill("Enquête ménages 2023")
    desk.get_by_role("button", name="Vérifier").click()
    desk.get_by_text("La pratique est vérifiée.").wait_for()
    expect(desk.locator("section:has(#results)")).to_contain_text("Enquête ménages 2023")
    expect(desk.locator("section:has(#results)")).to_contain_text("300\u202f000")
    without_barriers(desk)


def test_a_second_city_finds_it_asks_and_takes_it_over_step_by_step(exchange: Served, browser: Browser):
    city = opened(browser, exchange, "abidjan", "practices/")
    city.get_by_label("Chercher", exact=True).fill("conducteusr")
    city.get_by_role("button", name="Afficher").click()
    expect(city.get_by_text("Rien ne contient")).to_be_visible()
    city.get_by_role("link", name=TITLE).click()
    city.get_by_role("link", name="Convient-elle à ma ville").click()
    expect(city.get_by_text("Le nombre d’habitants n’est pas connu.")).to_be_visible()
    city.get_by_label("Habitants").fill("4 900 000")
    city.get_by_role("button", name="Vérifier").click()
    expect(city.locator("main .alert--ok")).to_be_visible()
    without_barriers(city)
    city.get_by_role("link", name="Interroger ceux qui la portent").click()
    city.get_by_label("Que souhaitez-vous savoir").fill("Combien de conducteurs ont été embauchés ?")
    city.get_by_role("button", name="Envoyer").click()
    city.get_by_text("Votre question est en route.").wait_for()
    to, question = exchange.letters()[-1]
    assert (to, "abidjan@example.org" in question) == ("bus@dakar.example", False)

    found = re.search(r"https?://\S+?(/\w\w/answers/\S+/)", question)
    assert found, question
    answering = opened(browser, exchange, "", found[1][4:])
    answering.get_by_label("Votre réponse").fill("Deux cent quarante.")
    answering.get_by_role("button", name="Envoyer").click()
    answering.locator(".alert--ok").wait_for()
    to, answer = exchange.letters()[-1]
    assert (to, "bus@dakar.example" in answer, "Deux cent quarante." in answer) == ("abidjan@example.org", False, True)

    city.get_by_role("link", name="La reprendre").click()
    city.get_by_label("Où en est-on").select_option("interest")
    city.get_by_label("Ce que vous souhaitez en faire").fill("Pour la ligne de l’est.")
    city.get_by_role("button", name="Envoyer").click()
    city.get_by_text("Attend Dakar").wait_for()
    without_barriers(city)
    origin = opened(browser, exchange, "dakar", "desk/my-member/dakar/practices/")
    origin.locator("section:has(#adoptions)").get_by_role("link", name=TITLE).click()
    confirmed(origin)
    for step in ("contact", "study", "adapting", "running"):
        city.reload()
        city.get_by_label("Où en est-on").select_option(step)
        city.get_by_role("button", name="L’annoncer").click()
        city.get_by_text("Attend Dakar").wait_for()
        origin.reload()
        confirmed(origin)
    reader = opened(browser, exchange, "", "practices/")
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.locator("section:has(#adoptions)")).to_contain_text("Abidjan")
    expect(reader.locator("section:has(#adoptions)")).to_contain_text("en place depuis le")
    without_barriers(reader)


def confirmed(page: Page) -> None:
    page.get_by_role("button", name="Confirmer").click()
    page.locator("main .alert--ok").wait_for()
    expect(page.get_by_role("button", name="Confirmer")).to_have_count(0)


def test_the_public_narrows_reads_reports_and_follows(exchange: Served, browser: Browser):
    reader = opened(browser, exchange, "", "practices/")
    reader.locator("[name=goal]").select_option("13")
    reader.locator("[name=region]").select_option("africa")
    reader.get_by_role("button", name="Afficher").click()
    expect(reader.get_by_role("heading", level=2).first).to_have_text("Une pratique")
    expect(reader.locator("section:has(#map) a")).to_have_count(1)
    feed = reader.get_by_role("link", name="en flux").get_attribute("href")
    assert feed == "/fr/practices.atom?goal=13&region=africa"
    said = reader.request.get(f"{exchange.address}{feed}")
    assert (said.status, TITLE in said.text()) == (200, True)
    reader.get_by_role("link", name=TITLE).click()
    similar = reader.locator("section:has(#similar)")
    expect(similar).to_contain_text("ODD 13")
    reader.get_by_role("link", name="Signaler cette pratique").click()
    reader.get_by_label("Ce qui ne va pas").select_option("outdated")
    reader.get_by_label("Avec vos mots").fill("La ligne 2 est fermée.")
    reader.get_by_role("button", name="Envoyer").click()
    reader.get_by_text("Le secrétariat l’examine.").wait_for()

    follower = opened(browser, exchange, "abidjan", "practices/?goal=13")
    follower.get_by_role("button", name="Garder cette recherche").click()
    follower.get_by_text("Votre bulletin vous dit ce qui est nouveau").wait_for()

    desk = opened(browser, exchange, "editor", "desk/exchange/")
    desk.locator("section:has(#flags)").get_by_role("link", name=TITLE).click()
    desk.get_by_label("Ce qui a été constaté").fill("La ligne a rouvert en mai.")
    desk.locator("[name=state]").select_option("dismissed")
    desk.get_by_role("button", name="Répondre au signalement").click()
    desk.get_by_text("Le signalement a reçu une réponse.").wait_for()
    without_barriers(desk)
