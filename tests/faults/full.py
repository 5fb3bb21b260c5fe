"""Run in a process of its own on an instance whose disk is small: fills it, works on, makes room again; says in JSON
what came of each step."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import django

django.setup()

from metronome.cli import main  # noqa: E402
from metronome.ground.audit import verify  # noqa: E402
from metronome.intake.loading import load_folder  # noqa: E402
from metronome.record.models import Activity  # noqa: E402
from tests.faults.hands import Hand, Ledger, people  # noqa: E402
from tests.instances import CASPIAN  # noqa: E402


def fill(path: Path) -> None:
    """Write until there is no room for a single byte more."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT)
    size = 1 << 20
    while size:
        try:
            os.write(handle, b"x" * size)
        except OSError:
            size //= 2
    os.close(handle)


def noted(hand: Hand, name: str) -> list[object]:
    hand.officer.raise_request_exception = False
    answer = hand.officer.post("/en/desk/activities/new/", hand.typed(name, place="Baku", do="save"))
    return [answer.status_code, "Nothing of what you sent was kept" in answer.content.decode()]


def run(home: Path, elsewhere: Path) -> dict[str, object]:
    load_folder(CASPIAN, by="operator")
    people()
    hand = Hand("full", Ledger(elsewhere / "ledger"))
    told: dict[str, object] = {"before": noted(hand, "Before")}
    activities = Activity.objects.count()
    fill(home / "filler")
    names = sorted(path.name for path in home.rglob("*"))
    told["full"] = noted(hand, "While full")
    told["backup"] = main(["backup", str(home / "kept.metronome")])
    told["report"] = main(
        [
            "report",
            "build",
            "--period",
            "FY2021",
            "--languages",
            "en",
            "--formats",
            "json,html",
            "--out",
            str(home / "out"),
        ]
    )
    told["left"] = [
        path.name
        for path in home.rglob("*")
        if path.name not in names and path.is_file() and "sqlite3" not in path.name
    ]
    (home / "filler").unlink()
    told["kept"] = Activity.objects.count() - activities
    told["after"] = noted(hand, "After")
    told["broken"] = len(verify())
    told["backup after"] = main(["backup", str(elsewhere / "kept.metronome")])
    return told


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), Path(sys.argv[2]))))
