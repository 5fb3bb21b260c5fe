"""Decisions that are killed while they are applied, and a dossier while it is written: all of it or nothing."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time

import pytest

from metronome.calls.dossier.verifying import verify_dossier
from metronome.calls.dossier.writing import ASIDE
from tests import instances
from tests.environment import PATIENCE, often
from tests.instances import PROJECT, surroundings
from tests.journeys.conftest import scripted

ROUNDS = often(40, 4)
SEEN = """
import json
import django

django.setup()
from django.db.models import Count
from metronome.calls.models import Application, Verdict
from metronome.ground import audit
moments = Verdict.objects.filter(applied_at__isnull=False).values("applied_at").annotate(number=Count("pk"))
lines = audit.Line.objects.filter(verb="decide").count()
outcomes = {one.pk: one.outcome for one in Application.objects.all()}
last = {}
for one in Verdict.objects.filter(applied_at__isnull=False).order_by("applied_at"):
    last[one.application_id] = one.outcome
wrong = [pk for pk, outcome in outcomes.items() if outcome != last.get(pk, "")]
print(json.dumps({
    "together": sorted({one["number"] for one in moments}), "applied": sum(one["number"] for one in moments),
    "lines": lines, "wrong": wrong, "broken": len(audit.verify()),
}))
"""


@pytest.mark.slow
def test_a_killed_decision_is_applied_whole_or_not_and_a_dossier_is_whole_or_not_there(tmp_path):
    home, folder = instances.empty(tmp_path / "home"), tmp_path / "dossiers"
    folder.mkdir()
    environment = {**surroundings(home), "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    chance, told = random.Random(7), {}  # noqa: S311 - when to kill is no secret
    for _ in range(ROUNDS):
        command = [sys.executable, "-m", "tests.calls.decide_at_work", str(folder)]
        child = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        time.sleep(chance.uniform(0.05, 3))
        child.kill()
        child.wait(timeout=PATIENCE)
        child.stdout.close()
        told = json.loads(scripted(home, SEEN))
        assert (told["wrong"], told["broken"]) == ([], 0)
        assert told["lines"] == told["applied"]
        assert set(told["together"]) <= {12}
    written = [one for one in folder.iterdir() if not one.name.startswith(".part-")]
    assert [one.name for one in written if verify_dossier(one)] == []
    left = [one for one in folder.iterdir() if one.name.startswith(ASIDE)]
    assert len(left) <= 1  # each run sweeps what the one before it left
    print(f"{ROUNDS} kills, {told['applied']} verdicts applied, {len(written)} dossiers whole, {len(left)} left aside")
    assert told["applied"] > 0
