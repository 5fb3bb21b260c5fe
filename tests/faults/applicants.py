"""Cities at work on one instance, each of several processes: they type and hand in until the last second of a call, or
are killed while they hand in. Run as `python -m tests.faults.applicants`, on the instance of METRONOME_HOME.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import django

from tests.faults.hands import Ledger, begin

#: By a clock that is neither that of the machine nor a whole number of hours away from it.
ZONE = "Asia/Kathmandu"
PROCESSES = 5


@dataclass
class City:
    """An applicant at a browser."""

    code: str
    browser: Any
    ledger: Ledger
    count: int = 0

    def type(self) -> None:
        """Type something more, as the page does while somebody types."""
        self.count += 1
        value = f"{self.code} {self.count}"
        began = time.time()
        answer = self.browser.post(
            f"/en/applications/{self.code}/form/keep/",
            {"draft": "0", "a-what-fr": value},
            headers={"HX-Request": "true"},
        )
        took = time.time() - began
        self.ledger.write(verb="type", code=self.code, value=value, status=answer.status_code, took=took)

    def hand_in(self) -> None:
        began = time.time()
        self.ledger.write(verb="begin", code=self.code, began=began)
        answer = self.browser.post(f"/en/applications/{self.code}/hand-in/")
        took = time.time() - began
        self.ledger.write(verb="hand in", code=self.code, status=answer.status_code, began=began, took=took)


def cities(number: int, closes: datetime | None) -> list[City]:
    """Cities with a draft each, to a call that is open until a moment; without one for ever."""
    from django.test import Client

    from metronome.accounts.models import Person
    from metronome.calls.actions import begin_application
    from metronome.calls.models import Question
    from tests.factories.calls import make_call
    from tests.factories.network import text

    call = make_call("rush", zone=ZONE)
    here = closes.astimezone(ZoneInfo(ZONE)) if closes else None
    call.stages.update(
        opens_on=datetime(2021, 1, 1, tzinfo=UTC).date(),
        closes_on=here.date() if here else None,
        closes_at=f"{here:%H:%M:%S}" if here else "",
    )
    Question.objects.create(call=call, code="what", kind="text", label=text("Quoi ?"), is_required=True, order=9)
    found = []
    for place in range(number):
        person = Person.objects.create_user(f"city-{place}@example.org", name=f"city {place}")
        about = {"title": f"Projet {place}", "city": f"Ville {place}", "language": "fr", "at": datetime.now(UTC)}
        application = begin_application(call=call, by=person, **about)  # type: ignore[arg-type]
        browser = Client(SERVER_NAME="127.0.0.1")
        browser.force_login(person)
        found.append(City(application.code, browser, Ledger(Path(os.devnull))))
    return found


def last_minute(folder: Path, number: int, handing_in: int, seconds: float) -> None:
    """So many cities type until the deadline, so many of them hand in just before it, and as many just after. The
    deadline is moved to where the rush begins: when every process is there and every city has typed something."""
    found = cities(number, datetime.now(UTC) + timedelta(days=1))
    from metronome.calls.models import Stage

    # What a process makes once is made before it is parted.
    found[0].type()
    processes = [begin(partial(rush, folder, found, handing_in, place)) for place in range(PROCESSES)]
    while len(list(folder.glob("ready-*"))) < PROCESSES:
        time.sleep(0.05)
    closes = (datetime.now(UTC) + timedelta(seconds=seconds)).replace(microsecond=0)
    here = closes.astimezone(ZoneInfo(ZONE))
    Stage.objects.filter(call__slug="rush").update(closes_on=here.date(), closes_at=f"{here:%H:%M:%S}")
    deadline = closes.timestamp() + 1  # the last second is in time until its end
    (folder / "part").write_text(str(deadline))
    (folder / "part").rename(folder / "deadline")
    failed = [process for process in processes if os.waitpid(process, 0)[1]]
    print(json.dumps({"deadline": deadline, "failed": len(failed)}))


def rush(folder: Path, found: list[City], handing_in: int, process: int) -> None:
    """What one process does: the cities that are its own."""
    ledger, own = Ledger(folder / f"cities-{process}"), found[process::PROCESSES]
    for city in own:
        city.ledger = ledger
        city.type()
    (folder / f"ready-{process}").touch()
    while not (folder / "deadline").exists():
        time.sleep(0.05)
    deadline, chance = float((folder / "deadline").read_text()), random.Random(process)  # noqa: S311
    waiting = [city for city in own if found.index(city) < handing_in]
    late = [city for city in own if handing_in <= found.index(city) < 2 * handing_in]
    now = time.time()
    moments = sorted(chance.uniform(now + (deadline - now) / 2, deadline) for _ in waiting)
    while time.time() < deadline:
        if moments and moments[0] <= time.time():
            moments.pop(0)
            waiting.pop().hand_in()
        else:
            chance.choice(own).type()
    for city in waiting + late:
        city.hand_in()


def killed(folder: Path, rounds: int) -> None:
    """Cities that hand in, each killed at some moment on the way; the moments are spread over what it takes."""
    found = cities(rounds + 3, None)
    ledger, chance = Ledger(folder / "killed"), random.Random(2021)  # noqa: S311
    lengths = []
    for city in found:
        city.ledger = ledger
        city.type()
    for city in found[:3]:
        began = time.monotonic()
        os.waitpid(begin(city.hand_in), 0)
        lengths.append(time.monotonic() - began)
    for city in found[3:]:
        process = begin(city.hand_in)
        time.sleep(chance.uniform(0, max(lengths)))
        os.kill(process, signal.SIGKILL)
        cut = os.WIFSIGNALED(os.waitpid(process, 0)[1])
        ledger.write(verb="killed", code=city.code, cut=cut)
    print(json.dumps({"length": max(lengths)}))


if __name__ == "__main__":
    django.setup()
    what, folder, *numbers = sys.argv[1:]
    if what == "last_minute":
        last_minute(Path(folder), int(numbers[0]), int(numbers[1]), float(numbers[2]))
    else:
        killed(Path(folder), int(numbers[0]))
