"""Workers as they are started: killed at any moment, several at once, beside the server; on both databases."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.cli.conftest import Instance
from tests.environment import PATIENCE, often
from tests.instances import PROJECT

pytestmark = pytest.mark.slow
KILLS = often(100, 2)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def told(request, tmp_path_factory) -> Iterator[dict[str, Any]]:
    """What came of the workers on an empty instance."""
    folder = tmp_path_factory.mktemp("workers")
    if request.param == "sqlite":
        yield worked(Instance(folder / "home"))
        return
    server, name = os.environ["METRONOME_TEST_POSTGRES"], f"metronome_tasks_{os.getpid()}"
    with psycopg.connect(urlsplit(server)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield worked(Instance(folder / "home", urlsplit(server)._replace(path=f"/{name}").geturl()))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def worked(instance: Instance) -> dict[str, Any]:
    instance.run("upgrade")
    environment = {**instance.environment, "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    said, complained = instance.home / "said.json", instance.home / "complained.txt"
    # Files and not pipes: a worker that is left behind would hold a pipe open, and who reads it would wait for ever.
    with said.open("w") as out, complained.open("w") as err:
        scenes = subprocess.Popen(
            [sys.executable, "-m", "tests.tasks.at_work", str(instance.home), str(KILLS)],
            env=environment, cwd=PROJECT, stdout=out, stderr=err, start_new_session=True,
        )  # fmt: skip
        try:
            code = scenes.wait(timeout=PATIENCE)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(scenes.pid, signal.SIGKILL)
    assert code == 0, complained.read_text()[-3000:]
    found: dict[str, Any] = json.loads(said.read_text())
    return found


def test_two_workers_never_do_the_same_task_and_leave_none(told):
    found = told["shared"]
    assert sorted(map(int, found["began"])) == list(range(30))
    assert found["tasks"] == [["done", 1]] * 30
    assert (len(found["lines"]), found["broken"], found["workers"], found["codes"]) == (30, 0, 0, [0, 0])


def test_what_a_killed_worker_did_is_done_by_the_next_and_kept_once(told):
    found = told["killed"]
    print(f"killed {KILLS} times: {found['tasks']}")
    assert sorted(found["lines"]) == sorted(f"number:{number}" for number in range(100, 100 + KILLS))
    assert [state for state, _ in found["tasks"]] == ["done"] * KILLS
    assert sum(attempts for _, attempts in found["tasks"]) >= KILLS + 1
    assert (found["broken"], found["workers"], found["codes"]) == (0, 0, [0])


def test_a_whole_task_whose_worker_is_killed_leaves_nothing_half(told):
    found = told["whole"]
    assert found["left"] - len(told["shared"]["lines"] + told["killed"]["lines"]) in (0, 5)
    assert found["lines"] == [f"number:{number}" for number in range(5)]
    assert (found["tasks"][0][0], found["broken"], found["codes"]) == ("done", 0, [0])


def test_a_worker_whose_keeper_was_killed_goes_home_by_itself(told):
    assert told["orphan"]["workers"] == 0


def test_the_server_has_a_worker_beside_it_that_ends_with_it(tmp_path):
    instance = Instance(tmp_path / "home")
    server = instance.begin("serve", "--port", "0", "--workers", "1")
    locks = tmp_path / "home" / "workers"
    until = time.monotonic() + 90
    while not list(locks.glob("*.lock")) and time.monotonic() < until:
        time.sleep(0.1)
    assert len(list(locks.glob("*.lock"))) == 1
    server.terminate()
    server.wait(timeout=30)
    while list(locks.glob("*.lock")) and time.monotonic() < until:
        time.sleep(0.1)
    assert list(locks.glob("*.lock")) == []
