"""A disk without room: what cannot be kept is told in a sentence, nothing is half, and with room all goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Instance
from tests.environment import PATIENCE
from tests.instances import PROJECT

pytestmark = pytest.mark.slow


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of sixteen megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only somebody who may mount can make a small disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_on_a_full_disk_nothing_is_half_and_nothing_is_broken_and_room_is_all_it_takes(small_disk, tmp_path):
    instance = Instance(small_disk)
    instance.run("upgrade")
    environment = {**instance.environment, "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    command = [sys.executable, "-m", "tests.faults.full", str(small_disk), str(tmp_path)]
    done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(told)
    assert (told["before"], told["full"], told["after"]) == ([302, False], [503, True], [302, False])
    assert (told["backup"], told["report"], told["backup after"]) == (1, 1, 0)
    assert "There is no room left on the disk" in done.stderr
    assert (told["left"], told["kept"], told["broken"]) == ([], 0, 0)
