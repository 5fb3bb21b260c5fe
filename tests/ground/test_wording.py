"""What changed between two wordings is told word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.wording import MOST, Change, word_difference


def told(before: str, now: str) -> list[str]:
    sign = {Change.SAME: "", Change.GONE: "-", Change.NEW: "+"}
    return [sign[stretch.change] + stretch.text for stretch in word_difference(before, now)]


@pytest.mark.parametrize(
    ("before", "now", "difference"),
    [
        ("Forum des villes", "Forum des villes", ["Forum des villes"]),
        ("Forum des villes", "Forum des régions", ["Forum des ", "-villes", "+régions"]),
        ("les grandes villes", "les petites cités", ["les ", "-grandes villes", "+petites cités"]),
        ("Forum", "Forum.", ["Forum", "+."]),
        ("", "Forum", ["+Forum"]),
        ("Forum", "", ["-Forum"]),
        ("منتدى المدن", "منتدى الموانئ", ["منتدى ", "-المدن", "+الموانئ"]),
    ],
)
def test_a_difference_is_told_by_words(before: str, now: str, difference: list[str]):
    assert told(before, now) == difference


def test_what_is_very_long_is_told_as_a_whole():
    assert told("a " * MOST, "b") == ["-" + "a " * MOST, "+b"]


@given(st.text(), st.text())
def test_both_wordings_can_be_read_off_their_difference(before: str, now: str):
    found = word_difference(before, now)
    assert "".join(one.text for one in found if one.change is not Change.NEW) == before
    assert "".join(one.text for one in found if one.change is not Change.GONE) == now
