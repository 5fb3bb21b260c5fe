"""Numbers and days in whole words of the active language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from metronome.ground.counting import Basis, Bound, Count, Qualifier
from metronome.ground.period import Period
from metronome.report.figures.figure import Figure

# Numbers


@cache
def _locale(language: str) -> Locale:
    if language == "en":
        # The English of the world, which writes 15 February, rather than that of one country.
        return Locale("en", "001")
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en")


def locale() -> Locale:
    """The customs of the active language; English where its customs are not known."""
    return _locale(get_language() or "en")


def number_in_words(number: int | Decimal) -> str:
    """A number as the language writes it: 1 380."""
    return str(format_decimal(number, locale=locale()))


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


def value_in_words(figure: Figure) -> str:
    """The number of a figure without its unit, as a document prints it."""
    if figure.bound is not None:
        return bound_in_words(figure.bound)
    return number_in_words(figure.value if figure.value is not None else 0)


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


def measure_in_words(figure: Figure) -> str:
    """The number of a figure, of counts with what was counted: "more than 200 registrations"."""
    if figure.bound is None:
        return value_in_words(figure)
    bound = figure.bound
    basis = basis_in_words(bound.basis, bound.high if bound.is_exact and bound.high is not None else 2)
    return _("%(number)s %(basis)s") % {"number": value_in_words(figure), "basis": basis}


def count_in_words(count: Count) -> str:
    """A count as its source states it: "more than 600 participations", "a number of views that is not stated"."""
    basis = basis_in_words(count.basis, 2 if count.number is None else count.number)
    if count.number is None:
        return _("a number of %(basis)s that is not stated") % {"basis": basis}
    if count.qualifier is Qualifier.ABOUT:
        number = _("about %(number)s") % {"number": number_in_words(count.number)}
    else:
        number = bound_in_words(count.bound)
    return _("%(number)s %(basis)s") % {"number": number, "basis": basis}


# Days


def day_in_words(day: date) -> str:
    return str(format_date(day, format="long", locale=locale()))


def days_in_words(period: Period, *, precision: str = "day", year: bool = True) -> str:
    """A day, a range of days or a month: "15-21 February"; an open end is said."""
    if period.first is None or period.last is None:
        return _open_in_words(period)
    if precision == "month":
        return str(format_skeleton("yMMMM" if year else "MMMM", period.first, locale=locale()))
    skeleton = "yMMMMd" if year else "MMMMd"
    if period.first == period.last:
        return str(format_skeleton(skeleton, period.first, locale=locale()))
    return _interval(period.first, period.last, skeleton)


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
    if (first.year, first.month) == (last.year, last.month):
        return month_in_words(first.year, first.month)
    return str(format_interval(first, last, "yMMMM", locale=locale()))


def month_in_words(year: int, month: int, *, with_year: bool = True) -> str:
    if with_year:
        return str(format_skeleton("yMMMM", date(year, month, 1), locale=locale()))
    return str(get_month_names("wide", "stand-alone", locale())[month])


def month_names_in_words(month: int) -> tuple[str, str]:
    """The long and the short name of a month."""
    long, short = (get_month_names(width, "stand-alone", locale())[month] for width in ("wide", "abbreviated"))
    return str(long), str(short)


def listed(words: Sequence[str]) -> str:
    """Words in a row, with the "and" of the language."""
    return str(format_list(list(words), locale=locale()))


def language_in_words(code: str) -> str:
    """The name of a language, in the active language."""
    return str(_locale(code).get_display_name(locale()) or code)


def country_in_words(code: str) -> str:
    """The name of a country, in the active language."""
    return str(locale().territories.get(code, code))


def rows_in_words(number: int) -> str:
    """How many rows a figure has."""
    return ngettext("%(number)s row", "%(number)s rows", number) % {"number": number_in_words(number)}


def findings_in_words(stop: int, ask: int, tell: int) -> str:
    """How many findings of each severity: "2 stop publication, 5 ask, 20 tell"."""
    return _("Findings that stop publication: %(stop)s; that ask for a decision: %(ask)s; that tell: %(tell)s.") % {
        "stop": number_in_words(stop),
        "ask": number_in_words(ask),
        "tell": number_in_words(tell),
    }
