"""The surroundings of a test run: an instance of its own, and what is left out where the machine cannot run it.

A pytest plugin rather than a conftest, because the instance must be named before Django reads its settings.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import tempfile
from urllib.parse import urlsplit

import pytest

#: Left where a worker process of the same run finds it.
os.environ.setdefault("METRONOME_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/metronome")
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["METRONOME_HOME"] = tempfile.mkdtemp(prefix="metronome-tests-")
    atexit.register(shutil.rmtree, os.environ["METRONOME_HOME"], ignore_errors=True)
else:
    # Workers write at the same time: each has an instance inside the run's own.
    os.environ["METRONOME_HOME"] += f"/{os.environ['PYTEST_XDIST_WORKER']}"

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The path of the browser for the journeys, or None."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def postgres_answers() -> bool:
    """Whether somebody listens where METRONOME_TEST_POSTGRES points."""
    address = urlsplit(os.environ["METRONOME_TEST_POSTGRES"])
    try:
        with socket.create_connection((address.hostname or "127.0.0.1", address.port or 5432), timeout=1):
            return True
    except OSError:
        return False


def reasons_to_leave_out() -> dict[str, str]:
    """The markers whose tests this machine cannot run, each with the reason and the remedy."""
    reasons = {}
    if not chromium():
        reasons["browser"] = "no Chromium found (apt-get install chromium)"
    if not postgres_answers():
        reasons["postgres"] = "no PostgreSQL answers (name one in METRONOME_TEST_POSTGRES)"
    return reasons


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reasons = reasons_to_leave_out()
    for item in items:
        for marker in item.iter_markers():
            if marker.name in reasons:
                item.add_marker(pytest.mark.skip(reason=f"{marker.name} tests: {reasons[marker.name]}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = reasons_to_leave_out()
    for marker, reason in reasons.items():
        terminalreporter.write_line(f"Left out: {marker} tests: {reason}.")
    if not reasons:
        terminalreporter.write_line("Nothing was left out for want of a browser or a PostgreSQL server.")
