"""The last minute of a call on SQLite, and cities that are killed while they hand in."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.environment import often
from tests.faults.hands import read
from tests.faults.test_writers import caspian_home, copy_of, python  # noqa: F401 - a fixture is found by its name

pytestmark = pytest.mark.slow
CITIES, HANDING_IN, SECONDS = 100, 20, often(60, 20)
ROUNDS = often(100, 20)
#: How far the clocks of two processes of one machine may be read apart, in seconds.
NEAR = 0.25
ASKED = """
import json
import django
django.setup()
from metronome.calls.models import Application, Answer
from metronome.ground.audit import Line, verify
lines = {}
for line in Line.objects.filter(verb="submit"):
    lines.setdefault(line.subject.removeprefix("application:"), []).append(line.change["sha256"][1])
print(json.dumps({
    "broken": [str(fault) for fault in verify()],
    "lines": lines,
    "applications": {
        one.code: {
            "state": one.state, "version": one.version, "consents": one.consents.count(),
            "at": one.submitted_at.timestamp() if one.submitted_at else None,
            "versions": [[v.number, v.sha256, v.answers[-1]["value"]["fr"]] for v in one.versions.all()],
            "typed": [row.value for row in one.answers.filter(question="what")],
        }
        for one in Application.objects.all()
    },
}))
"""


def asked(home: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(python(home, "-c", ASKED))
    return found


def half(found: dict[str, Any]) -> list[str]:
    """Applications of which a part was handed in and another was not."""
    wrong = []
    for code, one in found["applications"].items():
        digests = [sha256 for _, sha256, _ in one["versions"]]
        whole = one["state"] == "submitted" and one["version"] == len(digests) and one["at"] is not None
        none = one["state"] == "draft" and one["version"] is None and one["at"] is None and not digests
        if not (whole or none) or found["lines"].get(code, []) != digests:
            wrong.append(code)
    return wrong


def test_a_hundred_cities_type_and_twenty_hand_in_at_the_last_moment_and_none_is_lost_or_late_by_a_zone(
    caspian_home,  # noqa: F811
    tmp_path: Path,
):
    home = copy_of(caspian_home, tmp_path / "home")
    arguments = ("last_minute", tmp_path, CITIES, HANDING_IN, SECONDS)
    said = json.loads(python(home, "-m", "tests.faults.applicants", *map(str, arguments)))
    told = [line for path in tmp_path.glob("cities-*") for line in read(path)]
    found = asked(home)
    typed = {line["code"]: line["value"] for line in told if line["verb"] == "type" and line["status"] == 200}
    lost = [code for code, value in typed.items() if found["applications"][code]["typed"] != [value]]
    handed_in = [line for line in told if line["verb"] == "hand in"]
    taken = {line["code"] for line in handed_in if line["status"] == 302}
    refused = [line for line in handed_in if line["status"] != 302]
    deadline = said["deadline"]
    wrongly_late = [line for line in refused if line["began"] < deadline - NEAR]
    wrongly_taken = [line for line in handed_in if line["status"] == 302 and line["began"] > deadline + NEAR]
    kept = [code for code in taken if found["applications"][code]["version"] != 1]
    slowest = max(line["took"] for line in told if "took" in line)
    print(
        f"{CITIES} cities, {len([line for line in told if line['verb'] == 'type'])} savings, "
        f"{len(taken)} handed in and {len(refused)} late in {SECONDS} s: {len(lost)} savings lost, "
        f"{len(kept)} applications lost, {len(wrongly_late)} wrongly late, {len(wrongly_taken)} wrongly taken; "
        f"slowest answer {slowest:.1f} s"
    )
    assert said["failed"] == 0
    assert Counter(line["status"] for line in told if line["verb"] == "type").keys() == {200}
    assert (lost, kept, wrongly_late, wrongly_taken, half(found), found["broken"]) == ([], [], [], [], [], [])
    assert len(taken) >= HANDING_IN / 2
    assert len(refused) >= HANDING_IN / 2
    assert all(one["at"] < deadline for one in found["applications"].values() if one["at"])


def test_a_city_killed_while_it_hands_in_has_handed_in_wholly_or_not_at_all(caspian_home, tmp_path: Path):  # noqa: F811
    home = copy_of(caspian_home, tmp_path / "home")
    python(home, "-m", "tests.faults.applicants", "killed", str(tmp_path), str(ROUNDS))
    told, found = read(tmp_path / "killed"), asked(home)
    cut = [line["code"] for line in told if line["verb"] == "killed" and line["cut"]]
    acknowledged = {line["code"] for line in told if line["verb"] == "hand in" and line["status"] == 302}
    taken_back = [code for code in acknowledged if found["applications"][code]["version"] != 1]
    there = [code for code in cut if found["applications"][code]["version"]]
    gone, parts = len(cut) - len(there), len(half(found))
    print(f"killed {len(cut)} of {ROUNDS}: {len(there)} whole, {gone} not there, {parts} half")
    assert (half(found), taken_back, found["broken"]) == ([], [], [])
    assert len(cut) >= ROUNDS // 5
    home.run("audit", "verify")
