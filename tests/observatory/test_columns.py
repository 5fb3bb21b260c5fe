"""Columns are checked whole, and what is found is what a look at row after row finds."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.observatory.facts.columns import KEY
from metronome.observatory.loading import checking
from metronome.observatory.loading.checking import FIRST, _repeated_keys
from metronome.observatory.loading.cleaning import Read

#: The parts of a key, of which one may not be known.
KEYS = st.lists(st.tuples(*(st.sampled_from([None, "a", "b", "c"]) for _ in KEY[1:])), min_size=1, max_size=30)


@pytest.mark.parametrize("counted", [0, 1 << 40])
@given(keys=KEYS)
def test_a_key_that_stands_twice_is_found_whether_keys_are_counted_or_sorted(keys, counted):
    columns = {
        name: pa.array([key[place] for key in keys], pa.string()).dictionary_encode()
        for place, name in enumerate(KEY[1:])
    }
    columns["indicator"] = columns[KEY[1]]
    before, checking.COUNTED = checking.COUNTED, counted
    try:
        found = _repeated_keys(columns).tolist()
    finally:
        checking.COUNTED = before
    often = Counter(keys)
    assert found == [None not in key and often[key] > 1 for key in keys]


@given(st.integers(0, 12), st.sets(st.integers(FIRST, FIRST + 15), max_size=8))
def test_rows_have_the_numbers_that_they_have_in_the_file(size, gone):
    table = pa.table({"value": pa.array(["1"] * size, pa.string())})
    read = Read.of(table, [(number, "a footnote") for number in sorted(gone)])
    numbers: list[int] = []
    number = FIRST
    while len(numbers) < size:
        numbers += [number] if number not in gone else []
        number += 1
    assert read.numbers.tolist() == numbers
    last = numbers[-1] if numbers else FIRST
    assert [one.row for one in read.findings] == sorted(one for one in gone if one < last)
    assert [one for one, _text in read.notes] == sorted(one for one in gone if one > last)
