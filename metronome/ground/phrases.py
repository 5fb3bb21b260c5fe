"""Numbers, counts, days and names of places in whole words of the active language.

They stand on the lowest floor because pages of every room and documents say them alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    get_month_names,
    get_timezone_name,
)
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from django.conf import settings
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from .counting import Basis, Bound, Count, Qualifier
from .fold import fold
from .money import Money
from .period import Period
from .text import State

#: Codes beside those of countries that name none.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})

# Signs

#: Languages that set a space between a word and these signs; no line may break there.
SPACED = {"fr": re.compile(r" (?=[:;?!»%])|(?<=«) ")}


def unbroken(text: str, language: str) -> str:
    """The text with spaces that hold together what the customs of its language keep on one line."""
    pattern = SPACED.get(language.split("-")[0])
    return pattern.sub("\u00a0", text) if pattern else text


# Numbers


@cache
def customs_of(language: str) -> Locale:
    """How a language writes numbers and days; the customs of English where its own are not known."""
    if language == "en":
        # The English of the world, which writes 15 February, rather than that of one country.
        return Locale("en", "001")
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en")


def locale() -> Locale:
    """The customs of the active language; English where its customs are not known."""
    return customs_of(get_language() or "en")


def number_in_words(number: int | Decimal) -> str:
    """A number as the language writes it: 1 380."""
    return str(format_decimal(number, locale=locale()))


def money_in_words(money: Money) -> str:
    """An amount with the letters of its currency, to its smallest unit: signs as $ mean several currencies."""
    return str(format_currency(money.amount, money.currency, format="#,##0.00\u00a0¤¤", locale=locale()))


def bound_in_words(bound: Bound) -> str:
    """What is known of a number, without its unit: "more than 200"."""
    low = number_in_words(bound.low)
    if bound.is_exact:
        return low
    if bound.is_unknown:
        return _("an unknown number")
    if bound.high is None:
        return (_("more than %(number)s") if bound.strict else _("at least %(number)s")) % {"number": low}
    high = number_in_words(bound.high)
    if bound.strict:
        return _("more than %(low)s and at most %(high)s") % {"low": low, "high": high}
    if bound.low == 0:
        return _("at most %(number)s") % {"number": high}
    return _("between %(low)s and %(high)s") % {"low": low, "high": high}


def basis_in_words(basis: Basis, number: int) -> str:
    """What was counted, in the number that belongs to it."""
    match basis:
        case Basis.REGISTRATIONS:
            return ngettext("registration", "registrations", number)
        case Basis.PARTICIPATIONS:
            return ngettext("participation", "participations", number)
        case Basis.ATTENDANCES:
            return ngettext("attendance", "attendances", number)
        case Basis.PEOPLE:
            return ngettext("person", "people", number)
        case Basis.VIEWS:
            return ngettext("view", "views", number)
        case Basis.CITIES:
            return ngettext("city", "cities", number)


def count_in_words(count: Count) -> str:
    """A count as its source states it: "more than 600 participations", "a number of views that is not stated"."""
    # Three stands for "several": some languages have a form for two.
    basis = basis_in_words(count.basis, 3 if count.number is None else count.number)
    if count.number is None:
        return _("a number of %(basis)s that is not stated") % {"basis": basis}
    if count.qualifier is Qualifier.ABOUT:
        number = _("about %(number)s") % {"number": number_in_words(count.number)}
    else:
        number = bound_in_words(count.bound)
    return _("%(number)s %(basis)s") % {"number": number, "basis": basis}


# Days


def day_in_words(day: date) -> str:
    return _day_in_words(get_language() or "en", day)


_clocks: list[Callable[[], tzinfo]] = []


def tell_time_by(zone: Callable[[], tzinfo]) -> None:
    """Say by whose clock moments are told here, when the site starts."""
    _clocks[:] = [zone]


def _here(instant: datetime) -> datetime:
    return instant.astimezone(_clocks[0]() if _clocks else UTC)


def moment_in_words(instant: datetime) -> str:
    """A moment in the active language, by the clock of the network, whose zone is named."""
    return zoned_moment_in_words(_here(instant).replace(second=0, microsecond=0))


def time_in_words(instant: datetime) -> str:
    """What the clock of the network shows at a moment, with its seconds."""
    here = _here(instant).replace(microsecond=0)
    time, zone = _clock_in_words(get_language() or "en", here, str(here.tzinfo), "medium")
    return _("%(time)s, %(zone)s") % {"time": time, "zone": zone}


def zoned_moment_in_words(instant: datetime) -> str:
    """An instant by the clock of its own zone, which is named; with its seconds where it has some."""
    width: Literal["short", "medium"] = "medium" if instant.second else "short"
    time, zone = _clock_in_words(get_language() or "en", instant, str(instant.tzinfo), width)
    return _("%(day)s, %(time)s, %(zone)s") % {"day": day_in_words(instant.date()), "time": time, "zone": zone}


@lru_cache(maxsize=4096)
def _clock_in_words(
    language: str, instant: datetime, _zone: str, width: Literal["short", "medium"]
) -> tuple[str, str]:
    """The time and the zone. Two instants are equal in any zone: so it is named besides."""
    customs = customs_of(language)
    # Babel would turn it to universal time: it is given as the clock on the wall shows it.
    time = format_time(instant.replace(tzinfo=None), width, locale=customs)
    return str(time), str(get_timezone_name(instant, width="long", locale=customs))


@lru_cache(maxsize=4096)
def _day_in_words(language: str, day: date) -> str:
    """A day in the active language. Lists say the same days again and again, and writing one costs as much as five
    lookups of words."""
    return _with_first_days(str(format_date(day, format="long", locale=customs_of(language))))


def _with_first_days(days: str) -> str:
    """Days with the first of a month as the language writes it: French 1er, which the customs do not know."""
    first = pgettext("the first day of a month, in a date such as 1 March 2021", "1")
    return re.sub(r"(?<!\d)1(?!\d)", first, days)


def days_in_words(period: Period, *, precision: str = "day", year: bool = True) -> str:
    """A day, a range of days or a month: "15-21 February"; an open end is said."""
    if period.first is None or period.last is None:
        return _open_in_words(period)
    if precision == "month":
        return month_in_words(period.first.year, period.first.month, with_year=year)
    if period.first != period.last:
        return _with_first_days(_interval(period.first, period.last, "yMMMMd" if year else "MMMMd"))
    if year:
        return day_in_words(period.first)
    return _with_first_days(str(format_skeleton("MMMMd", period.first, locale=locale())))


def _interval(first: date, last: date, skeleton: str) -> str:
    """A range of days with the name of the month in full, which many customs give in its short form only."""
    changing = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    formats = locale().interval_formats
    parts = (formats.get(skeleton) or formats.get(skeleton.replace("MMMM", "MMM")) or {}).get(changing)
    if parts is None or len(parts) != 2:
        return str(format_interval(first, last, skeleton, locale=locale()))
    patterns = (re.sub("(?<!M)MMM(?!M)", "MMMM", part) for part in parts)
    return "".join(
        str(format_date(day, pattern, locale())) for day, pattern in zip((first, last), patterns, strict=True)
    )


def _open_in_words(period: Period) -> str:
    if period.first is not None:
        return _("since %(day)s") % {"day": day_in_words(period.first)}
    if period.last is not None:
        return _("until %(day)s") % {"day": day_in_words(period.last)}
    return _("at all times")


def period_in_words(period: Period) -> str:
    """Whole months as months ("January-April 2021"), anything else as days."""
    first, last = period.first, period.last
    if first is None or last is None or len(str(period)) != len("2021-01..2021-04"):
        return days_in_words(period)
    if (first.month, last.month) == (1, 12) and first.year == last.year:
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return month_in_words(first.year, first.month)
    return str(format_interval(first, last, "yMMMM", locale=locale()))


def month_in_words(year: int, month: int, *, with_year: bool = True) -> str:
    if with_year:
        return str(format_skeleton("yMMMM", date(year, month, 1), locale=locale()))
    return str(get_month_names("wide", "stand-alone", locale())[month])


def listed(words: Sequence[str]) -> str:
    """Words in a row, with the "and" of the language."""
    return str(format_list(list(words), locale=locale()))


def language_in_words(code: str, *, own: bool = False) -> str:
    """The name of a language in the active one, or in itself; its code where it has no name."""
    within = customs_of(code) if own else locale()
    return str(within.languages.get(code.replace("-", "_")) or within.languages.get(code.split("-")[0]) or code)


def language_called(name: str) -> str:
    """The code of the language of this name in one of the languages of the interface; empty where none has it."""
    return _languages_by_name().get(fold(name), "")


@cache
def _languages_by_name() -> dict[str, str]:
    spoken = [customs_of(code) for code in settings.INTERFACE_LANGUAGES]
    return {fold(name): code.replace("_", "-") for customs in spoken for code, name in customs.languages.items()}


@cache
def country_codes() -> frozenset[str]:
    """The two letters of every country, of ISO 3166-1 and in use beside it, as XK."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - NO_COUNTRIES


def country_in_words(code: str) -> str:
    """The name of a country, in the active language."""
    return str(locale().territories.get(code, code))


def standing_in_words(state: State) -> str:
    """Where a language stands against the source of a text."""
    return {
        State.SOURCE: _("source"),
        State.MISSING: _("missing"),
        State.MACHINE: _("machine translation, not reviewed"),
        State.REVIEWED: _("in step"),
        State.OUTDATED: _("outdated"),
    }[state]
