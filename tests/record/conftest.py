"""Each test has a record of its own; what the desk keeps of the last one must not be offered."""

import pytest

from metronome.record import vocabulary


@pytest.fixture(autouse=True)
def nothing_kept():
    vocabulary._vocabulary.cache_clear()
