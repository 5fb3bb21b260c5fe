"""A practice from its city to another one, in French: written, returned, published and verified; found with a slip of
the pen by a second city, which asks, and takes it over step by step, each confirmed by the first; read, reported and
followed by people who belong to neither. Readers and cities of other languages do the same by a shorter way, and a
city that is no member hands in, in Spanish, what a moderator reads in French. No page is a barrier."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from django.utils.translation import gettext, override
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
for slug, language in (("dakar", "fr"), ("abidjan", "fr"), ("accra", "en"), ("bogota", "es")):
    person = Person.objects.create_user(f"{slug}@example.org", name=f"focal point of {slug}")
    person.language = language
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


def opened(
    browser: Browser, exchange: Served, who: str, path: str, *, language: str = "fr", width: int = 1280
) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", locale=language)
    if who:
        context.add_cookies([{"name": "sessionid", "value": exchange.keys[who], "url": exchange.address}])
    page = context.new_page()
    page.goto(f"{exchange.address}/{language}/{path}")
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


#: In other languages: what is looked for, what the practice is called, and who takes it over.
ELSEWHERE = {
    "en": ("green infrastrcture", "Dialogue of metropolitan areas on green infrastructure", "accra", "Mexico City"),
    "es": (
        "infraestructura verde",
        "Diálogo de áreas metropolitanas sobre infraestructuras",
        "bogota",
        "Ciudad de México",
    ),
}


@pytest.mark.parametrize("language", ELSEWHERE)
def test_in_other_languages_a_reader_finds_and_reads_and_a_city_takes_over(exchange, browser, language):
    words, title, who, origin = ELSEWHERE[language]

    def said(message: str, **values: str) -> str:
        with override(language):
            return gettext(message) % values

    reader = opened(browser, exchange, "", "practices/", language=language, width=390)
    fold = reader.locator(".filters__fold > summary")
    expect(reader.locator("[name=goal]")).not_to_be_visible()
    fold.press("Enter")
    reader.locator("[name=goal]").select_option("13")
    reader.get_by_label(said("Search"), exact=True).fill(words)
    reader.get_by_role("button", name=said("Show"), exact=True).click()
    expect(fold.locator(".badge")).to_be_visible()
    without_barriers(reader)
    reader.get_by_role("link", name=title).click()
    expect(reader.locator(".pagehead")).to_contain_text(
        said("Translated from %(language)s.", language=said_french(language))
    )
    city = opened(browser, exchange, who, reader.url.split(f"/{language}/", 1)[1], language=language)
    city.get_by_role("link", name=said("Take it over")).click()
    city.get_by_label(said("How far")).select_option("study")
    city.get_by_role("button", name=said("Send"), exact=True).click()
    expect(city.get_by_role("heading", name=said("Waits for %(city)s", city=origin))).to_be_visible()
    without_barriers(city)


def said_french(language: str) -> str:
    return {"en": "French", "es": "francés"}[language]


#: What a city that is no member writes, in its own language.
INITIATIVE = "Comedores que caminan"
COLLECTION = "practices/collections/cities-for-global-health/"


def test_who_is_no_member_hands_in_in_spanish_and_everybody_reads_it_once_it_is_accepted(
    exchange: Served, browser: Browser
):
    city = opened(browser, exchange, "", COLLECTION, language="es", width=390)
    handed_in(exchange, city, INITIATIVE, "salud@cusco.example")
    without_barriers(city)

    front = opened(browser, exchange, "", COLLECTION)
    expect(front.get_by_role("link", name=INITIATIVE)).to_have_count(0)
    before = front.locator("section:has(#hits) .todo > li").count()
    desk = opened(browser, exchange, "editor", "desk/")
    desk.get_by_role("link", name="Modérer").click()
    desk.get_by_role("link", name=INITIATIVE).click()
    expect(desk.locator(".pagehead")).to_contain_text("Pas encore traduit")
    desk.get_by_label("Région").select_option("latin-america-caribbean")
    without_barriers(desk)
    desk.get_by_role("button", name="Accepter").click()
    desk.get_by_text("Tout le monde peut").first.wait_for()

    front.reload()
    expect(front.locator("section:has(#hits) .todo > li")).to_have_count(before + 1)
    expect(front.locator("section:has(#hits) li", has_text=INITIATIVE)).to_contain_text("(en espagnol)")
    expect(front.locator("section:has(#map) a[href*=comedores]")).to_have_count(1)
    expect(front.locator("[name=region] option[value=latin-america-caribbean]")).to_contain_text("(1)")
    without_barriers(front)
    front.locator("section:has(#hits)").get_by_role("link", name=INITIATIVE).click()
    expect(front.locator(".pagehead")).to_contain_text("Pas encore traduit")
    expect(front.locator("h1 [lang=es]")).to_have_text(INITIATIVE)
    city.goto(front.url.replace("/fr/", "/es/"))
    expect(city.locator("h1")).to_have_text(INITIATIVE)


def test_what_is_declined_is_read_by_its_city_with_the_rule_and_by_nobody_else(exchange: Served, browser: Browser):
    city = opened(browser, exchange, "", COLLECTION, language="es", width=390)
    handed_in(exchange, city, "Vendemos mascarillas", "ventas@empresa.example")
    desk = opened(browser, exchange, "editor", "desk/exchange/collections/cities-for-global-health/")
    desk.get_by_role("link", name="Vendemos mascarillas").click()
    desk.get_by_role("button", name="Refuser").click()
    expect(desk.locator("main .error, main .alert--bad").first).to_be_visible()
    desk.get_by_label("Elle répond à ce que le recueil demande.").check()
    desk.get_by_role("button", name="Refuser").click()
    desk.locator("main .alert--ok").wait_for()
    to, letter = exchange.letters()[-1]
    assert (to, "no fue aceptado" in letter) == ("ventas@empresa.example", True)
    page = re.search(r"\S+(/es/applications/\S+)", letter)
    assert page
    city.goto(exchange.address + page[1])
    expect(city.get_by_text("Responde a lo que pide la colección.")).to_be_visible()
    without_barriers(city)
    front = opened(browser, exchange, "", COLLECTION)
    expect(front.get_by_text("Vendemos mascarillas")).to_have_count(0)


def handed_in(exchange: Served, city: Page, title: str, email: str) -> None:
    """From the front of the collection to the receipt, by somebody without an account."""
    city.get_by_role("link", name="Empezar").click()
    city.locator("#id_title").fill(title)
    city.locator("#id_city").fill("Cusco")
    city.locator("#id_email").fill(email)
    city.get_by_role("button", name="Empezar").click()
    city.get_by_text(f"Hemos escrito a {email}").wait_for()
    link = re.search(r"\S+(/es/arrive/\S+)", exchange.letters()[-1][1])
    assert link
    city.goto(exchange.address + link[1])
    city.get_by_role("button", name="Abrir el formulario").click()
    city.get_by_label("¿Quién la lleva?").select_option("city")
    city.get_by_label("La iniciativa en dos frases").fill("Comida caliente para quienes viven solos.")
    city.get_by_label("¿Qué hace la iniciativa?").fill("Cada barrio cocina en su comedor y reparte a pie.")
    city.get_by_label("Dónde está, para el mapa").fill("-13,53; -71,97")
    city.get_by_role("button", name="Revisar y presentar").click()
    city.get_by_label("Nuestra ciudad está de acuerdo").check()
    city.get_by_role("button", name="Presentar la candidatura").click()
    city.get_by_role("heading", name="Acuse de recibo").wait_for()
