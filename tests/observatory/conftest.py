"""What tests of the observatory begin with."""

import pytest

from tests.factories.observatory import make_observatory


@pytest.fixture
def observatory(db, settings, tmp_path):
    """Definitions and areas, in an instance whose files are its own."""
    settings.HOME = tmp_path
    make_observatory()
    return tmp_path
