"""An import of a list that is killed at any moment leaves everything or nothing, and begun again it ends well."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests import instances
from tests.environment import PATIENCE, often
from tests.instances import CASPIAN, PROJECT, surroundings

ROUNDS, ROWS = often(100, 8), 600
#: Imports the list into one instance after the other, each in a process of its own that is killed after a while; the
#: first is left to its end, and its time bounds the others.
KILL = """
import os, random, signal, sys, time
import django
django.setup()
from django.db import connection
from pathlib import Path
from metronome.intake.lists.actions import import_list

path, seed, *homes = sys.argv[1:]
chance, longest = random.Random(int(seed)), None
for home in homes:
    begun = time.monotonic()
    process = os.fork()
    if not process:
        connection.settings_dict["NAME"] = f"{home}/metronome.sqlite3"
        import_list(path=Path(path), source="file", by="editor")
        os._exit(0)
    if longest is not None:
        time.sleep(chance.uniform(0, longest))
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    longest = longest or time.monotonic() - begun
"""


def counted(home: Path) -> tuple[int, int]:
    """How many activities of the list are on record, and lines of the audit."""
    with sqlite3.connect(home / "metronome.sqlite3") as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        activities = "select count(*) from record_activity where code like 'listed-%'"
        return tuple(database.execute(sql).fetchone()[0] for sql in (activities, "select count(*) from ground_line"))


@pytest.mark.slow
def test_a_killed_import_leaves_everything_or_nothing(tmp_path):
    def run(*command: object) -> None:
        subprocess.run([sys.executable, *map(str, command)], env=surroundings(empty), cwd=PROJECT, check=True)

    empty = tmp_path / "empty"
    empty.mkdir()
    run("manage.py", "migrate", "--verbosity", "0")
    run("-c", "import sys; from metronome.cli import main; sys.exit(main())", "load", CASPIAN)
    rows = [f"listed-{number},Sounding,2021-10-01,sounding,baku; anzali" for number in range(ROWS)]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["code,title (en),days,kind,members", *rows]) + "\n", encoding="utf-8")
    homes = [Path(shutil.copytree(empty, tmp_path / f"home-{number}")) for number in range(ROUNDS + 1)]
    before = counted(empty)
    run("-c", KILL, path, random.randrange(10**6), *homes)  # noqa: S311  the moments need be no secret
    after = counted(homes[0])
    assert after == (ROWS, before[1] + ROWS)
    found = [counted(home) for home in homes[1:]]
    print(f"{ROUNDS} killed: {found.count(before)} with nothing, {found.count(after)} with everything")
    assert set(found) <= {before, after}
    run("-c", KILL, path, 1, homes[1])
    assert counted(homes[1]) == after


@pytest.mark.slow
def test_a_worker_killed_while_it_puts_a_list_on_record_leaves_no_half_row_and_the_next_ends_it(tmp_path):
    home, kills = instances.loaded(CASPIAN, tmp_path / "home"), often(100, 2)
    told, wrong = tmp_path / "told.json", tmp_path / "wrong.txt"
    # Files and not pipes: a worker that is left behind would hold a pipe open, and who reads it would wait for ever.
    with told.open("w") as out, wrong.open("w") as err:
        command = [sys.executable, "-m", "tests.intake.import_at_work", str(kills), str(random.randrange(10**6))]  # noqa: S311
        environment = {**surroundings(home), "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
        code = subprocess.run(
            command, env=environment, cwd=PROJECT, stdout=out, stderr=err, check=False, timeout=PATIENCE
        ).returncode
    assert code == 0, wrong.read_text()[-3000:]
    found = json.loads(told.read_text())
    rows = found["rounds"][0]["ended"][0]
    assert rows
    for one in found["rounds"]:
        assert (one["state"], one["ended"]) == ("done", [rows, rows, 0])
        if one["left"]:
            on_record, lines, waiting = one["left"]
            assert (lines, waiting) == (on_record, rows - on_record)
    assert found["broken"] == 0
    print(f"{kills} killed, with so many rows on record then: {[one['left'][0] for one in found['rounds'][1:]]}")
