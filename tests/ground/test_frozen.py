"""Frozen rows come back from their plain form, and from nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.frozen import from_plain, to_plain
from metronome.ground.period import Period
from metronome.ground.text import Text


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Part:
    name: str
    day: date | None = None


@dataclass(frozen=True)
class Whole:
    number: int
    amount: Decimal
    is_good: bool
    colour: Colour
    text: Text
    period: Period
    parts: tuple[Part, ...]
    pairs: tuple[tuple[str, int], ...]
    words: Mapping[str, str]
    count: Count | None
    anything: Any = None


wholes = st.builds(
    Whole,
    number=st.integers(),
    amount=st.decimals(allow_nan=False, allow_infinity=False, places=4),
    is_good=st.booleans(),
    colour=st.sampled_from(Colour),
    text=st.dictionaries(st.sampled_from(["fr", "en"]), st.text(min_size=1)).map(lambda t: Text.of(t, source="fr")),
    period=st.dates().map(lambda day: Period(day, None)),
    parts=st.lists(st.builds(Part, st.text(), st.none() | st.dates())).map(tuple),
    pairs=st.lists(st.tuples(st.text(), st.integers())).map(tuple),
    words=st.dictionaries(st.text(), st.text()),
    count=st.none() | st.integers(0, 9).map(lambda n: Count(Qualifier.EXACTLY, Basis.PEOPLE, n)),
    anything=st.none() | st.text() | st.lists(st.integers()),
)
GOOD = to_plain(
    Whole(1, Decimal("1.5"), True, Colour.RED, Text(), Period(None, None), (Part("a"),), (("a", 1),), {}, None)
)


@given(wholes)
def test_what_is_frozen_comes_back_through_json(whole: Whole):
    assert from_plain(Whole, json.loads(json.dumps(to_plain(whole)))) == whole


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", True),
        ("number", "1"),
        ("is_good", 1),
        ("amount", "much"),
        ("amount", 1),
        ("amount", "NaN"),
        ("parts", "ab"),
        ("colour", "blue"),
        ("text", {"source": "fr"}),
        ("text", "eau"),
        ("period", {"first": "2021-02-30", "last": None}),
        ("period", {"first": None}),
        ("parts", [{}]),
        ("parts", None),
        ("pairs", [["a"]]),
        ("words", ["a"]),
        ("count", {"qualifier": "exactly", "basis": "people", "number": None, "upper": None}),
    ],
)
def test_data_that_does_not_fit_is_refused(field, value):
    with pytest.raises(ValueError, match=r"\w"):
        from_plain(Whole, {**GOOD, field: value})


def test_a_field_more_or_less_is_refused():
    with pytest.raises(ValueError, match="other fields"):
        from_plain(Whole, {**GOOD, "extra": 1})
    with pytest.raises(ValueError, match="other fields"):
        from_plain(Whole, {})


def test_a_field_that_came_later_may_be_missing_from_what_was_put_away_before():
    assert from_plain(Whole, {**GOOD, "parts": [{"name": "a"}]}).parts == (Part("a"),)


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError, match="no plain form for float"):
        to_plain([0.1])
