"""Instances that a browser visits: loaded once for all journeys, and served as in production."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.axe import launched

PROJECT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def served(home: Path, folder: Path) -> Iterator[str]:
    """The address of an instance with what the folder says."""
    environment = {**os.environ, "METRONOME_HOME": str(home)}

    def run(*command: str) -> None:
        subprocess.run([sys.executable, *command], check=True, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)

    run("manage.py", "migrate", "--verbosity", "0")
    run("-c", "import sys; from metronome.cli import main; sys.exit(main())", "load", str(folder))
    port = free_port()
    command = ["-m", "gunicorn", "metronome.config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    server = subprocess.Popen([sys.executable, *command, "--log-level", "error"], cwd=PROJECT, env=environment)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for(port: int) -> None:
    """Until somebody answers, for half a minute at most."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nobody answers at port {port}")


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The reference network."""
    yield from served(tmp_path_factory.mktemp("reference"), PROJECT / "reference" / "metropolis")


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another network: other levels, codes, languages and scripts."""
    yield from served(tmp_path_factory.mktemp("second"), PROJECT / "tests" / "networks" / "caspian")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()
