"""Whoever guesses has as many tries at two workers together as at one: the limits lie in the database.

Prints how many guesses were looked at.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle
from urllib.parse import urlencode

import pytest

from tests import instances
from tests.cli.conftest import Instance
from tests.instances import PROJECT
from tests.journeys.conftest import free_port, scripted, wait_for

pytestmark = pytest.mark.slow
PASSWORD = "correct horse battery staple"
#: Guesses at each of the two workers: more than both limits together.
GUESSES = 12
#: Wrong passwords for an account in five minutes, and wrong entries of one code: as the settings say.
PASSWORDS, CODES = 5, 3
PERSON = f"""
import django
django.setup()
from metronome.accounts.models import Person
for office in ("officer", "editor"):
    Person.objects.create_user(office + "@example.org", {PASSWORD!r}, name=office)
"""


@dataclass
class Browser:
    """A browser that keeps cookies, and comes to whichever worker it is told."""

    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, port: int, path: str, **form: str) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        door = HTTPConnection("127.0.0.1", port, timeout=60)
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({**form, "csrfmiddlewaretoken": self.cookies["csrftoken"]})
            door.request("POST", path, body, headers)
        else:
            door.request("GET", path, headers=headers)
        answer = door.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and (cookie := re.match(r"(\w+)=([^;]*)", value)):
                self.cookies[cookie[1]] = cookie[2]
        page = answer.read().decode()
        door.close()
        return answer.status, answer.getheader("Location", ""), page


@dataclass(frozen=True)
class Served:
    instance: Instance
    ports: tuple[int, int]

    def code(self) -> str:
        letter = max((self.instance.home / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]*)\r?$", letter.read_text(encoding="utf-8"), re.M)
        assert found
        return found[1]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One instance, and two workers that know of each other by its database alone."""
    instance = Instance(instances.empty(tmp_path_factory.mktemp("guessing")))
    scripted(instance.home, PERSON)
    ports = free_port(), free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "metronome.config.wsgi", "--threads", "2", "--log-level", "error"]
    workers = [
        subprocess.Popen([*gunicorn, "--bind", f"127.0.0.1:{port}"], cwd=PROJECT, env=instance.environment)
        for port in ports
    ]
    try:
        for port in ports:
            wait_for(port)
        yield Served(instance, ports)
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait(timeout=10)


def guessed(port: int, email: str, password: str) -> str:
    """The page that answers a password, in a browser that was never here."""
    browser = Browser()
    browser.ask(port, "/en/sign-in/")
    status, leads_to, page = browser.ask(port, "/en/sign-in/", login=email, password=password)
    return leads_to if status == 302 else page


WRONG, SHUT = "are not correct", "Too many failed login attempts"


def test_two_workers_look_at_no_more_wrong_passwords_than_one(served: Served):
    pages = [guessed(port, "officer@example.org", "wrong") for port, _ in zip(cycle(served.ports), range(GUESSES))]
    looked_at = sum(WRONG in page for page in pages)
    print(f"{looked_at} of {GUESSES} passwords were looked at by two workers in turn")
    assert looked_at == PASSWORDS
    assert [SHUT in page for page in pages[PASSWORDS:]] == [True] * (GUESSES - PASSWORDS)
    assert {SHUT in guessed(port, "officer@example.org", PASSWORD) for port in served.ports} == {True}


def test_two_workers_look_at_no_more_wrong_codes_than_one(served: Served):
    browser = Browser()
    browser.ask(served.ports[0], "/en/sign-in/code/")
    browser.ask(served.ports[0], "/en/sign-in/code/", email="officer@example.org")
    code, confirm = served.code(), "/en/sign-in/code/confirm/"
    answers = [browser.ask(port, confirm, code="WRONGS") for port, _ in zip(cycle(served.ports), range(CODES + 1))]
    looked_at = sum(status == 200 for status, _, _ in answers)
    print(f"{looked_at} entries of one code were looked at by two workers in turn")
    assert looked_at < CODES
    browser.ask(served.ports[1], confirm, code=code)
    assert browser.ask(served.ports[1], "/en/account/")[0] == 302


def test_guessing_at_both_workers_at_once_is_shut_out_too(served: Served):
    with ThreadPoolExecutor(4) as hands:
        jobs = [hands.submit(guessed, served.ports[n % 2], "editor@example.org", "wrong") for n in range(2 * GUESSES)]
        pages = [job.result() for job in jobs]
    looked_at = sum(WRONG in page for page in pages)
    print(json.dumps({"at once": looked_at, "of": len(pages)}))
    assert looked_at <= PASSWORDS
    assert "<html" in guessed(served.ports[0], "editor@example.org", PASSWORD)  # and leads nowhere
