"""Killed at any moment: nothing half-loaded, no half-written file, and the next start needs no hand."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
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
def test_a_load_killed_fifty_times_is_whole_or_not_there(loaded, folder, tmp_path):
    template = tmp_path / "empty"
    instance = type(loaded)(template)
    instance.run("doctor", code=1)  # makes the secret
    began = time.monotonic()
    instance.run("load", folder)
    whole, length = rows(instance), time.monotonic() - began
    shutil.rmtree(template)
    interrupted = 0
    for number in range(TIMES):
        instance = type(loaded)(tmp_path / f"home-{number % 5}")
        interrupted += killed_after(instance.begin("load", folder), length * (number + 1) / TIMES)
        assert rows(instance) in ((), whole)
        if number % 5 == 4:
            shutil.rmtree(instance.home, ignore_errors=True)
    assert interrupted > TIMES // 2
    instance.run("load", folder)
    assert rows(instance) == whole
    instance.run("audit", "verify")


def rows(instance) -> tuple[int, ...]:
    """How many rows the tables of the record hold; nothing where there are none yet."""
    path = instance.home / "metronome.sqlite3"
    if not path.exists():
        return ()
    connection = sqlite3.connect(path)
    try:
        names = ("network_member", "plan_node", "record_activity", "record_involvement", "ground_line")
        return tuple(connection.execute(f"select count(*) from {name}").fetchone()[0] for name in names)  # noqa: S608
    except sqlite3.OperationalError:
        return ()
    finally:
        connection.close()


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
