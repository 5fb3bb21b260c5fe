"""A confirmation of an adoption that is killed on its way is there wholly or not at all, and can be given again."""

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
ROUNDS = often(50, 8)
ASKED = """
import json
import django
django.setup()
from datetime import date
from metronome.exchange.models import AdoptionStep
from metronome.exchange.queries import transfers_in
from metronome.ground.audit import Line, verify
from metronome.ground.period import Period
print(json.dumps({
    "broken": [str(fault) for fault in verify()],
    "lines": [line.subject for line in Line.objects.filter(verb="confirm")],
    "steps": {str(one.adoption): bool(one.confirmed_by) for one in AdoptionStep.objects.select_related("adoption")},
    "transfers": len(transfers_in(Period(date(2021, 1, 1), date(2021, 12, 31)))),
}))
"""


def asked(home: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(python(home, "-c", ASKED))
    return found


def half(found: dict[str, Any]) -> list[str]:
    """Adoptions that are confirmed without a line, or have a line (or two) without being so."""
    lines = Counter(found["lines"])
    return [subject for subject, confirmed in found["steps"].items() if lines[subject] != int(confirmed)]


def test_a_confirmation_that_is_killed_is_there_wholly_or_not_at_all_and_can_be_given_again(
    caspian_home,  # noqa: F811
    tmp_path: Path,
):
    home = copy_of(caspian_home, tmp_path / "home")
    python(home, "-m", "tests.faults.confirmations", "killed", str(tmp_path), str(ROUNDS))
    told, found = read(tmp_path / "killed"), asked(home)
    cut = [f"adoption:{line['adoption']}" for line in told if line["verb"] == "killed" and line["cut"]]
    acknowledged = [f"adoption:{line['adoption']}" for line in told if line["verb"] == "confirm"]
    there = [subject for subject in cut if found["steps"][subject]]
    gone, parts = len(cut) - len(there), len(half(found))
    print(f"killed {len(cut)} of {ROUNDS}: {len(there)} whole, {gone} not there, {parts} half")
    assert (half(found), found["broken"]) == ([], [])
    assert [subject for subject in acknowledged if not found["steps"][subject]] == []
    assert found["transfers"] == sum(found["steps"].values())
    assert len(cut) >= ROUNDS // 4
    python(home, "-m", "tests.faults.confirmations", "again", str(tmp_path))
    found = asked(home)
    assert (all(found["steps"].values()), half(found), found["broken"]) == (True, [], [])
    assert found["transfers"] == ROUNDS + 4
