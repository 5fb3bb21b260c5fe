"""The same data has the same bytes wherever they are made."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.canonical import canonical, digest, dumps, dumps_plain, sha256_of_text

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_plain_data_comes_back_from_its_bytes(data):
    assert json.loads(dumps(data)) == data
    assert canonical(data) == data
    assert dumps_plain(data) == dumps(data)


@given(st.dictionaries(st.text(), st.integers()), st.randoms())
def test_the_order_of_keys_makes_no_difference(data: dict[str, int], chance):
    items = list(data.items())
    chance.shuffle(items)
    assert digest(dict(items)) == digest(data)


def test_the_form_is_sorted_without_spaces_and_with_characters_as_themselves():
    assert dumps({"b": [1, True, None], "a": "Bogotá"}) == '{"a":"Bogotá","b":[1,true,null]}'


def test_days_decimals_sets_and_tuples_have_one_plain_form():
    value = {
        1: (Decimal("1.50"), date(2021, 3, 17)),
        "set": {"b", "a"},
        "frozen": frozenset([2, 1]),
        "at": datetime(2021, 3, 17, 12, tzinfo=UTC),
        "small": Decimal("1E-7"),
    }
    assert canonical(value) == {
        "1": ["1.50", "2021-03-17"],
        "set": ["a", "b"],
        "frozen": [1, 2],
        "at": "2021-03-17T12:00:00+00:00",
        "small": "0.0000001",
    }


def test_a_float_has_no_canonical_form():
    with pytest.raises(TypeError, match="use Decimal or int"):
        dumps([0.1])


def test_a_digest_is_the_sha256_of_the_bytes():
    assert digest([]) == sha256_of_text("[]") == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
