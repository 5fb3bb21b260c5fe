"""A load, a release or the publication of a round that is killed at any moment leaves all of it or nothing, and nobody
has to clear up after it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import instances
from tests.environment import PATIENCE, often
from tests.instances import PROJECT, surroundings

ROUNDS, PUBLICATIONS = often(100, 4), often(100, 2)
ROWS = 1500


def at_work(module: str, rounds: int, home: Path) -> Any:
    """What a module says that works on an instance in a process of its own, and is killed again and again."""
    command = [sys.executable, "-m", f"tests.observatory.{module}", str(rounds)]
    environment = {**surroundings(home), "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.timeout(PATIENCE)
def test_a_killed_load_or_release_leaves_everything_or_nothing(tmp_path):
    told = at_work("load_at_work", ROUNDS, instances.empty(tmp_path / "home"))
    assert told["cut"] > 0
    for seen in [*told["found"], told["after"]]:
        assert seen["loads"] == list(range(1, len(seen["loads"]) + 1))
        assert (seen["rows"], seen["values"]) == (ROWS, 1)
        assert (seen["harmed"], seen["without_file"], seen["broken"]) == (0, 0, 0)
        assert seen["lines"] == len(seen["loads"])
        assert set(seen["cells"]) <= {3}
    assert told["after"]["loads"][-1] > told["found"][-1]["loads"][-1]


@pytest.mark.slow
@pytest.mark.timeout(PATIENCE)
def test_a_killed_publication_of_a_round_is_there_wholly_or_not_at_all_and_is_done_once_when_begun_again(tmp_path):
    told = at_work("publishing_at_work", PUBLICATIONS, instances.empty(tmp_path / "home"))
    assert told["cut"] > 0
    assert len(told["found"]) == PUBLICATIONS
    for after, again in told["found"]:
        assert after["published"] == after["released"] == (after["loads"] == 1)
        assert again["published"]
        assert (again["released"], again["loads"], again["shown"]) == (True, 1, True)
        for seen in (after, again):
            assert (seen["harmed"], seen["broken"]) == (0, 0)
            assert seen["numbers"] == list(range(1, len(seen["numbers"]) + 1))
