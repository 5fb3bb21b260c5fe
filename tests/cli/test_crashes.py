"""A report killed at any moment leaves no half-written file, and the next build needs no hand."""

from __future__ import annotations

import json
import shutil
import signal
import time

import pytest

TIMES = 50
BUILD = ("report", "build", "--period", "2021-01..2021-04", "--languages", "fr", "--formats", "html,json")


def killed_after(process, seconds: float) -> bool:
    """Kill -9 after so long; True when it was still at work."""
    time.sleep(seconds)
    running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return running


@pytest.mark.slow
def test_a_report_killed_fifty_times_leaves_no_part_of_a_file(instance, tmp_path):
    began = time.monotonic()
    instance.run(*BUILD, "--out", tmp_path / "whole")
    length = time.monotonic() - began
    whole = {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()}
    out, interrupted = tmp_path / "out", 0
    for number in range(TIMES):
        shutil.rmtree(out, ignore_errors=True)
        interrupted += killed_after(instance.begin(*BUILD, "--out", out), length * (number + 1) / TIMES)
        for path in out.iterdir() if out.exists() else ():
            assert path.read_bytes() == whole[path.name], path.name
    assert interrupted > TIMES // 2
    instance.run(*BUILD, "--out", out)
    assert json.loads((out / "report.json").read_bytes())["figures"]["activities.total"]["value"] == 29
