"""A report killed at any moment leaves no half-written file, and the next build needs no hand."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.environment import PATIENCE, often
from tests.instances import PROJECT

ROUNDS = often(100, 10)
BUILD = ("report", "build", "--period", "2021-01..2021-04", "--languages", "fr", "--formats", "html,json")
#: Builds into a folder of its own each time, in a process that is killed somewhere on its way; says how many were
#: still at work. The processes are forks, because to start Django takes longer than to build.
KILL = """
import os, random, signal, sys, time
import django
django.setup()
from metronome.cli import data, main, operating, reporting
from metronome.report.editions import build

folder, rounds, *command = sys.argv[1:]

def begin(name):
    process = os.fork()
    if not process:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os._exit(main([*command, "--out", f"{folder}/{name}"]))
    return process

began = time.monotonic()
assert os.waitpid(begin("whole"), 0)[1] == 0
length, chance, interrupted = time.monotonic() - began, random.Random(2021), 0
for number in range(int(rounds)):
    process = begin(number)
    time.sleep(chance.uniform(0, length))
    os.kill(process, signal.SIGKILL)
    interrupted += os.WIFSIGNALED(os.waitpid(process, 0)[1])
print(interrupted)
"""


@pytest.mark.slow
def test_a_report_killed_at_any_moment_leaves_no_part_of_a_file(instance, tmp_path):
    made = tmp_path / "made"
    done = subprocess.run(
        [sys.executable, "-c", KILL, str(made), str(ROUNDS), *BUILD],
        env={**instance.environment, "DJANGO_SETTINGS_MODULE": "metronome.config.settings"},
        cwd=PROJECT, check=True, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert int(done.stdout.split()[-1]) >= ROUNDS // 5
    whole = {path.name: path.read_bytes() for path in (made / "whole").iterdir()}
    assert sorted(whole) == ["report.fr.html", "report.json"]
    for number in range(ROUNDS):
        left = made / str(number)
        for path in left.iterdir() if left.exists() else ():
            assert path.read_bytes() == whole[path.name], path
    instance.run(*BUILD, "--out", made / "0")
    assert json.loads((made / "0" / "report.json").read_bytes())["figures"]["activities.total"]["value"] == 29
