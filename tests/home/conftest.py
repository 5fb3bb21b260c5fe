"""Each test has a record of its own; what pages keep of the last one must not be given."""

import pytest

from metronome.home import desk, standing
from metronome.record import vocabulary


@pytest.fixture(autouse=True)
def nothing_kept():
    standing._stand.cache_clear()
    desk._findings.cache_clear()
    vocabulary._vocabulary.cache_clear()
