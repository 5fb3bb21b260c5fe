"""Many hands on one SQLite instance, beside a long reader and a backup: nobody is locked out, nothing is lost."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests import instances
from tests.cli.conftest import Instance
from tests.environment import PATIENCE, often
from tests.faults.hands import read
from tests.instances import CASPIAN, PROJECT

pytestmark = pytest.mark.slow
WRITERS, SECONDS = 8, often(6, 3)
#: What is asked of an instance after the hands went home.
ASKED = """
import json
import django
django.setup()
from metronome.ground.audit import Line, verify
from metronome.record.models import Activity
print(json.dumps({
    "broken": [str(fault) for fault in verify()],
    "lines": [[line.verb, line.subject, line.change] for line in Line.objects.order_by("number")],
    "activities": {
        one.code: [one.state, str(one.title), str(one.place), one.occurrences.count(), one.approver]
        for one in Activity.objects.all()
    },
}))
"""


@pytest.fixture(scope="module")
def caspian_home(tmp_path_factory) -> Instance:
    return Instance(instances.loaded(CASPIAN, tmp_path_factory.mktemp("faults")))


def hands(instance: Instance, *arguments: object) -> str:
    """Let hands work on an instance, each in a process of its own."""
    return python(instance, "-m", "tests.faults.hands", *map(str, arguments))


def asked(instance: Instance) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(python(instance, "-c", ASKED))
    return found


def python(instance: Instance, *arguments: str) -> str:
    environment = {**instance.environment, "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout.splitlines()[-1] if done.stdout else ""


def test_eight_writers_beside_a_long_reader_and_a_backup_lose_nothing_and_are_never_locked_out(caspian_home, tmp_path):
    home = copy_of(caspian_home, tmp_path / "home")
    said = json.loads(hands(home, "at_once", tmp_path, WRITERS, SECONDS))
    told = [line for path in tmp_path.glob("writer-*") for line in read(path)]
    errors = [line["error"] for line in told if "error" in line]
    answers = Counter((line["verb"], line["status"]) for line in told if "status" in line)
    reader, copies = read(tmp_path / "reader"), read(tmp_path / "backup")
    found = asked(home)
    acknowledged = {line["value"] for line in told if line["verb"] == "change" and line.get("status") == 302}
    conflicts = answers["change", 409]
    places = [place(change) for verb, subject, change in found["lines"] if subject == f"activity:{said['hot']}"]
    moves = [pair for pair in places if pair]
    lost = acknowledged - {after for _, after in moves}
    torn = [pair for pair, before in zip(moves[1:], moves[:-1], strict=True) if pair[0] != before[1]]
    unfinished = unkept(told, found["activities"])
    done = sum(count for (_, status), count in answers.items() if status == 302)
    print(
        f"{WRITERS} writers, {len(reader)} reads, {len(copies)} backups: {done} writes, {done / SECONDS:.0f} a second"
    )
    locked = sum("locked" in error for error in errors)
    print(f"{conflicts} conflicts told, {locked} locked out, {len(lost) + len(torn) + len(unfinished)} lost updates")
    assert said["failed"] == 0
    assert errors == []
    assert {status for _, status in answers} <= {302, 409}
    assert (lost, torn, unfinished) == (set(), [], [])
    assert moves[-1][1] == found["activities"][said["hot"]][2]
    assert found["broken"] == []
    assert done >= len(acknowledged) >= 3
    assert reader
    assert {line["faults"] for line in reader} == {0}
    assert copies
    assert all(line["whole"] == "ok" and line["lines"] == line["head"] for line in copies)


def place(change: dict[str, Any]) -> list[str] | None:
    """What the place was and became by a line, in any language."""
    if "place" not in change:
        return None
    return [next(iter((value or {}).get("texts", {"": ""}).values()), "") for value in change["place"]]


STATES = {"noted": 0, "submit": 1, "approve": 2, "publish": 3}
ORDER = ("draft", "in_review", "approved", "published")


def unkept(told: list[dict[str, Any]], activities: dict[str, Any]) -> list[str]:
    """What was acknowledged of the life of an activity, and is not so."""
    wrong = []
    for line in told:
        if line["verb"] in STATES and (line["verb"] == "noted" or line.get("status") == 302):
            state, _title, _place, days, approver = activities.get(line["code"], ["", "", "", 0, ""])
            kept = state in ORDER and ORDER.index(state) >= STATES[line["verb"]] and days == 1
            if not kept or (state in ORDER[2:]) != bool(approver):
                wrong.append(f"{line['verb']} {line['code']}: {state}")
    return wrong


ROUNDS = often(100, 16)


def test_a_hand_killed_at_any_moment_leaves_nothing_half_and_takes_back_nothing_said(caspian_home, tmp_path):
    home = copy_of(caspian_home, tmp_path / "home")
    hands(home, "killed", tmp_path, ROUNDS)
    told = read(tmp_path / "killed")
    found = asked(home)
    cut = Counter(before["verb"] for before, line in pairwise(told) if "killed" in line and before.get("begun"))
    done = Counter(line["verb"] for line in told if line.get("status") == 302)
    wrong = unkept([line for line in told if "verb" in line], found["activities"])
    made = {code for code, one in found["activities"].items() if one[1].startswith("k")}
    half = sorted(half_states(made, found))
    print(f"killed {sum('killed' in line for line in told)} times, in the middle of a step {dict(cut)}")
    print(f"{sum(done.values())} acknowledged steps: {len(wrong)} lost, {len(half)} half")
    assert [line for line in told if "error" in line] == []
    assert (wrong, half, found["broken"]) == ([], [], [])
    assert set(cut) == {"note", "submit", "approve", "publish"}
    assert sum(cut.values()) >= ROUNDS
    assert done
    home.run("audit", "verify")
    home.run("doctor")


def half_states(made: set[str], found: dict[str, Any]) -> set[str]:
    """Activities whose state is not what their lines tell, or that lack a part that came with them."""
    wrong = set()
    for code in made:
        state, _title, where, days, _approver = found["activities"][code]
        lines = [change for _, subject, change in found["lines"] if subject == f"activity:{code}"]
        told = [change["state"][1] for change in lines if "state" in change]
        if days != 1 or not where or not lines or (told or ["draft"])[-1] != state:
            wrong.add(code)
    subjects = {
        subject.removeprefix("activity:") for _, subject, _ in found["lines"] if subject.startswith("activity:k")
    }
    return wrong | (subjects - made)


def copy_of(instance: Instance, home: Path) -> Instance:
    shutil.copytree(instance.home, home)
    return Instance(home)
