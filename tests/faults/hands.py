"""Hands at work on one instance, each a process of its own: they note, change, submit, approve and publish through the
doors, and write down what they were told. Run as `python -m tests.faults.hands`, on the instance of METRONOME_HOME.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import django

#: The steps of the life of an activity.
STEPS = ("note", "submit", "approve", "publish")
VERSION = re.compile(r'name="version" value="(\d+)"')


class Ledger:
    """What a hand was told, one line each, on disk before the hand goes on."""

    def __init__(self, path: Path) -> None:
        self.handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(self, **told: Any) -> None:
        os.write(self.handle, (json.dumps(told) + "\n").encode())


def read(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a ledger."""
    text = path.read_text() if path.exists() else ""
    return [json.loads(line) for line in text.split("\n")[:-1]]


class Hand:
    """An officer and an editor at two browsers."""

    def __init__(self, name: str, ledger: Ledger) -> None:
        from django.test import Client

        from metronome.accounts.models import Person
        from metronome.network.queries import network_languages
        from metronome.record.models import Kind

        self.name, self.ledger, self.count = name, ledger, 0
        self.kind, self.languages = Kind.objects.first(), network_languages()
        self.officer, self.editor = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
        self.officer.force_login(Person.objects.get(email="officer@example.org"))
        self.editor.force_login(Person.objects.get(email="editor@example.org"))

    def ask(self, verb: str, browser: Any, path: str, data: dict[str, object] | None = None, **more: object) -> Any:
        """Send a form; what came of it stands in the ledger."""
        self.ledger.write(verb=verb, begun=True, **more)
        try:
            answer = browser.post(f"/en/desk/activities/{path}", data or {})
        except Exception as error:
            self.ledger.write(verb=verb, error=f"{type(error).__name__}: {error}", **more)
            return None
        self.ledger.write(verb=verb, status=answer.status_code, **more)
        return answer

    def typed(self, title: str, **more: object) -> dict[str, object]:
        titles = {f"title_{language}": title for language in self.languages}
        return {**titles, "kind": str(self.kind), "first": "2021-03-17", "last": "", "precision": "day", **more}

    def life(self) -> None:
        """From the first word to publication."""
        self.count += 1
        title = f"{self.name} {self.count}"
        answer = self.ask("note", self.officer, "new/", self.typed(title, place=title, do="save"), title=title)
        if answer is None or answer.status_code != 302:
            return
        code = answer["Location"].rstrip("/").split("/")[-1]
        self.ledger.write(verb="noted", code=code, title=title)
        self.ask("submit", self.officer, f"{code}/submit/", code=code)
        self.ask("approve", self.editor, f"{code}/approve/", code=code)
        self.ask("publish", self.editor, f"{code}/publish/", code=code)

    def change(self, code: str) -> None:
        """Change the place of one activity, from what the page shows."""
        self.count += 1
        value = f"{self.name}-{self.count}"
        page = self.officer.get(f"/en/desk/activities/{code}/change/").content.decode()
        for _ in range(3):
            found = VERSION.search(page)
            version = found.group(1) if found else ""
            data = self.typed("Hot", place=value, version=version)
            answer = self.ask("change", self.officer, f"{code}/change/", data, value=value)
            if answer is None or answer.status_code != 409:
                return
            page = answer.content.decode()


def people() -> None:
    from metronome.accounts.actions import appoint
    from metronome.accounts.enums import Role
    from metronome.accounts.models import Person

    for role in (Role.OFFICER, Role.EDITOR):
        person = Person.objects.create_user(f"{role.value}@example.org", name=role.value)
        appoint(person=person, role=role, by="operator")


@contextmanager
def let_go() -> Iterator[None]:
    """A connection does not survive the parting of processes."""
    from django.db import connections

    connections.close_all()
    yield
    connections.close_all()


def begin(work: Callable[[], None]) -> int:
    """A process that does some work and nothing after it."""
    with let_go():
        process = os.fork()
    if not process:
        code = 1
        with suppress(BaseException):
            work()
            code = 0
        os._exit(code)
    return process


# Many at once


def at_once(folder: Path, writers: int, seconds: float) -> None:
    """So many writers for so long, while somebody reads for long and somebody makes a backup."""
    from metronome.record.models import Activity

    people()
    first = Ledger(folder / "first")
    hand = Hand("first", first)
    hand.ask("note", hand.officer, "new/", hand.typed("Hot", place="first", do="save"))
    hot = Activity.objects.latest("pk").code
    hand.life()
    until = time.monotonic() + seconds

    def write(number: int) -> None:
        hand.name, hand.count, hand.ledger = f"w{number}", 0, Ledger(folder / f"writer-{number}")
        chance = random.Random(number)  # noqa: S311 - the order of work need be no secret
        while time.monotonic() < until:
            hand.life() if chance.random() < 0.4 else hand.change(hot)

    processes = [begin(partial(write, number)) for number in range(writers)]
    processes.append(begin(lambda: read_long(until, Ledger(folder / "reader"))))
    processes.append(begin(lambda: back_up(until, folder, Ledger(folder / "backup"))))
    failed = [process for process in processes if os.waitpid(process, 0)[1]]
    print(json.dumps({"hot": hot, "failed": len(failed)}))


def read_long(until: float, ledger: Ledger) -> None:
    """Read the whole record for a report and the whole chain, over and over."""
    from datetime import date

    from metronome.ground.audit import verify
    from metronome.ground.period import Period
    from metronome.report.editions.build import read_period

    while time.monotonic() < until:
        ledger.write(
            faults=len(verify()),
            activities=len(read_period(Period(date(2021, 1, 1), date(2021, 6, 30))).snapshot.activities),
        )


def back_up(until: float, folder: Path, ledger: Ledger) -> None:
    """Copy the database while it is written to, page by page, and look whether the copy is whole."""
    from django.conf import settings

    number = 0
    while time.monotonic() < until:
        number += 1
        path = folder / f"copy-{number}.sqlite3"
        with sqlite3.connect(settings.HOME / "metronome.sqlite3", timeout=20) as source, sqlite3.connect(path) as copy:
            source.backup(copy, pages=-1)
            whole = copy.execute("pragma integrity_check").fetchone()[0]
            lines, head = copy.execute("select (select count(*) from ground_line), number from ground_head").fetchone()
        ledger.write(whole=whole, lines=lines, head=head)
        time.sleep(0.3)


# Killed


def killed(folder: Path, rounds: int) -> None:
    """A hand that is killed in the middle of each of its steps in turn, again and again on the same instance: as often
    as asked and until every step was cut."""
    people()
    chance = random.Random(2021)  # noqa: S311 - the moments need be no secret
    ledger = folder / "killed"

    # Begun before the parting, so that no process spends its short life on getting ready.
    hand, here = Hand("first", Ledger(folder / "first")), os.getpid()
    hand.life()

    def work(number: int) -> None:
        hand.name, hand.count, hand.ledger = f"k{number}", 0, Ledger(ledger)
        # Nobody works on for a test that was given up.
        while os.getppid() == here:
            hand.life()

    cut, number = dict.fromkeys(STEPS, 0), 0
    while sum(cut.values()) < rounds or not all(cut.values()):
        process, step = begin(partial(work, number)), min(cut, key=lambda step: cut[step])
        wait_for_step(process, ledger, step)
        time.sleep(chance.uniform(0, 0.02))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        last = read(ledger)[-1]
        if last.get("begun"):
            cut[last["verb"]] += 1
        Ledger(ledger).write(killed=number)
        number += 1


def wait_for_step(process: int, ledger: Path, step: str) -> None:
    """Until a hand is in the middle of a step; raises ChildProcessError when it is gone."""
    while not ((lines := read(ledger)) and lines[-1].get("begun") and lines[-1]["verb"] == step):
        if Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].startswith("Z"):
            raise ChildProcessError(f"the hand is gone: {lines[-1:]}")
        time.sleep(0.001)


if __name__ == "__main__":
    django.setup()
    what, where, *numbers = sys.argv[1:]
    if what == "at_once":
        at_once(Path(where), int(numbers[0]), float(numbers[1]))
    else:
        killed(Path(where), int(numbers[0]))
