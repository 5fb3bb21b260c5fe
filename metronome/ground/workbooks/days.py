"""Days in text: 2021-03-17, 17/03/2021, 3/17/2021, 17 March 2021 in the languages of the network, in any digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from .digits import MINUS, plain_digits
from .ways import DayOrder

#: Names of months, folded, as keys. A name that two languages give to different months is left out.
Month = Mapping[str, int]

SIGNS = r"([-./])"
YEAR_FIRST = re.compile(rf"(\d{{4}}){SIGNS}(\d{{1,2}})\2(\d{{1,2}})")
YEAR_LAST = re.compile(rf"(\d{{1,2}}){SIGNS}(\d{{1,2}})\2(\d{{4}})")
MIDNIGHT = re.compile(r"[T ]+00?:00(?::00(?:\.0+)?)?$")
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?\.?|\d+|\S")
#: Small words that languages put between the parts of a day, and what they hang on the number of the first.
BETWEEN = frozenset({"de", "del", "of", "the", ",", ".", "st", "nd", "rd", "th", "er", "º", "°", "ο"})
LONGEST = 40


@lru_cache(maxsize=64)
def months_of(languages: tuple[str, ...]) -> Month:
    """The names of months in the languages, long and short."""
    found: dict[str, int] = {}
    twice = set()
    for language in languages:
        with suppress(UnknownLocaleError, ValueError):
            locale = Locale.parse(language.replace("-", "_"))
            for context in locale.months.values():
                for width in ("wide", "abbreviated"):
                    for number, name in context.get(width, {}).items():
                        name = _folded(name)
                        if name.isdecimal():
                            continue
                        if found.setdefault(name, number) != number:
                            twice.add(name)
    return {name: number for name, number in found.items() if name not in twice}


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().rstrip(".")


def days_in(text: str, months: Month) -> dict[DayOrder | None, date]:
    """The days that a text can mean: one with None where it can be read in no other way, one by its order where only
    that order gives a day, or two. Nothing where it is no day, or its year is short."""
    if not text or len(text) > LONGEST:
        return {}
    plain = plain_digits(text.strip().translate(MINUS))
    if plain is None or not any(sign.isdigit() for sign in plain):
        return {}
    plain = MIDNIGHT.sub("", plain)
    if found := YEAR_FIRST.fullmatch(plain):
        return _only(int(found[1]), int(found[3]), int(found[4]))
    if found := YEAR_LAST.fullmatch(plain):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if first == second:
            return _only(year, first, second)
        both = {DayOrder.DAY_FIRST: (second, first), DayOrder.MONTH_FIRST: (first, second)}
        days: dict[DayOrder | None, date] = {}
        for order, (month, day) in both.items():
            with suppress(ValueError):
                days[order] = date(year, month, day)
        return days
    return _in_words(plain, months)


def _only(year: int, month: int, day: int) -> dict[DayOrder | None, date]:
    try:
        return {None: date(year, month, day)}
    except ValueError:
        return {}


def _in_words(text: str, months: Month) -> dict[DayOrder | None, date]:
    """17 March 2021, March 17, 2021: a month by name, a day of one or two digits, a year of four."""
    month, numbers = 0, []
    for word in WORD.findall(text):
        if word.isdecimal():
            numbers.append(word)
        elif (number := months.get(_folded(word))) and not month:
            month = number
        elif _folded(word) not in BETWEEN and word not in BETWEEN:
            return {}
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3]
    if not month or len(years) != 1 or len(days) != 1 or len(numbers) != 2:
        return {}
    return _only(int(years[0]), month, int(days[0]))
