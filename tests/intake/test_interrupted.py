"""A load that is killed at any moment leaves everything or nothing."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests import instances
from tests.environment import PATIENCE, often
from tests.factories.folders import append, copy_of
from tests.instances import CASPIAN, PROJECT, surroundings

ROUNDS = often(100, 12)
#: Loads the folder into one instance after the other, each in a process of its own that is killed after a while.
#: The processes are forks, because to start Django takes longer.
KILL = """
import os, signal, sys, time
import django
django.setup()
from django.db import connection
from metronome.intake.loading import load_folder

folder, *rounds = sys.argv[1:]
for wait, home in zip(rounds[::2], rounds[1::2]):
    process = os.fork()
    if not process:
        connection.settings_dict["NAME"] = f"{home}/metronome.sqlite3"
        load_folder(folder, by="operator")
        os._exit(0)
    if wait != "never":
        time.sleep(float(wait))
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that takes a moment to load."""
    folder = copy_of(CASPIAN, tmp_path_factory.mktemp("folder") / "caspian")
    rows = "".join(
        f"- {{code: sounding-{number}, title: {{en: Sounding}}, days: 2021-10-01, kind: sounding, members: [baku]}}\n"
        for number in range(200)
    )
    return append(folder, "activities/fy2021.yaml", rows)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """An instance that holds nothing yet, to be copied."""
    return instances.empty(tmp_path_factory.mktemp("home"))


def counted(home: Path) -> tuple[int, ...]:
    """How many rows of several rooms there are, and lines of the audit."""
    tables = ("network_member", "record_activity", "record_occurrence", "report_document", "ground_line")
    with sqlite3.connect(home / "metronome.sqlite3") as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        return tuple(database.execute(f"select count(*) from {table}").fetchone()[0] for table in tables)  # noqa: S608


@pytest.mark.slow
def test_a_killed_load_leaves_everything_or_nothing(empty, folder, tmp_path):
    chance = random.Random(2021)  # noqa: S311  the moments need be no secret
    homes = [shutil.copytree(empty, tmp_path / f"home-{number}") for number in range(ROUNDS + 1)]
    # The first is left to itself, to see what everything is.
    waits = ["never", *(f"{chance.uniform(0, 0.5):.3f}" for _ in range(ROUNDS))]
    rounds = [part for pair in zip(waits, homes, strict=True) for part in map(str, pair)]
    command = [sys.executable, "-c", KILL, str(folder), *rounds]
    environment = surroundings(homes[0]) | {"DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    subprocess.run(command, env=environment, cwd=PROJECT, check=True, timeout=PATIENCE)
    everything, *others = [counted(home) for home in homes]
    nothing = (0,) * len(everything)
    assert everything[1] == 204
    assert set(others) <= {everything, nothing}
    assert others.count(nothing) >= ROUNDS // 5
