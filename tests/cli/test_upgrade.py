"""An instance of the first version, with rows in every table, becomes one of this version and says the same; also when
the upgrade is killed on its way. On both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.cli.conftest import Instance
from tests.environment import PATIENCE, often
from tests.instances import PROJECT

pytestmark = pytest.mark.slow
KILLS = often(100, 1)
#: What an upgrade is there to change, each with what it becomes.
CHANGED = {"record_personinvolved.title": "A text in languages, whose source is what stood there."}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def told(request, tmp_path_factory) -> Iterator[dict[str, Any]]:
    home = tmp_path_factory.mktemp("first")
    if request.param == "sqlite":
        yield upgraded(Instance(home))
        return
    server, name = os.environ["METRONOME_TEST_POSTGRES"], f"metronome_first_{os.getpid()}"
    with psycopg.connect(urlsplit(server)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield upgraded(Instance(home, urlsplit(server)._replace(path=f"/{name}").geturl()))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def upgraded(instance: Instance) -> dict[str, Any]:
    environment = {**instance.environment, "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    command = [sys.executable, "-m", "tests.cli.at_first", str(KILLS)]
    done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_row_of_the_first_version_says_the_same_in_this_one(told):
    before, now = told["before"], told["whole"]
    compared, wrong = 0, []
    for table, lines in before.items():
        for line, after in zip(lines, now[table], strict=True):
            for column, value in line.items():
                if column in after and f"{table}.{column}" not in CHANGED:
                    compared += 1
                    wrong += [] if after[column] == value else [f"{table}.{column}: {value} became {after[column]}"]
    print(f"{compared} values in {len(before)} tables of the first version")
    assert wrong == []
    assert compared > 200
    for name in CHANGED:
        table, column = name.split(".")
        text = json.loads(now[table][0][column])
        assert text["texts"][text["source"]] == before[table][0][column]


def test_an_upgrade_that_is_killed_is_begun_again_by_itself_and_ends_the_same(told):
    print(f"killed {told['cut']} times on the way")
    assert told["differing"] == []
    assert told["cut"] == KILLS
