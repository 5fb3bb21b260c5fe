"""An officer notes an activity in French and another hand publishes it, in a browser, counted in interactions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.axe import violations
from tests.journeys.conftest import PROJECT, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST = 12
#: People with a session each, made on the machine: how one signs in is another journey.
PEOPLE = """
import json

import django

django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from metronome.accounts.actions import appoint
from metronome.accounts.enums import Role
from metronome.accounts.models import Person
keys = {}
for role in ("officer", "editor"):
    person = Person.objects.create_user(f"{role}@example.org", name=role)
    appoint(person=person, role=Role(role), by="operator")
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    keys[role] = session.session_key
print(json.dumps(keys))
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """An instance of its own with the reference network, and a session for an officer and an editor."""
    home = tmp_path_factory.mktemp("desk")
    for address in served(home, PROJECT / "reference" / "metropolis"):
        yield address, sessions(home)


def sessions(home: Path) -> dict[str, str]:
    environment = {
        **os.environ,
        "METRONOME_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "metronome.config.settings",
        "PYTHONPATH": str(PROJECT),
    }
    command = [sys.executable, "-c", PEOPLE]
    done = subprocess.run(command, check=True, cwd=PROJECT, env=environment, capture_output=True, text=True)
    keys: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return keys


def browsing(browser: Browser, desk: tuple[str, dict[str, str]], role: str, *, script: bool = True) -> Page:
    address, keys = desk
    context = browser.new_context(reduced_motion="reduce", java_script_enabled=script, locale="fr")
    context.add_cookies([{"name": "sessionid", "value": keys[role], "url": address}])
    return context.new_page()


def test_an_activity_is_noted_in_a_few_steps_and_published_by_another_hand(browser: Browser, desk):
    page = browsing(browser, desk, "officer")
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    steps = 0
    page.goto(f"{desk[0]}/fr/desk/")
    page.get_by_role("link", name="Noter une activité").click()
    steps += 1
    page.locator("#title_fr").fill("Forum des villes")  # has the focus
    page.locator("#first_1").fill("2021-04-07")
    page.locator("#first_1").dispatch_event("input")
    steps += 1
    for words, chosen in (("genre", "tag"), ("Le Caire", "member")):
        field = page.locator(f"#find_{chosen}")
        field.click()
        field.press_sequentially(words)
        page.locator(f"#found_{chosen} input").first.wait_for()
        field.press("Enter")
        page.locator(f"#chosen_{chosen} input:checked").wait_for()
        steps += 2
    page.locator("#draft input[name=draft]").wait_for(state="attached")
    page.get_by_role("button", name="Envoyer en relecture").click()
    steps += 1
    page.get_by_role("heading", name="Forum des villes").wait_for()
    print(f"{steps} interactions beyond typing")
    assert steps <= MOST
    assert heard == []
    other = browsing(browser, desk, "editor")
    other.goto(page.url)
    other.get_by_role("button", name="Approuver", exact=True).click()
    other.get_by_role("button", name="Publier", exact=True).click()
    other.get_by_role("link", name="Comme le public la voit").click()
    assert other.get_by_role("heading", level=1).inner_text() == "Forum des villes"


@pytest.mark.parametrize("path", ["desk/", "desk/activities/", "desk/activities/new/", "KEPT", "KEPTchange/"])
def test_no_page_of_the_desk_has_a_barrier(browser: Browser, desk, path: str):
    page = browsing(browser, desk, "editor")
    page.goto(f"{desk[0]}/fr/activities/")
    code = page.locator("main a[href*='/activities/']").evaluate_all(
        "links => links.map(link => link.pathname).find(path => /activities\\/[a-z0-9-]+\\/$/.test(path))"
    )
    page.goto(f"{desk[0]}/fr/{path.replace('KEPT', 'desk' + code.removeprefix('/fr'))}")
    found = []
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{width}: the page is {wide} pixels wide")
        found += [f"{width} {scheme}: {barrier}" for barrier in violations(page)]
    assert found == []
