"""The surroundings of a test run: an instance of its own, and what is left out where the machine cannot run it.

A pytest plugin rather than a conftest, because the instance must be named before Django reads its settings.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest

#: Left where a worker process of the same run finds it.
os.environ.setdefault("METRONOME_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/metronome")
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["TESTS_RUN"] = tempfile.mkdtemp(prefix="metronome-tests-")
    atexit.register(shutil.rmtree, os.environ["TESTS_RUN"], ignore_errors=True)
#: The folder of this run, which its workers share.
RUN = Path(os.environ["TESTS_RUN"])
# Workers write at the same time: each has an instance of its own.
os.environ["METRONOME_HOME"] = str(RUN / os.environ.get("PYTEST_XDIST_WORKER", "alone"))
#: Whether what is tried many times is tried as often as docs/faults.md says, and not on a sample.
THOROUGH = bool(os.environ.get("TESTS_THOROUGH"))

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
    if not (shutil.which("java") and find_spec("pyspark")):
        reasons["spark"] = "no Java or no pyspark found (apt-get install openjdk-17-jre-headless; docs/scaling.md)"
    return reasons


def often(whole: int, sample: int) -> int:
    """How often something is tried: as often as the figures say, or on a sample in every run."""
    return whole if THOROUGH else sample


#: Seconds after which a process that a test began is given up.
PATIENCE = often(3600, 300)


def asks_the_database(item: pytest.Item) -> bool:
    """Whether a test may answer otherwise on another database."""
    from django.test import SimpleTestCase

    fixtures = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    case = getattr(item, "cls", None) or object
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(fixtures) or issubclass(case, SimpleTestCase)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reasons = reasons_to_leave_out()
    for item in items:
        if asks_the_database(item):
            item.add_marker("database")
        for marker in item.iter_markers():
            if marker.name in reasons:
                item.add_marker(pytest.mark.skip(reason=f"{marker.name} tests: {reasons[marker.name]}"))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Name what failed at once: a run that is ended from outside prints no summary."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        crash = getattr(report.longrepr, "reprcrash", None)
        print(f"\n{report.when} of {report.nodeid}: {crash or report.longrepr}", flush=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = reasons_to_leave_out()
    for marker, reason in reasons.items():
        terminalreporter.write_line(f"Left out: {marker} tests: {reason}.")
    if not reasons:
        terminalreporter.write_line("Nothing was left out for want of a browser, a PostgreSQL server or Spark.")
