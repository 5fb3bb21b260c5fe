"""Run in a process of its own on an instance: workers publish editions and are killed; tells what came of it."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402

from metronome.ground.audit import Line, verify  # noqa: E402
from metronome.ground.files import sha256_of  # noqa: E402
from metronome.ground.text import Text  # noqa: E402
from metronome.network.queries import the_network  # noqa: E402
from metronome.report.actions import compose_edition, waive  # noqa: E402
from metronome.report.editions.build import kept_file, read_edition  # noqa: E402
from metronome.report.editions.publishing import ask_to_publish, freeze_as_it_is  # noqa: E402
from metronome.report.enums import Severity  # noqa: E402
from metronome.report.models import Edition  # noqa: E402
from metronome.report.queries import waived  # noqa: E402
from metronome.tasks.models import Task  # noqa: E402
from tests.tasks.at_work import all_done, child_of, go_home, keepers, wait_until  # noqa: E402


def state(edition: Edition) -> tuple[str, int, int]:
    """The state of an edition, its files that lie where they should, and lines that say that it is published."""
    with transaction.atomic():
        edition.refresh_from_db()
        files = [file.sha256 for file in edition.files.all()]
        lines = Line.objects.filter(verb="publish", subject=f"edition:{edition.slug}").count()
    assert all(sha256_of(kept_file(digest).read_bytes()) == digest for digest in files)
    return edition.state, len(files), lines


def round_of(chance: random.Random, longest: float, *, is_killed: bool = True) -> dict[str, Any]:
    network = the_network()
    assert network
    period, languages = network.calendar.parse("2021-P2"), network.languages[:1]
    title = Text.of(dict.fromkeys(languages, "Report"), source=languages[0])
    edition = compose_edition(period=period, languages=languages, title=title, parts=["who"], by="officer")
    for finding in read_edition(edition).findings:
        if finding.severity == Severity.ASK and not waived([finding.digest]):
            waive(finding=finding, reason="The leaflet counts observers.", by="editor")
    freeze_as_it_is(edition=edition, by="editor")
    task = ask_to_publish(edition=edition, by="secretary")
    working = keepers(1)
    wait_until(lambda: Task.objects.filter(pk=task, state="running").exists() or all_done())
    begun, left = time.monotonic(), None
    if is_killed:
        time.sleep(chance.uniform(0, longest))
        if child := child_of(working[0]):
            os.kill(child, signal.SIGKILL)
            wait_until(lambda: child_of(working[0]) != child)
        left = state(edition)
    wait_until(all_done)
    took = time.monotonic() - begun
    go_home(working)
    return {"left": left, "ended": state(edition), "took": took, "state": Task.objects.get(pk=task).state}


def main() -> None:
    rounds, seed = int(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(seed)  # noqa: S311 - the moments need be no secret
    first = round_of(chance, 0, is_killed=False)
    told = [first, *(round_of(chance, first["took"]) for _ in range(rounds))]
    print(json.dumps({"rounds": told, "broken": len(verify())}))


if __name__ == "__main__":
    main()
