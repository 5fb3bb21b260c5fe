"""Stretches of whole months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.period import months_after


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2021, 3, 16), 30, date(2023, 9, 15)),
        (date(2021, 1, 1), 12, date(2021, 12, 31)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2021, 12, 1), 1, date(2021, 12, 31)),
    ],
)
def test_whole_months_end_on_the_day_before_they_begin_again(first, months, last):
    assert months_after(first, months) == last


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 600), st.integers(1, 600))
def test_a_month_more_ends_later_and_from_a_first_of_a_month_stretches_join(first, a, b):
    assert months_after(first, a) < months_after(first, a + 1)
    first = first.replace(day=1)
    assert months_after(months_after(first, a) + timedelta(days=1), b) == months_after(first, a + b)
