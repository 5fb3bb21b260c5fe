"""Numbers in short are what the customs of a language say, whichever way they are made."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_compact_decimal
from django.utils import translation

from metronome.ground.phrases import customs_of
from metronome.observatory.phrases import in_short, short_number

NUMBERS: list[float | Decimal] = [
    0, 0.0, 0.1, 0.5, 1, 1.0, 9.9, 12.34, 123.4, 999, 999.9, 999.99, 1000, 1000.5, 12_345_678, -1, -12.5, 1e-7, 1e21,
    Decimal("0.50"), Decimal("100"), Decimal("5.0"), Decimal("1E+2"), *(number / 10 for number in range(0, 10_000, 7)),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "de", "fa"])
def test_a_short_number_is_the_one_that_the_customs_of_the_language_give(language):
    customs = customs_of(language)
    with translation.override(language):
        say = in_short()
        for number in NUMBERS:
            by_the_book = str(format_compact_decimal(Decimal(str(number)), locale=customs, fraction_digits=2))
            assert short_number(number) == say(number) == by_the_book, number


def test_the_numbers_of_a_page_are_in_its_language_alone():
    with translation.override("fr"):
        french = in_short()
    with translation.override("en"):
        assert (french(12.5), in_short()(12.5)) == ("12,5", "12.5")
