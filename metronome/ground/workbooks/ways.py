"""How a network writes numbers and days. Nothing here is about one network: it follows from its languages, or a person
says it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from babel import Locale, UnknownLocaleError

Sign = TypeVar("Sign", bound=StrEnum)


class DecimalSign(StrEnum):
    POINT = "."
    COMMA = ","


class DayOrder(StrEnum):
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True)
class Ways:
    """Languages in order, and what settles a number or a day that can be read in two ways; None leaves it open, so
    that such a value is refused unless its column says more.

    `chosen_decimal` and `chosen_days` are a person's word for this file (a mapping or an option of the command line):
    they stand above what the column says, and what does not fit them is refused. Digits of all scripts are read.
    """

    languages: tuple[str, ...] = ()
    decimal: DecimalSign | None = None
    days: DayOrder | None = None
    chosen_decimal: DecimalSign | None = None
    chosen_days: DayOrder | None = None
    #: The encoding of Windows for each language, most likely first.
    encodings: tuple[str, ...] = ("cp1252",)


def ways_of(languages: Iterable[str], *, decimal: DecimalSign | None = None, days: DayOrder | None = None) -> Ways:
    """The ways on which all languages of a network agree, and the choices that a person made.

    English, French and Spanish agree on nothing: 1.234 then stays open. French alone reads it as 1234.
    """
    codes = tuple(languages)
    locales = [locale for code in codes for locale in _locales(code)]
    return Ways(
        languages=codes,
        decimal=_agreed(sign for locale in locales for sign in _decimal_signs(locale)),
        days=_agreed(order for locale in locales if (order := _day_order(locale))),
        chosen_decimal=decimal,
        chosen_days=days,
        encodings=tuple(dict.fromkeys(["cp1252", *(ENCODINGS.get(code.split("-")[0], "cp1252") for code in codes)])),
    )


#: What Windows wrote before there was Unicode, where it was not Western European.
ENCODINGS = {
    **dict.fromkeys(("ar", "fa", "ur"), "cp1256"),
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), "cp1251"),
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), "cp1250"),
    **dict.fromkeys(("az", "tr"), "cp1254"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    "el": "cp1253",
    "he": "cp1255",
    "vi": "cp1258",
    "th": "cp874",
    "ja": "cp932",
    "ko": "cp949",
    "zh": "gb18030",
}


def _locales(code: str) -> list[Locale]:
    """The language, and how it is written elsewhere where that is known to differ: English of the world beside that of
    the United States, Spanish of Latin America beside that of Spain."""
    codes = [code.replace("-", "_")]
    if "_" not in codes[0]:
        codes += [f"{code}_001", f"{code}_419"]
    found = []
    for one in codes:
        with suppress(UnknownLocaleError, ValueError):
            found.append(Locale.parse(one))
    return found


def _agreed(signs: Iterable[Sign]) -> Sign | None:
    found = set(signs)
    return found.pop() if len(found) == 1 else None


def _decimal_signs(locale: Locale) -> list[DecimalSign]:
    """A comma or a point in any of the scripts in which the language writes digits. The Arabic sign is no question."""
    signs = {system.get("decimal") for system in locale.number_symbols.values()}
    return [sign for sign in DecimalSign if sign.value in signs]


def _day_order(locale: Locale) -> DayOrder | None:
    pattern = locale.date_formats["short"].pattern
    places = {letter: pattern.find(letter) for letter in "dMy"}
    if places["y"] < places["d"]:
        return None  # the year first: day and month last are no question in such a language
    return DayOrder.DAY_FIRST if places["d"] < places["M"] else DayOrder.MONTH_FIRST
