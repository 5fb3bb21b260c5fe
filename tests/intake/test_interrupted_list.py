"""An import of a list that is killed at any moment leaves everything or nothing, and begun again it ends well."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.environment import often
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
