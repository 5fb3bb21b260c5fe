"""An instance of its own on disk, and the command as an operator types it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import instances
from tests.instances import COMMAND, METROPOLIS, PROJECT, surroundings

REFERENCE = METROPOLIS


@dataclass(frozen=True)
class Instance:
    """A folder with an instance; `run` is one command on it. Without a database of its own it has SQLite in there."""

    home: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        own = {"LANG": "en_GB.UTF-8", "LC_ALL": "en_GB.UTF-8"}
        return surroundings(self.home) | own | ({"METRONOME_DATABASE": self.database} if self.database else {})

    def run(self, *arguments: object, code: int = 0) -> str:
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)], env=self.environment, cwd=PROJECT, capture_output=True, text=True
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout if code == 0 else done.stdout + done.stderr

    def json(self, *arguments: object, code: int = 0):
        done = subprocess.run(
            [*COMMAND, *map(str, arguments), "--format", "json"],
            env=self.environment, cwd=PROJECT, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return json.loads(done.stdout)

    def begin(self, *arguments: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            env=self.environment, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


@pytest.fixture(scope="session")
def loaded(tmp_path_factory) -> Instance:
    """The reference network loaded once; copy it before you change it."""
    return Instance(instances.loaded(REFERENCE, tmp_path_factory.mktemp("loaded")))


@pytest.fixture
def empty(tmp_path) -> Instance:
    """An instance with every table and nothing in it."""
    return Instance(instances.empty(tmp_path / "empty"))


@pytest.fixture
def instance(loaded, tmp_path) -> Instance:
    """A copy of the loaded instance, to be changed at will."""
    shutil.copytree(loaded.home, tmp_path / "home")
    return Instance(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference folder, to be edited at will."""
    return shutil.copytree(REFERENCE, tmp_path / "folder")


@pytest.fixture
def edit(folder) -> Callable[[str, str, str], None]:
    """Replace a text that stands once in a file of the folder."""

    def replace(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
