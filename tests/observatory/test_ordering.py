"""A ranking is put in order as whole columns, and is the one that exact fractions give row by row."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from metronome.observatory.averages import average, average_of
from metronome.observatory.dense.layout import SCALES, STATUSES, Header, note_of
from metronome.observatory.dense.reading import Cube
from metronome.observatory.enums import WITHOUT_VALUE
from metronome.observatory.ordering import by_change, by_value

YEARS = (2010, 2020)
NUMBER = st.one_of(st.integers(-6, 6), st.integers(-(2**61), 2**61))
NOTE = st.one_of(st.just(0), st.builds(note_of, st.sampled_from(STATUSES), st.sampled_from(SCALES)))
#: Of each area the number and the note of two years.
AREAS = st.lists(st.tuples(NUMBER, NOTE, NUMBER, NOTE), max_size=12)


def cube_of(areas) -> Cube:
    slugs = tuple(f"a{place:02d}" for place in range(len(areas)))
    header = Header("", ("people",), YEARS[0], YEARS[1], slugs, ())
    values = np.zeros((1, max(1, len(areas)), 11), np.int64)
    notes = np.zeros(values.shape, np.uint8)
    for place, (before, note_before, now, note_now) in enumerate(areas):
        values[0, place, [0, 10]], notes[0, place, [0, 10]] = (before, now), (note_before, note_now)
    return Cube(header, values, notes)


def placed(keys: Mapping[str, int | Fraction]) -> list[tuple[int, str]]:
    """Place and area by the book: one more than there are areas before it."""
    order = sorted(keys, key=lambda area: (-keys[area], area))
    return [(1 + sum(keys[other] > keys[area] for other in keys), area) for area in order]


@given(AREAS)
def test_a_ranking_is_the_one_by_the_book_and_equals_share_a_place(areas):
    cube = cube_of(areas)
    column = cube.column("people", YEARS[1], cube.placed(cube.header.areas))
    order = by_value(column)
    keys = {cell.area: cell.number for cell in column.cells if cell.number is not None}
    assert [(place, cell.area) for place, cell, _change in order] == placed(keys)
    assert [one for area in keys for one in order.of(area)] == [
        one for area in keys for one in order if one[1].area == area
    ]
    assert order[:3] == list(order)[:3]
    assert order.of("nowhere") == []


@given(AREAS)
def test_who_grows_fastest_is_exact_however_near_two_shares_are(areas):
    cube = cube_of(areas)
    everywhere = cube.placed(cube.header.areas)
    now, before = (cube.column("people", year, everywhere) for year in reversed(YEARS))
    then = {cell.area: cell.number for cell in before.cells if cell.number}
    keys = {
        cell.area: Fraction(cell.number - then[cell.area], abs(then[cell.area]))
        for cell in now.cells
        if cell.number is not None and cell.area in then
    }
    order = by_change(now, before)
    assert [(place, cell.area) for place, cell, _change in order] == placed(keys)
    assert {cell.area: change for _place, cell, change in order} == keys


@given(AREAS, st.sampled_from(["mean", "sum", "none"]))
def test_an_average_of_a_column_is_the_one_of_its_cells(areas, aggregation):
    cube = cube_of(areas)
    column = cube.column("people", YEARS[1], cube.placed(cube.header.areas))
    asked = {"aggregation": aggregation, "decimals": 1, "of": len(areas)}
    assert average_of(column, **asked) == average(column.cells, **asked)
    assert all((cell.number is None) == (cell.status in WITHOUT_VALUE) for cell in column.cells)
