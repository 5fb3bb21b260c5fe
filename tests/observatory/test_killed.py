"""A load that is killed at any moment leaves all of it or nothing, and nobody has to clear up after it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests import instances
from tests.environment import PATIENCE, often
from tests.instances import PROJECT, surroundings

ROUNDS = often(100, 4)
ROWS = 1500


@pytest.mark.slow
@pytest.mark.timeout(PATIENCE)
def test_a_killed_load_or_release_leaves_everything_or_nothing(tmp_path):
    home = instances.empty(tmp_path / "home")
    command = [sys.executable, "-m", "tests.observatory.load_at_work", str(ROUNDS)]
    environment = {**surroundings(home), "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["cut"] > 0
    for seen in [*told["found"], told["after"]]:
        assert seen["loads"] == list(range(1, len(seen["loads"]) + 1))
        assert (seen["rows"], seen["values"]) == (ROWS, 1)
        assert (seen["harmed"], seen["without_file"], seen["broken"]) == (0, 0, 0)
        assert seen["lines"] == len(seen["loads"])
        assert set(seen["cells"]) <= {3}
    assert told["after"]["loads"][-1] > told["found"][-1]["loads"][-1]
