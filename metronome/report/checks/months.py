"""Dates in words: the names of the months in a language, and the days that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

from metronome.ground.fold import fold

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")


@cache
def months_of(language: str) -> Mapping[str, int]:
    """The names of the months as a date writes them, folded, with their numbers; empty for an unknown language."""
    try:
        locale = Locale.parse(language, sep="-")
    except UnknownLocaleError:
        return {}
    wide = get_month_names("wide", locale=locale)
    short = get_month_names("abbreviated", locale=locale)
    return {fold(name).rstrip("."): number for names in (short, wide) for number, name in names.items()}


def days_and_months(words: str, language: str) -> tuple[set[int], set[int]] | None:
    """The days of the month and the months that a date in words names; None where no month is understood."""
    months = {months_of(language).get(fold(word)) for word in _WORD.findall(words)} - {None}
    days = {int(number) for number in _NUMBER.findall(words) if int(number) <= 31}
    return (days, {month for month in months if month}) if months else None
