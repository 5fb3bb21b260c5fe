"""What tests of the observatory begin with."""

import pytest

from tests.factories.observatory import make_observatory


@pytest.fixture
def observatory(db, settings, tmp_path):
    """Definitions and areas, in an instance whose files are its own."""
    settings.HOME = tmp_path
    make_observatory()
    return tmp_path


#: The bridge to Java leaves the sockets of its answers to be closed by themselves.
SOCKETS = "ignore:(Exception ignored in. <socket|unclosed <socket)"
SPARK = (pytest.mark.spark, pytest.mark.filterwarnings(SOCKETS))


@pytest.fixture(params=[pytest.param("", id="duckdb"), pytest.param("local[2]", id="spark", marks=SPARK)])
def engine(request, settings):
    """Each engine in turn: whoever asks for it promises the same answer of both."""
    settings.SPARK = request.param
