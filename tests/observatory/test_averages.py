"""An average says what it is of, and is what fractions say, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.observatory.averages import Cell, average
from metronome.observatory.enums import Aggregation

CELLS = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(-(10**12), 10**12)), st.integers(1990, 2030)), max_size=30
).map(
    lambda found: [
        Cell(f"a{place}", number, year, "O" if number is None else "A", "metropolitan")
        for place, (number, year) in enumerate(found)
    ]
)


@given(CELLS, st.integers(0, 6))
def test_a_mean_is_the_sum_of_the_known_by_their_number(cells, decimals):
    known = [Fraction(cell.number, 10**decimals) for cell in cells if cell.number is not None]
    found = average(cells, aggregation=Aggregation.MEAN, decimals=decimals, of=40)
    assert found.value == (sum(known) / len(known) if known else None)
    assert (found.n, found.of) == (len(known), 40)
    if known:
        years = [cell.year for cell in cells if cell.number is not None]
        assert found.years == (min(years), max(years))


@given(CELLS, st.dictionaries(st.integers(0, 30).map(lambda place: f"a{place}"), st.integers(0, 10**9)))
def test_a_weighted_mean_leaves_out_what_has_no_weight_and_says_so(cells, weights):
    found = average(cells, aggregation=Aggregation.WEIGHTED, decimals=1, of=40, weights=weights)
    used = [cell for cell in cells if cell.number is not None and cell.area in weights]
    whole = sum(weights[cell.area] for cell in used)
    expected = sum(Fraction(cell.number, 10) * weights[cell.area] for cell in used) / whole if whole else None
    assert found.value == expected
    assert found.n + found.unweighted == sum(cell.number is not None for cell in cells)


@given(CELLS, st.randoms())
def test_the_order_of_the_areas_changes_nothing(cells, chance):
    shuffled = list(cells)
    chance.shuffle(shuffled)
    for aggregation in (Aggregation.MEAN, Aggregation.SUM):
        one, other = (average(rows, aggregation=aggregation, decimals=2, of=9) for rows in (cells, shuffled))
        assert one.value == other.value
        assert one.scales == other.scales


def test_the_mix_of_scales_and_statuses_is_told():
    cells = [
        Cell("a", 1, 2020, "A", "metropolitan"),
        Cell("b", 2, 2020, "F", "national"),
        Cell("c", 6, 2019, "A", "national"),
        Cell("d", None, 2020, "Q", "national"),
    ]
    found = average(cells, aggregation=Aggregation.MEAN, decimals=0, of=7)
    assert (found.n, found.of, found.years) == (3, 7, (2019, 2020))
    assert found.scales == {"national": 2, "metropolitan": 1}
    assert found.statuses == {"A": 2, "F": 1}
    assert found.rounded(1) == Decimal("3.0")


@pytest.mark.parametrize("aggregation", Aggregation)
def test_of_nothing_there_is_no_average_and_no_zero(aggregation):
    found = average([], aggregation=aggregation, decimals=1, of=3, weights={})
    assert (found.value, found.n, found.of, found.years, found.rounded(1)) == (None, 0, 3, None, None)


def test_what_is_not_put_together_has_no_value_however_much_is_known():
    cells = [Cell("a", 1, 2020, "A", "metropolitan")]
    assert average(cells, aggregation=Aggregation.NONE, decimals=0, of=1).value is None
