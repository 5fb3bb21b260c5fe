"""A pilot in the browser, in French, from its concept to the second instalment: an editor invites whose concept was
chosen, the city writes its proposal and hands it in, agrees to the terms, an officer begins the project, the lead
member enters and hands in, another hand accepts, finance pays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import instances
from tests.instances import METROPOLIS
from tests.journeys.axe import barriers
from tests.journeys.conftest import scripted, served, sessions

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Pilot = tuple[str, dict[str, str]]
#: The concept of Dakar, chosen by a call that asks for a proposal next and gives a grant in two instalments; its focal
#: point keeps it.
CONCEPT = """
import django

django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from datetime import date, timedelta
from metronome.accounts.models import Person
from metronome.calls.models import Outcome, Question, Stage
from metronome.network.actions import appoint_focal_point
from metronome.network.models import Member
from tests.factories.calls import make_application, make_call, make_keeper
from tests.factories.network import text
from tests.factories.projects import make_terms
call = make_call("pilot", kind="pilot")
Outcome.objects.create(call=call, code="invited", label=text("Invitée"), is_unlimited=True, order=0)
Outcome.objects.create(call=call, code="granted", label=text("Subventionnée"), order=2)
Stage.objects.filter(call=call).update(code="concept", label=text("Concepts"))
Stage.objects.create(
    call=call, code="proposal", label=text("Propositions"), takes_applications=True, invites="invited",
    opens_on=date.today() - timedelta(9), closes_on=date.today() + timedelta(9), closes_at="18:00", order=2,
)
Question.objects.filter(call=call).update(stage="concept")
Question.objects.create(
    call=call, code="plan", kind="text", label=text("Plan de trente mois"), is_required=True, stage="proposal", order=3
)
dakar = Member.objects.get(slug="dakar")
found = make_application(call, member=dakar, state="eligible", outcome="invited", title="Trames vertes")
terms = make_terms()
terms.instalments.update(after_months=0)
person = Person.objects.create_user("lead@example.org", name="Lead")
make_keeper(found, person)
appoint_focal_point(person=person, member=dakar, by="operator")
session = SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.create()
print(session.session_key)
"""
#: What two hands, a panel and a chair do, in the journey of the panels.
GRANTED = """
import django

django.setup()
from django.utils import timezone
from metronome.calls.models import Announcement, Application
found = Application.objects.get(code="pilot-1")
assert (found.state, found.stage, found.version) == ("submitted", "proposal", 2)
Application.objects.filter(pk=found.pk).update(state="eligible", outcome="granted")
Announcement.objects.create(call=found.call, outcome="granted", at=timezone.now(), by="chair")
"""
CARRIED = """
import django

django.setup()
from decimal import Decimal
from metronome.plan.models import Node
from metronome.projects.models import BudgetLine, Project, ProjectOutput, ProjectResult
from tests.factories.network import text
project = Project.objects.get(slug="trames-vertes")
BudgetLine.objects.create(
    project=project, code="work", label=text("Ateliers"), source="grant", amount=Decimal(30000), currency="EUR"
)
ProjectOutput.objects.create(project=project, code="guide", label=text("Guide"), order=1)
ProjectResult.objects.create(project=project, result=Node.objects.filter(depth=3).first())
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pilots")


@pytest.fixture(scope="module")
def pilot(home: Path) -> Iterator[Pilot]:
    for address in served(instances.loaded(METROPOLIS, home)):
        keys = sessions(home, "officer", "editor", "finance")
        yield address, {**keys, "lead": scripted(home, CONCEPT).strip()}


def opened(browser: Browser, pilot: Pilot, role: str, path: str) -> Page:
    address, keys = pilot
    context = browser.new_context(reduced_motion="reduce", locale="fr")
    context.add_cookies([{"name": "sessionid", "value": keys[role], "url": address}])
    page = context.new_page()
    page.goto(f"{address}/fr/{path}")
    return page


def test_a_pilot_from_its_concept_to_the_second_instalment(browser: Browser, pilot: Pilot, home: Path):
    address, _keys = pilot
    running = f"{address}/fr/desk/projects/trames-vertes/running/"
    city = propose(browser, pilot)
    scripted(home, GRANTED)
    city.goto(f"{address}/fr/applications/pilot-1/project/")
    city.get_by_role("button", name="Notre ville accepte").click()
    expect(city.get_by_text("Merci.")).to_be_visible()

    desk = opened(browser, pilot, "officer", "desk/calls/pilot/projects/")
    assert barriers(desk) == []
    desk.get_by_label("Premier jour").fill("2021-05-15")
    desk.get_by_role("button", name=re.compile("Lancer le projet")).click()
    expect(desk.get_by_role("heading", name="Trames vertes")).to_be_visible()
    assert barriers(desk) == []
    scripted(home, CARRIED)

    cash = opened(browser, pilot, "finance", "desk/")
    expect(cash.get_by_text("1 versement peut être payé.")).to_be_visible()
    cash.get_by_role("link", name="Projets des membres").click()
    pay(cash, "Versement 1")

    enter(city, running)
    accept(desk, running)
    expect(desk.get_by_role("button", name="Il a été payé")).to_have_count(0)
    pay(cash, "Versement 2")
    expect(cash.get_by_role("button", name="Il a été payé")).to_have_count(0)
    assert barriers(cash) == []


def propose(browser: Browser, pilot: Pilot) -> Page:
    """An editor invites whose concept was chosen; the city writes its proposal and hands it in."""
    chair = opened(browser, pilot, "editor", "desk/calls/pilot/decisions/")
    invite = chair.get_by_role("button", name="Les inviter")
    invite.click()
    expect(invite).to_have_count(0)
    city = opened(browser, pilot, "lead", "applications/pilot-1/")
    expect(city.get_by_text("est invitée à l’étape suivante")).to_be_visible()
    city.goto(f"{pilot[0]}/fr/applications/pilot-1/form/")
    city.get_by_label("Plan de trente mois").fill("Planter, mesurer, raconter.")
    city.get_by_role("button", name="Relire et déposer").click()
    city.get_by_role("button", name="Déposer la candidature").click()
    expect(city.get_by_text("Version 2")).to_be_visible()
    assert barriers(city) == []
    return city


def enter(city: Page, running: str) -> None:
    """The lead is reminded, types an expense, loses the page, finds it again; hands in a report, late as it is."""
    city.goto(running.replace("projects/trames-vertes/running/", "my-member/dakar/"))
    reminded = city.get_by_role("region", name="Projets")
    expect(reminded.get_by_text("était à remettre")).to_be_visible()
    city.goto(f"{running}expenses/new/")
    city.get_by_label("Objet").fill("Guide imprimé")
    city.get_by_label("Fournisseur").fill("Imprimerie")
    expect(city.get_by_text("Brouillon enregistré")).to_be_visible()
    city.goto(running.replace("projects/trames-vertes/running/", "my-projects/"))
    city.get_by_role("link", name="Guide imprimé").first.click()
    expect(city.get_by_label("Objet")).to_have_value("Guide imprimé")
    city.get_by_label("Payé le").fill("2021-06-01")
    city.get_by_label("Ligne budgétaire").select_option("work")
    city.get_by_label("Montant").fill("99.50")
    city.get_by_label("Adresse de la facture sur le web").fill("https://example.org/bill")
    city.get_by_role("button", name="Envoyer pour acceptation").click()
    expect(city.get_by_text("C’est saisi")).to_be_visible()
    city.goto(f"{running}reports/first/")
    city.get_by_label("Texte").fill("Six mois de travail.")
    city.get_by_role("button", name="Envoyer pour acceptation").click()
    expect(city.get_by_text("C’est saisi")).to_be_visible()
    expect(city.get_by_role("button", name=re.compile("Accepter"))).to_have_count(0)
    assert barriers(city) == []


def accept(desk: Page, running: str) -> None:
    """Another hand finds on its desk what waits, and accepts it."""
    desk.goto(running.replace("projects/trames-vertes/running/", ""))
    expect(desk.get_by_text("2 éléments attendent d’être acceptés.")).to_be_visible()
    desk.goto(running.replace("projects/trames-vertes/running/", "projects-to-do/"))
    desk.get_by_role("link", name="Guide imprimé").click()
    for name in ("Premier rapport", "Guide imprimé"):
        desk.get_by_role("button", name=re.compile(f"Accepter.*{name}")).click()
        expect(desk.get_by_role("button", name=re.compile(f"Accepter.*{name}"))).to_have_count(0)
    assert barriers(desk) == []


def pay(cash: Page, label: str) -> None:
    """Finance notes a payment of an instalment that is due."""
    if "running" not in cash.url:
        cash.get_by_role("link", name=label).click()
    else:
        cash.reload()
    row = cash.get_by_role("row", name=re.compile(label))
    row.get_by_text("Noter le paiement").click()
    row.get_by_label("Référence du paiement").fill("bordereau 12")
    row.get_by_role("button", name="Il a été payé").click()
    expect(cash.get_by_role("row", name=re.compile(label)).get_by_text("payé le")).to_be_visible()
