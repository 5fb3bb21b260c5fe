"""Numbers, counts and days in the words of each language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

from metronome.ground.counting import Basis, Bound, Count, Qualifier
from metronome.ground.period import Period
from metronome.ground.phrases import (
    bound_in_words,
    count_in_words,
    country_in_words,
    customs_of,
    day_in_words,
    days_in_words,
    language_in_words,
    listed,
    month_in_words,
    number_in_words,
    period_in_words,
    unbroken,
    zoned_moment_in_words,
)

SPACE = "\u202f"


def period(first: str | None, last: str | None) -> Period:
    return Period(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "1,380"), ("fr", f"1{SPACE}380"), ("de", "1.380"), ("xx", "1,380"), ("a*b", "1,380")],
)
def test_a_number_is_written_by_the_customs_of_the_language_and_in_english_where_it_has_none(language, words):
    with translation.override(language):
        assert number_in_words(1380) == words


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        (Bound(Basis.PEOPLE, 40, False, 40), "40"),
        (Bound(Basis.PEOPLE, 200, True, None), "more than 200"),
        (Bound(Basis.PEOPLE, 200, False, None), "at least 200"),
        (Bound(Basis.PEOPLE, 200, True, 300), "more than 200 and at most 300"),
        (Bound(Basis.PEOPLE, 0, False, 300), "at most 300"),
        (Bound(Basis.PEOPLE, 200, False, 300), "between 200 and 300"),
        (Count(Qualifier.UNKNOWN, Basis.PEOPLE, None).bound, "an unknown number"),
    ],
)
def test_what_is_known_of_a_number_is_said_and_no_more(bound, words):
    with translation.override("en"):
        assert bound_in_words(bound) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(Qualifier.MORE_THAN, Basis.PARTICIPATIONS, 600), "more than 600 participations"),
        (Count(Qualifier.EXACTLY, Basis.ATTENDANCES, 1), "1 attendance"),
        (Count(Qualifier.ABOUT, Basis.REGISTRATIONS, 40), "about 40 registrations"),
        (Count(Qualifier.UNKNOWN, Basis.VIEWS, None), "a number of views that is not stated"),
        (Count(Qualifier.EXACTLY, Basis.CITIES, 12), "12 cities"),
        (Count(Qualifier.EXACTLY, Basis.PEOPLE, 2), "2 people"),
    ],
)
def test_a_count_is_said_as_its_source_states_it(count, words):
    with translation.override("en"):
        assert count_in_words(count) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (period("2021-03-08", "2021-03-08"), "8 March 2021"),
        (period("2021-02-15", "2021-02-21"), "15–21 February 2021"),
        (period("2021-02-27", "2021-03-02"), "27 February – 2 March 2021"),
        (period("2020-12-30", "2021-01-02"), "30 December 2020 – 2 January 2021"),
        (period("2021-03-08", None), "since 8 March 2021"),
        (period(None, "2021-03-08"), "until 8 March 2021"),
        (period(None, None), "at all times"),
    ],
)
def test_days_are_said_shortly_with_the_month_in_full(days, words):
    with translation.override("en"):
        assert " ".join(days_in_words(days).split()) == words


def test_days_without_their_year_and_days_of_which_only_the_month_is_known():
    with translation.override("en"):
        assert days_in_words(period("2021-03-08", "2021-03-08"), year=False) == "8 March"
        assert days_in_words(period("2021-03-01", "2021-03-31"), precision="month") == "March 2021"
        assert days_in_words(period("2021-03-01", "2021-03-31"), precision="month", year=False) == "March"


def test_french_says_the_first_day_of_a_month_as_it_speaks_it_and_no_other():
    with translation.override("fr"):
        assert day_in_words(date(2021, 3, 1)) == "1er mars 2021"
        assert day_in_words(date(2021, 3, 11)) == "11 mars 2021"
        assert day_in_words(date(2021, 3, 21)) == "21 mars 2021"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (period("2021-01-01", "2021-12-31"), "2021"),
        (period("2021-04-01", "2021-04-30"), "April 2021"),
        (period("2021-01-01", "2021-04-30"), "January – April 2021"),
        (period("2020-11-01", "2021-02-28"), "November 2020 – February 2021"),
        (period("2021-01-15", "2021-04-30"), "15 January – 30 April 2021"),
        (period("2021-01-01", None), "since 1 January 2021"),
    ],
)
def test_whole_months_are_said_as_months_and_anything_else_as_days(span, words):
    with translation.override("en"):
        said = period_in_words(span)
    assert " ".join(said.replace("–", " – ").split()) == words


@pytest.mark.parametrize("language", ["fr", "en", "es", "fa", "ar", "zh-hans", "sw"])
def test_every_language_says_every_kind_of_days(language):
    """Some customs know no interval of days with the month in full: they are asked in their own way."""
    spans = [("2021-02-15", "2021-02-21"), ("2021-02-27", "2021-03-02"), ("2020-12-30", "2021-01-02")]
    with translation.override(language):
        said = {days_in_words(period(*span), year=year) for span in spans for year in (True, False)}
    assert len(said) == 6
    assert all(said)


def test_words_in_a_row_names_of_languages_and_of_countries():
    with translation.override("fr"):
        assert listed(["Dakar", "Tunis", "Turin"]) == "Dakar, Tunis et Turin"
        assert listed([]) == ""
        assert language_in_words("en") == "anglais"
        assert language_in_words("en", own=True) == "English"
        assert language_in_words("zz") == "zz"
        assert country_in_words("SN") == "Sénégal"
        assert country_in_words("QQ") == "QQ"
        assert month_in_words(2021, 8) == "août 2021"
    assert customs_of("fr") is customs_of("fr")


def test_french_signs_hold_to_their_word_and_other_languages_are_left_alone():
    assert unbroken("Prix : « a » ?", "fr") == "Prix\u00a0: «\u00a0a\u00a0»\u00a0?"
    assert unbroken("Price : a", "en") == "Price : a"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_tables_group_digits_as_sentences_do(language):
    with translation.override(language):
        shown = Template('{{ number|floatformat:"-2g" }}').render(Context({"number": Decimal("1234567.25")}))
        assert shown == number_in_words(Decimal("1234567.25")) == "1,234,567.25"


def test_a_moment_names_its_zone_in_the_language_of_its_reader():
    moment = datetime(2026, 11, 22, 0, 54, tzinfo=ZoneInfo("Europe/Madrid"))
    with translation.override("fr"):
        assert zoned_moment_in_words(moment) == "22 novembre 2026, 00:54, heure normale d’Europe centrale"
