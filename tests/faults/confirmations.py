"""A city that confirms what another one took over, and is killed while it does. Run as
`python -m tests.faults.confirmations`, on the instance of METRONOME_HOME.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import django

from tests.faults.hands import Ledger, begin


def waiting(rounds: int) -> tuple[Any, str, list[int]]:
    """The browser of whoever speaks for a city, its slug, and so many adoptions that wait for its word."""
    from django.test import Client

    from metronome.accounts.models import Person
    from metronome.exchange.actions import say_step
    from metronome.network.actions import appoint_focal_point
    from metronome.network.models import Member
    from tests.factories.exchange import make_practice

    origin, adopter = Member.objects.order_by("slug")[:2]
    person = Person.objects.create_user("origin@example.org", name="focal point")
    appoint_focal_point(person=person, member=origin, by="operator")
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(person)
    adoptions = []
    for number in range(rounds):
        practice = make_practice(f"practice-{number}", member=origin)
        said = say_step(
            practice=practice, member=adopter, step="running", side="adopter", on=date(2021, 3, 1), by="person:0"
        )
        adoptions.append(said.adoption_id)
    return browser, origin.slug, adoptions


def confirm(browser: Any, slug: str, adoption: int, ledger: Ledger) -> None:
    answer = browser.post(f"/en/desk/my-member/{slug}/adoptions/{adoption}/confirm/")
    ledger.write(verb="confirm", adoption=adoption, status=answer.status_code)


def killed(folder: Path, rounds: int) -> None:
    """Confirmations, each killed at some moment on the way; the moments are spread over what it takes. Those that were
    not taken are confirmed again afterwards, with nothing mended in between."""
    browser, slug, (first, *adoptions) = waiting(rounds + 4)
    ledger, chance = Ledger(folder / "killed"), random.Random(2021)  # noqa: S311
    # What a process makes once is made before it is parted.
    confirm(browser, slug, first, ledger)
    works: list[Callable[[], None]] = [partial(confirm, browser, slug, one, ledger) for one in adoptions]
    lengths = []
    for work in works[:3]:
        began = time.monotonic()
        os.waitpid(begin(work), 0)
        lengths.append(time.monotonic() - began)
    for work, adoption in zip(works[3:], adoptions[3:], strict=True):
        process = begin(work)
        time.sleep(chance.uniform(0, max(lengths)))
        os.kill(process, signal.SIGKILL)
        cut = os.WIFSIGNALED(os.waitpid(process, 0)[1])
        ledger.write(verb="killed", adoption=adoption, cut=cut)
    print(json.dumps({"length": max(lengths)}))


def again(folder: Path) -> None:
    """Whoever was killed comes back and confirms what still waits."""
    from django.test import Client

    from metronome.accounts.models import Person
    from metronome.exchange.models import AdoptionStep

    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(Person.objects.get(email="origin@example.org"))
    ledger = Ledger(folder / "again")
    unconfirmed = AdoptionStep.objects.filter(confirmed_by="")
    for adoption, slug in unconfirmed.values_list("adoption_id", "adoption__practice__member__slug"):
        confirm(browser, slug, adoption, ledger)


if __name__ == "__main__":
    django.setup()
    what, where, *numbers = sys.argv[1:]
    if what == "again":
        again(Path(where))
    else:
        killed(Path(where), int(numbers[0]))
