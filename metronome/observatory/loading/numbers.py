"""Numbers from text, exactly: whole numbers of so many decimal places, or the reason why one is none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

WHOLE, BROKEN = r"^[+-]?[0-9]{1,18}$", r"^[+-]?[0-9]{1,12}\.[0-9]{1,6}$"
#: Longer ones, which are seldom and are read one by one.
LONG = r"^[+-]?[0-9]{1,25}(\.[0-9]{1,6})?$"
#: Places that a number with a point is read with before it is brought to those that are kept.
PLACES = 6
LARGEST = np.iinfo(np.int64).max
#: What can be wrong with a number, by its code; the last is said by who knows the range.
FAULTS = ("", "not-a-number", "too-large", "too-precise", "out-of-range")
NO_NUMBER, TOO_LARGE, TOO_PRECISE, OUTSIDE = range(1, len(FAULTS))

Numbers = Any  # an array of numpy; it has no use for types of its contents here


def read_numbers(texts: pa.Array, *, decimals: int, times: int) -> tuple[Numbers, Numbers]:
    """The texts times a factor as whole numbers of so many places, and the code of a fault for each, 0 for none. The
    number beside a fault means nothing."""
    texts = pc.utf8_trim_whitespace(texts)
    whole = np.asarray(pc.match_substring_regex(texts, WHOLE))
    broken = np.asarray(pc.match_substring_regex(texts, BROKEN)) if not whole.all() else ~whole
    numbers = np.zeros(len(texts), dtype=np.int64)
    rest = ~(whole | broken)
    long = np.asarray(pc.match_substring_regex(texts, LONG)) & rest if rest.any() else rest
    faults = np.where(rest & ~long, NO_NUMBER, 0).astype(np.int8)
    factor = times * 10**decimals
    if whole.any():
        _put_whole(numbers, faults, whole, _some(texts, whole), factor)
    if broken.any():
        _put_broken(numbers, faults, broken, _some(texts, broken), factor)
    for place, text in zip(np.flatnonzero(long), _some(texts, long).to_pylist() if long.any() else (), strict=True):
        raised = Fraction(text) * factor
        if raised.denominator > 1:
            faults[place] = TOO_PRECISE
        elif abs(raised) > LARGEST:
            faults[place] = TOO_LARGE
        else:
            numbers[place] = int(raised)
    return numbers, faults


def printed_numbers(numbers: pa.Array, decimals: int) -> pa.Array:
    """Whole numbers of so many places as text, exactly: 737 of one place is 73.7."""
    low = np.asarray(numbers.fill_null(0))
    # Each of the 128 bits of a decimal: the number, and above it nothing but its sign.
    wide = np.stack([low, low >> 63], axis=1).tobytes()
    exact = pa.Array.from_buffers(pa.decimal128(38, decimals), len(numbers), [None, pa.py_buffer(wide)])
    texts = exact.cast(pa.string())
    return pc.if_else(numbers.is_valid(), texts, pa.scalar(None, pa.string())) if numbers.null_count else texts


def _some(texts: pa.Array, where: Numbers) -> pa.Array:
    """Some of the texts, without the sign that a number does not need."""
    some = texts if where.all() else texts.filter(pa.array(where))
    return pc.replace_substring_regex(some, r"^\+", "") if pc.any(pc.starts_with(some, "+")).as_py() else some


def _put_whole(numbers: Numbers, faults: Numbers, where: Numbers, texts: pa.Array, factor: int) -> None:
    read = np.asarray(texts.cast(pa.int64()))
    fits = np.abs(read) <= LARGEST // factor
    numbers[where] = np.where(fits, read, 0) * factor
    faults[np.flatnonzero(where)[~fits]] = TOO_LARGE


def _put_broken(numbers: Numbers, faults: Numbers, where: Numbers, texts: pa.Array, factor: int) -> None:
    whole_places = len(str(factor)) - 1
    if factor == 10**whole_places and whole_places <= PLACES:
        try:
            numbers[where] = _read_with(texts, whole_places)
        except pa.ArrowInvalid:  # one of them has more places than are kept, and which is seen below
            pass
        else:
            return
    read = _read_with(texts, PLACES)
    places = np.flatnonzero(where)
    common = np.gcd(factor, 10**PLACES)
    up, down = factor // common, 10**PLACES // common
    fits = np.abs(read) <= LARGEST // up
    raised = np.where(fits, read, 0) * up
    numbers[where] = raised // down
    faults[places[raised % down != 0]] = TOO_PRECISE
    faults[places[~fits]] = TOO_LARGE


def _read_with(texts: pa.Array, places: int) -> Numbers:
    exact = texts.cast(pa.decimal128(38, places))
    # The lower half of each of the 128 bits: twelve digits and six places fit into it.
    return np.frombuffer(exact.buffers()[1], dtype=np.int64)[exact.offset * 2 :: 2][: len(exact)]


def kept(bound: Decimal | None, decimals: int, otherwise: int) -> int:
    """A bound in units as a whole number of so many places."""
    return otherwise if bound is None else int(bound.scaleb(decimals))
