"""Instances on disk that many tests begin with: made once in a run, by whichever worker asks first, then copied."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.environment import RUN

PROJECT = Path(__file__).resolve().parents[1]
METROPOLIS = PROJECT / "reference" / "metropolis"
CASPIAN = PROJECT / "tests" / "networks" / "caspian"
#: Starts the command of this checkout; the words of the operator follow.
COMMAND = (sys.executable, "-c", "import sys; from metronome.cli import main; sys.exit(main())")


def surroundings(home: Path) -> dict[str, str]:
    """The environment of an instance, without the settings of this test run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("METRONOME_")}
    return {**kept, "METRONOME_HOME": str(home)}


def empty(home: Path) -> Path:
    """A new instance at this folder: every table, and nothing in it."""
    return shutil.copytree(_empty(), home, dirs_exist_ok=True)


def loaded(folder: Path, home: Path) -> Path:
    """A new instance at this folder, with a network as its folder in this project says it."""
    return shutil.copytree(_loaded(folder), home, dirs_exist_ok=True)


def published(home: Path) -> Path:
    """A new instance at this folder, with the reference network and its report published as in the demo."""
    report = ["demo-report", "--mark", "--period", "2021-P1", "--formats", "json", "--out", str(RUN / "documents")]
    return shutil.copytree(_made("published", [*COMMAND, *report], _loaded(METROPOLIS)), home, dirs_exist_ok=True)


def _empty() -> Path:
    return _made("empty", [sys.executable, "manage.py", "migrate", "--verbosity", "0"], None)


def _loaded(folder: Path) -> Path:
    return _made(f"loaded-{folder.name}", [*COMMAND, "load", str(folder)], _empty())


def _made(name: str, command: list[str], begun: Path | None) -> Path:
    """The instance that a command makes of another, or of nothing; other workers wait until it stands."""
    home = RUN / "instances" / name
    home.parent.mkdir(exist_ok=True)
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            making = home.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)
            shutil.copytree(begun, making) if begun else making.mkdir()
            subprocess.run(command, check=True, cwd=PROJECT, env=surroundings(making), stdout=subprocess.DEVNULL)
            making.rename(home)
    return home
