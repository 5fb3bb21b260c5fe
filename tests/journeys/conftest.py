"""Instances that a browser visits: loaded once for all journeys, and served as in production."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import instances
from tests.instances import CASPIAN, COMMAND, METROPOLIS, PROJECT, surroundings
from tests.journeys.axe import launched

#: Makes people of the roles named, with a session each: how one signs in is another journey.
PEOPLE = """
import json
import sys

import django

django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from metronome.accounts.actions import appoint
from metronome.accounts.enums import Role
from metronome.accounts.models import Person
keys = {}
for role in sys.argv[1:]:
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


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def served(home: Path) -> Iterator[str]:
    """The address at which an instance is served."""
    port = free_port()
    command = ["-m", "gunicorn", "metronome.config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    server = subprocess.Popen([sys.executable, *command, "--log-level", "error"], cwd=PROJECT, env=surroundings(home))
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@contextmanager
def at_work(home: Path) -> Iterator[None]:
    """A worker does what is asked for as a task."""
    worker = subprocess.Popen([*COMMAND, "worker"], cwd=PROJECT, env=surroundings(home))
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=30)


@dataclass(frozen=True)
class Demo:
    """A demo that is being served; a passkey needs a host with a name."""

    address: str
    home: Path
    links: dict[str, str]

    def message(self) -> EmailMessage:
        """The letter that was sent last."""
        path = max((self.home / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        return message_from_bytes(path.read_bytes(), policy=default)

    def letter(self) -> str:
        """What stands in it, as text."""
        body = self.message().get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def code(self) -> str:
        """The code in the letter that was sent last."""
        found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]*)\r?$", self.letter(), re.M)
        assert found, self.letter()
        return found[1]


def served_demo(home: Path) -> Iterator[Demo]:
    """The reference network as a demo, with a link for each role."""
    for address in served(instances.loaded(METROPOLIS, home)):
        done = subprocess.run(
            [*COMMAND, "demo-people", "--mark", "--format", "json"],
            check=True, cwd=PROJECT, env=surroundings(home), capture_output=True,
        )  # fmt: skip
        links = {person["role"]: person["href"].split("/en/", 1)[1] for person in json.loads(done.stdout)}
        yield Demo(address.replace("127.0.0.1", "localhost"), home, links)


def wait_for(port: int) -> None:
    """Until somebody answers, for half a minute at most."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nobody answers at port {port}")


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The reference network, with its report published as in the demo."""
    yield from served(instances.published(tmp_path_factory.mktemp("reference")))


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another network: other levels, codes, languages and scripts."""
    yield from served(instances.loaded(CASPIAN, tmp_path_factory.mktemp("second")))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()


def sessions(home: Path, *roles: str) -> dict[str, str]:
    """The key of a session for somebody of each role, on an instance that is being served."""
    keys: dict[str, str] = json.loads(scripted(home, PEOPLE, *roles).splitlines()[-1])
    return keys


def scripted(home: Path, script: str, *arguments: str) -> str:
    """What a script prints that is run on an instance."""
    environment = surroundings(home) | {"DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, check=True, cwd=PROJECT, env=environment, capture_output=True, text=True)
    return done.stdout
