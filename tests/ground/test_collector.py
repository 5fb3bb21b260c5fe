import gc

import pytest

from metronome.ground import collector


def test_the_collector_rests_meanwhile_and_goes_on_afterwards():
    assert gc.isenabled()
    with collector.held_back():
        assert not gc.isenabled()
        with collector.held_back():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_goes_on_after_a_failure():
    with pytest.raises(KeyError), collector.held_back():
        raise KeyError
    assert gc.isenabled()
