"""A PostgreSQL server that is restarted and that crashes while people note: who is told that a thing is kept finds it,
who is not is told to ask again, and the pages answer again by themselves."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from urllib.parse import urlencode

import pytest

from tests.cli.conftest import Instance
from tests.environment import often
from tests.instances import CASPIAN, PROJECT
from tests.journeys.conftest import PEOPLE, free_port, wait_for

HANDS, TIMES = 4, often(20, 4)
#: Where Debian and others put the programs of the server.
PROGRAMS = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None) or (
    Path(found).resolve().parent if (found := shutil.which("pg_ctl")) else None
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAMS is None, reason="no programs of a PostgreSQL server (apt-get install postgresql)"),
]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
KIND = re.compile(r'<select[^>]*name="kind".*?<option value="([^"]+)"', re.S)
#: What an instance says after all: the titles of its activities, and faults of its chain of lines.
KEPT = """
import json
import django
django.setup()
from metronome.ground.audit import verify
from metronome.record.models import Activity
print(json.dumps([[activity.title.texts["en"] for activity in Activity.objects.all()], len(verify())]))
"""


class Server:
    """A PostgreSQL server of its own, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder / "data", quiet_port()
        # The server refuses to be run by root; whoever else runs these tests is the one who runs it.
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        self.program("initdb", "--auth=trust", "--username=postgres", "--no-sync", "-D", str(self.folder))
        self.tell("start")

    def program(self, name: str, *arguments: str) -> None:
        before = ["runuser", "-u", self.user, "--"] if os.geteuid() == 0 else []
        command = [*before, str(PROGRAMS / name), *arguments] if PROGRAMS else []
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def tell(self, what: str, mode: str = "fast") -> None:
        """Begin, end or restart it; `immediate` is how it ends in a crash."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        ways = [] if what == "start" else ["-m", mode]
        self.program(
            "pg_ctl", what, "-D", str(self.folder), "-w", "-l", str(self.folder / "log"), "-o", options, *ways
        )

    @property
    def address(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"


def quiet_port() -> int:
    """A free port that the system gives to nobody by itself: who asks a closed one again and again may otherwise be
    connected with themselves, and then hold it."""
    for port in range(21_000 + os.getpid() % 1_000, 23_000):
        with socket.socket() as door, suppress(OSError):
            door.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port between 21000 and 23000")


@pytest.fixture
def server() -> Iterator[Server]:
    # Not in a folder of pytest, which nobody else may enter.
    with TemporaryDirectory(prefix="metronome-postgres-") as folder:
        server = Server(Path(folder))
        try:
            yield server
        finally:
            server.tell("stop", "immediate")


class Hand:
    """An officer at a browser, who notes one activity after the other."""

    def __init__(self, name: str, port: int, session: str) -> None:
        self.name, self.port, self.cookies = name, port, {"sessionid": session}
        self.answers: Counter[int | str] = Counter()
        self.told: list[str] = []

    def ask(self, method: str, **form: str) -> tuple[int, str]:
        door = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        door.request(method, "/en/desk/activities/new/", urlencode(form), headers)
        answer = door.getresponse()
        for header in answer.headers.get_all("Set-Cookie", ()):
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        page = answer.read().decode()
        door.close()
        return answer.status, page

    def work(self, over: Event) -> None:
        number = 0
        while not over.is_set():
            number += 1
            try:
                self.note(f"{self.name} {number}")
            except (OSError, HTTPException) as error:
                self.answers[type(error).__name__] += 1

    def note(self, title: str) -> None:
        status, page = self.ask("GET")
        self.answers[status] += 1
        if status != 200:
            time.sleep(0.05)
            return
        token, kind = TOKEN.search(page), KIND.search(page)
        assert token, page
        assert kind, page
        days = {"first": "2021-03-17", "last": "", "precision": "day"}
        form = {"csrfmiddlewaretoken": token[1], "kind": kind[1], "title_en": title, "do": "save", **days}
        status, page = self.ask("POST", **form)
        self.answers[status] += 1
        if status == 302:
            self.told.append(title)


def test_what_was_acknowledged_outlives_restarts_and_crashes_and_pages_answer_again(server, tmp_path):
    instance = Instance(tmp_path / "home", server.address)
    instance.run("upgrade")
    instance.run("load", CASPIAN)
    session = json.loads(scripted(instance, PEOPLE, "officer").splitlines()[-1])["officer"]
    port, over = free_port(), Event()
    gunicorn = ["-m", "gunicorn", "metronome.config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    serving = subprocess.Popen(
        [sys.executable, *gunicorn, "--threads", "2", "--log-level", "critical"],
        cwd=PROJECT, env=instance.environment, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    hands = [Hand(f"hand {number}", port, session) for number in range(HANDS)]
    try:
        wait_for(port)
        with ThreadPoolExecutor(HANDS) as pool:
            jobs = [pool.submit(hand.work, over) for hand in hands]
            try:
                for number in range(TIMES):
                    time.sleep(1)
                    server.tell("restart", "immediate" if number % 2 else "fast")
                time.sleep(1)
            finally:
                over.set()
            for job in jobs:
                job.result()
        for hand in hands:
            hand.note(f"{hand.name} afterwards")
    finally:
        serving.terminate()
        serving.wait(timeout=30)
    answers = sum((hand.answers for hand in hands), Counter())
    told = {title for hand in hands for title in hand.told}
    titles, faults = json.loads(scripted(instance, KEPT))
    print(f"{TIMES} restarts, half of them crashes: {len(told)} kept, {len(told - set(titles))} lost, {dict(answers)}")
    assert set(answers) <= {200, 302, 503}
    assert {f"{hand.name} afterwards" for hand in hands} <= told
    assert answers[503] > 0
    assert told <= set(titles)
    assert faults == 0


def scripted(instance: Instance, script: str, *arguments: str) -> str:
    environment = {**instance.environment, "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, check=True, cwd=PROJECT, env=environment, capture_output=True, text=True).stdout
