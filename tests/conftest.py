"""What tests of several rooms begin with."""

import os

import pytest
from hypothesis import HealthCheck, settings

from metronome.ground.kept import forget
from metronome.intake.loading import LoadReport, load_folder
from tests.environment import often
from tests.instances import CASPIAN, METROPOLIS

# A busy machine is no fault: no property is held to a time. On CI the same examples come each time, so that a change
# is judged by itself and not by chance; elsewhere new ones are tried.
settings.register_profile(
    "patient",
    deadline=None,
    max_examples=often(100, 30),
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("patient")


@pytest.fixture
def metropolis(db) -> LoadReport:
    """The reference network, loaded in the test's own transaction."""
    return load_folder(METROPOLIS, by="operator")


@pytest.fixture
def caspian(db) -> LoadReport:
    """The other network, loaded in the test's own transaction."""
    return load_folder(CASPIAN, by="operator")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Each test has a record of its own, whose publications are counted from nought: what the process keeps under that
    number of the test before must not be given."""
    forget()


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Most tests ask for people who sign in, each with a password; how slow a hash is, is Django's promise."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
