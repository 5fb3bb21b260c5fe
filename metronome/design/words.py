"""Periods, countries and languages in the reader's words, and texts that say in which language they are."""

from __future__ import annotations

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from metronome.ground.period import Period
from metronome.ground.text import Reading, Text

from .site import Direction


def reader() -> str:
    """The language of the page."""
    return get_language() or settings.LANGUAGE_CODE


def locale_of(language: str) -> Locale:
    """What is known of how a language writes numbers and days; the platform's own language where nothing is."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(settings.LANGUAGE_CODE)


def direction_of(language: str) -> Direction:
    """Whether a language is read from the right."""
    return "rtl" if locale_of(language).text_direction == "rtl" else "ltr"


def language_name(code: str, *, within: str | None = None) -> str:
    """A language's name in another language, the reader's by default; its code where it has no name there."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(locale_of(within or reader()))
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name or code)


def country_name(code: str) -> str:
    """A country's name by its ISO 3166-1 code; the code where it has none."""
    return str(locale_of(reader()).territories.get(code.upper(), code)) if code else ""


def period_words(period: Period) -> str:
    """ "January – April 2021", with days where its ends are not those of months; an open end is said as such."""
    if period.first is None and period.last is None:
        return gettext("for all time")
    if period.last is None:
        return gettext("since %(day)s") % {"day": day_words(period.first)}
    if period.first is None:
        return gettext("until %(day)s") % {"day": day_words(period.last)}
    locale, first, last = locale_of(reader()), period.first, period.last
    if ".." in str(period) and len(str(period)) == len("2021-01..2021-04"):
        if (first.month, last.month) == (1, 12):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        return str(format_interval(first, last, "yMMMM", locale=locale))
    if first == last:
        return day_words(first)
    return str(format_interval(first, last, "yMMMMd", locale=locale))


def day_words(day: date | None) -> str:
    """ "25 March 2021"; unknown where there is no day."""
    return str(format_date(day, "long", locale=locale_of(reader()))) if day else gettext("unknown")


def days_words(first: date, last: date, precision: str) -> str:
    """The days of something on record: a day, a stretch, or the month that is all one knows."""
    if precision == "month":
        return str(format_interval(first, last, "yMMMM", locale=locale_of(reader())))
    return period_words(Period(first, last)) if first == last else stretch_words(first, last)


def stretch_words(first: date, last: date) -> str:
    """From a day to another, with the days even where they are the ends of months."""
    return str(format_interval(first, last, "yMMMMd", locale=locale_of(reader())))


def marked(reading: Reading) -> SafeString:
    """A text; where it is not in the reader's language, in an element that says in which it is."""
    if not reading.is_fallback or not reading.text:
        return format_html("{}", reading.text)
    return format_html(
        '<span lang="{}" dir="{}">{}</span>', reading.language, direction_of(reading.language), reading.text
    )


def told(text: Text) -> SafeString:
    """A text as `marked`, followed by the name of its language where it is not the reader's."""
    reading = text.read(reader())
    if not reading.is_fallback or not reading.text:
        return marked(reading)
    return format_html('{} <span class="muted xs">({})</span>', marked(reading), only_in(reading.language))


def only_in(language: str) -> str:
    """That a text is there in its own language only."""
    return gettext("in %(language)s") % {"language": language_name(language)}
