"""Run in a process of its own on an instance: lets workers work, kills them, and says in JSON what came of it."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402

import tests.factories.tasks  # noqa: E402, F401 - the kinds of tasks
from metronome.ground.audit import Line, verify  # noqa: E402
from metronome.tasks import keeper  # noqa: E402
from metronome.tasks.actions import asking, enqueue  # noqa: E402
from metronome.tasks.models import Task, Worker  # noqa: E402

asking.MOST = 10_000
# A worker that dies young is killed on purpose here.
keeper.PAUSE = 0.1


def keepers(many: int) -> list[int]:
    connections.close_all()
    processes = []
    for _ in range(many):
        process = os.fork()
        if not process:
            os._exit(keeper.Keeper().run())
        processes.append(process)
    return processes


def child_of(process: int) -> int:
    """The worker that a keeper keeps; 0 while there is none."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return int(found[0]) if found else 0


def wait_until(is_so: Callable[[], object], seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.05)


def go_home(processes: list[int]) -> list[int]:
    for process in processes:
        os.kill(process, signal.SIGTERM)
    return [os.waitpid(process, 0)[1] for process in processes]


def all_done() -> bool:
    return not Task.objects.open().exists()


def found(path: Path) -> dict[str, Any]:
    return {
        "began": path.read_text().split(),
        "tasks": list(Task.objects.order_by("pk").values_list("state", "attempts")),
        "lines": list(Line.objects.filter(verb="count").order_by("number").values_list("subject", flat=True)),
        "broken": len(verify()),
        "workers": Worker.objects.count(),
    }


def shared(path: Path) -> dict[str, Any]:
    """Two workers, thirty tasks."""
    for number in range(30):
        enqueue(task="tests.steps", by="operator", number=number, path=str(path))
    working = keepers(2)
    wait_until(all_done)
    return {"codes": go_home(working), **found(path)}


def killed(path: Path, kills: int) -> dict[str, Any]:
    """A worker killed in the middle of each task; another one comes each time."""
    for number in range(100, 100 + kills):
        enqueue(task="tests.steps", by="operator", number=number, path=str(path), pause=0.1)
    working = keepers(1)

    def begun() -> int:
        return len(path.read_text().split())

    for number in range(kills):
        # Begun twice before each kill, save where an earlier kill fell between two tasks.
        least = 2 * number
        while not (begun() > least or all_done()):
            time.sleep(0.05)
        time.sleep(0.37 * number / kills)
        wait_until(lambda: child_of(working[0]))
        os.kill(child_of(working[0]), signal.SIGKILL)
    wait_until(all_done)
    return {"codes": go_home(working), **found(path)}


def whole(path: Path) -> dict[str, Any]:
    """A task that is one transaction, killed on its way."""
    enqueue(task="tests.whole", by="operator", lines=5, pause=0.1)
    working = keepers(1)
    wait_until(lambda: Task.objects.filter(state="running").exists())
    time.sleep(0.2)
    os.kill(child_of(working[0]), signal.SIGKILL)
    time.sleep(0.1)
    left = Line.objects.filter(verb="count").count()
    wait_until(all_done)
    return {"left": left, "codes": go_home(working), **found(path)}


def orphan(path: Path) -> dict[str, Any]:
    """A worker whose keeper was killed."""
    working = keepers(1)
    wait_until(lambda: child_of(working[0]))
    worker = child_of(working[0])
    wait_until(lambda: Worker.objects.exists())
    os.kill(working[0], signal.SIGKILL)
    os.waitpid(working[0], 0)
    wait_until(lambda: not Path(f"/proc/{worker}").exists())
    return found(path)


if __name__ == "__main__":
    folder, kills = Path(sys.argv[1]), int(sys.argv[2])
    told = {}
    for name, scene in (
        ("shared", shared),
        ("killed", lambda at: killed(at, kills)),
        ("whole", whole),
        ("orphan", orphan),
    ):
        place = folder / name
        place.touch()
        Task.objects.all().delete()
        before = Line.objects.count()
        told[name] = scene(place)
        told[name]["lines"] = told[name]["lines"][before:]
    print(json.dumps(told))
