"""Run in a process of its own on an instance: workers put lists on record and are killed; tells what came of it."""

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
from metronome.intake.lists import actions  # noqa: E402
from metronome.intake.models import Import  # noqa: E402
from metronome.record.models import Activity  # noqa: E402
from metronome.tasks.models import Task  # noqa: E402
from tests.tasks.at_work import all_done, child_of, go_home, keepers, wait_until  # noqa: E402

ROWS = 450


def list_of(round: int) -> bytes:
    rows = [f"r{round}-{number},Sounding,2021-10-01,sounding,baku; anzali" for number in range(ROWS)]
    return ("\n".join(["code,title (en),days,kind,members", *rows]) + "\n").encode()


def state(round: int, found: Import) -> tuple[int, int, int]:
    """Rows of a round on record, lines that tell so, rows of its preview that still wait; of one moment."""
    with transaction.atomic():
        on_record = Activity.objects.filter(code__startswith=f"r{round}-").count()
        lines = Line.objects.filter(subject__startswith=f"activity:r{round}-").count()
        return on_record, lines, found.waiting().count()


def round_of(number: int, chance: random.Random, longest: float, *, is_killed: bool = True) -> dict[str, Any]:
    found = actions.hand_in(content=list_of(number), name="list.csv", kind="activities", by="editor")
    actions.look_through(found=found, by="editor")
    task = actions.commit_or_ask(found=found, whole=number % 3 == 2, by="editor") or 0
    working = keepers(1)
    wait_until(lambda: Task.objects.filter(pk=task, state="running").exists() or all_done())
    begun = time.monotonic()
    left = None
    if is_killed:
        time.sleep(chance.uniform(0, longest))
        if child := child_of(working[0]):
            os.kill(child, signal.SIGKILL)
            wait_until(lambda: child_of(working[0]) != child)
        left = state(number, found)
    wait_until(all_done)
    took = time.monotonic() - begun
    go_home(working)
    return {"left": left, "ended": state(number, found), "took": took, "state": Task.objects.get(pk=task).state}


def main() -> None:
    rounds, seed = int(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(seed)  # noqa: S311 - the moments need be no secret
    first = round_of(0, chance, 0, is_killed=False)
    told = [first, *(round_of(number, chance, first["took"]) for number in range(1, rounds + 1))]
    print(json.dumps({"rounds": told, "broken": len(verify())}))


if __name__ == "__main__":
    main()
