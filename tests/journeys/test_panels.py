"""A panel in the browser, in French: the secretary invites, assigns and freezes; a juror answers, types on a train and
sends; another hand decides; the public reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import instances
from tests.instances import METROPOLIS
from tests.journeys.axe import barriers
from tests.journeys.conftest import at_work, scripted, served, sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow]
pytest.importorskip("scipy", reason="scipy (the extra `calls`) is not installed")
Edition = tuple[str, dict[str, str]]
#: A call with two applications found eligible, and somebody to be invited.
CALL = """
import django

django.setup()
from tests.factories.accounts import make_office
from tests.factories.calls import make_application, make_call
call = make_call("prize")
for city, country in (("Dakar", "SN"), ("Quito", "EC")):
    make_application(call, city, state="eligible", country=country)
"""
#: A second juror, who may read what the first must not.
COLLEAGUE = """
import django

django.setup()
from metronome.calls.models import ReviewRound
from tests.factories.panels import make_juror
make_juror(ReviewRound.objects.get(), "Colleague", load=1)
"""
#: Whoever was invited has opened their account: how one signs in is another journey.
SESSION = """
import django

django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from metronome.accounts.models import Person
person = Person.objects.get(email="expert@example.org")
person.is_active = True
person.save()
session = SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.create()
open(settings.HOME / "juror.key", "w").write(session.session_key)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("panels")


@pytest.fixture(scope="module")
def edition(home: Path) -> Iterator[Edition]:
    for address in served(instances.loaded(METROPOLIS, home)):
        keys = sessions(home, "officer", "editor")
        scripted(home, CALL)
        with at_work(home):
            yield address, keys


def opened(browser: Browser, edition: Edition, key: str, path: str) -> Page:
    address, _keys = edition
    context = browser.new_context(reduced_motion="reduce", locale="fr")
    if key:
        context.add_cookies([{"name": "sessionid", "value": key, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/fr/{path}")
    return page


def test_a_panel_from_invitation_to_results(browser: Browser, edition: Edition, home: Path):
    address, keys = edition
    desk = opened(browser, edition, keys["officer"], "desk/calls/prize/panels/")
    desk.get_by_role("button", name="Commencer Jury").click()
    desk.get_by_label("Lecteurs de chaque candidature").fill("1")
    desk.get_by_label("Un lecteur au moins lit sa langue").uncheck()
    desk.get_by_role("button", name="Fixer").click()
    expect(desk.get_by_text("La méthode est fixée.")).to_be_visible()
    desk.get_by_role("link", name="Inviter quelqu’un").click()
    desk.get_by_label("Nom", exact=True).fill("Awa Ndiaye")
    desk.get_by_label("Adresse électronique").fill("expert@example.org")
    desk.get_by_label("Sa propre ville").fill("dakar")
    desk.get_by_label("Son propre pays").fill("sn")
    desk.get_by_role("button", name="Inviter et envoyer la lettre").click()
    expect(desk.get_by_text("Awa Ndiaye est invité·e ; une lettre est en route.")).to_be_visible()
    assert barriers(desk) == []

    scripted(home, SESSION)
    juror = opened(browser, edition, (home / "juror.key").read_text(), "reviews/")
    juror.get_by_role("link", name=re.compile("On vous demande de lire")).click()
    expect(
        juror.get_by_text("Dakar: Sa propre ville").or_(juror.get_by_text("Dakar : Sa propre ville"))
    ).to_be_visible()
    assert barriers(juror) == []
    juror.get_by_role("button", name="J’accepte").click()
    expect(juror.get_by_text("Vous êtes dans l’instance.")).to_be_visible()

    scripted(home, COLLEAGUE)
    desk.goto(f"{address}/fr/desk/calls/prize/panels/jury/assignment/")
    desk.get_by_role("button", name="Calculer").click()
    expect(desk.get_by_text("Réparti, numéro 1")).to_be_visible(timeout=30_000)
    desk.goto(f"{address}/fr/desk/calls/prize/panels/jury/assignment/")
    expect(desk.get_by_text("C’est prouvé")).to_be_visible()
    desk.get_by_role("link", name="Awa Ndiaye").click()
    expect(desk.get_by_role("heading", name="Awa Ndiaye lit « Projet Quito »")).to_be_visible()
    desk.goto(f"{address}/fr/desk/calls/prize/panels/jury/")
    desk.get_by_role("button", name="Figer la méthode").click()
    expect(desk.get_by_text("La méthode est figée")).to_be_visible()

    read(juror, address)
    decide(browser, edition, desk)


def read(juror: Page, address: str) -> None:
    """The juror types while the train is in a tunnel, loses the page, finds it again and sends it."""
    juror.goto(f"{address}/fr/reviews/")
    expect(juror.get_by_text("Projet Dakar")).to_have_count(0)
    juror.get_by_role("link", name="Projet Quito").click()
    expect(juror.get_by_text("Ce que les autres ont écrit s’ouvre quand la vôtre est envoyée.")).to_be_visible()
    assert barriers(juror) == []
    juror.set_viewport_size({"width": 390, "height": 800})
    juror.get_by_role("group", name="Effet").get_by_text("8", exact=True).click()
    juror.context.set_offline(True)
    juror.get_by_label("Pour les candidats").fill("Un projet clair.")
    expect(juror.get_by_text("Pas encore enregistré")).to_be_visible()
    juror.context.set_offline(False)
    expect(juror.get_by_text("Brouillon enregistré")).to_be_visible()
    juror.reload()
    expect(juror.get_by_label("Pour les candidats")).to_have_value("Un projet clair.")
    juror.get_by_role("button", name="Envoyer mon évaluation").click()
    expect(juror.get_by_text("Votre évaluation est envoyée.")).to_be_visible()
    assert barriers(juror) == []


def decide(browser: Browser, edition: Edition, desk: Page) -> None:
    """One hand proposes, another applies and announces; the public reads it."""
    address, keys = edition
    desk.goto(f"{address}/fr/desk/calls/prize/panels/jury/ranking/")
    expect(desk.get_by_role("row", name=re.compile("Projet Quito"))).to_be_visible()
    desk.goto(f"{address}/fr/desk/calls/prize/decisions/")
    desk.get_by_role("button", name="Proposer").first.click()
    expect(desk.get_by_text("Vous en avez proposé une partie vous-même")).to_be_visible()
    assert barriers(desk) == []
    editor = opened(browser, edition, keys["editor"], "desk/calls/prize/decisions/")
    editor.get_by_role("button", name="Tout appliquer").click()
    expect(editor.get_by_text("Tout est appliqué.")).to_be_visible()
    editor.get_by_role("button", name=re.compile("Annoncer Lauréate")).click()
    expect(editor.get_by_text("C’est désormais public.")).to_be_visible()
    public = opened(browser, edition, "", "calls/prize/")
    public.get_by_role("link", name="Résultats").click()
    expect(public.get_by_role("row", name=re.compile("Quito"))).to_be_visible()
