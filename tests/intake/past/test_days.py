"""Days are read as the languages of a network write them, and nothing else is taken for days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from metronome.ground.period import Period
from metronome.ground.phrases import days_in_words, listed
from metronome.intake.past.days import spans_in, words_of

PERIOD = Period(date(2021, 1, 1), date(2021, 4, 30))
WORDS = {
    "fr": words_of("fr", ["au"], ["du", "le", "er"]),
    "en": words_of("en", ["to"], ["of", "the", "from", "st", "nd", "rd", "th"]),
    "es": words_of("es", ["al"], ["de", "del", "el"]),
    "ar": words_of("ar", ["إلى"], ["من"]),
    "fa": words_of("fa", ["تا"], ["از"]),
}


def read(text: str, language: str, period: Period | None = PERIOD) -> list[str]:
    return [str(Period(span.first_day, span.last_day)) for span in spans_in(text, WORDS[language], period)]


@pytest.mark.parametrize(
    ("language", "text", "spans"),
    [
        ("fr", "03 février", ["2021-02-03..2021-02-03"]),
        ("fr", "1er mars", ["2021-03-01..2021-03-01"]),
        ("fr", "15-21 février", ["2021-02-15..2021-02-21"]),
        ("fr", "du 15 au 21 février 2021", ["2021-02-15..2021-02-21"]),
        ("fr", "7 et 20 avril", ["2021-04-07..2021-04-07", "2021-04-20..2021-04-20"]),
        ("fr", "7, 9 et 20 avril", ["2021-04-07..2021-04-07", "2021-04-09..2021-04-09", "2021-04-20..2021-04-20"]),
        ("fr", "30 mars - 2 avril", ["2021-03-30..2021-04-02"]),
        ("fr", "Janvier —————> avril 2021", ["2021-01..2021-04"]),
        ("en", "April 7th and 20th, 2021", ["2021-04-07..2021-04-07", "2021-04-20..2021-04-20"]),
        ("en", "Wednesday, 3 February", ["2021-02-03..2021-02-03"]),
        ("en", "29 December 2020 to 2 January 2021", ["2020-12-29..2021-01-02"]),
        ("es", "del 15 al 21 de febrero de 2021", ["2021-02-15..2021-02-21"]),
        ("ar", "٣ فبراير ٢٠٢١", ["2021-02-03..2021-02-03"]),
        ("ar", "٣ و٥ فبراير", ["2021-02-03..2021-02-03", "2021-02-05..2021-02-05"]),
        ("fa", "۳ تا ۵ فوریه", ["2021-02-03..2021-02-05"]),
    ],
)
def test_days_are_read_as_a_language_writes_them(language, text, spans):
    assert read(text, language) == spans


@pytest.mark.parametrize(
    "text",
    [
        "23-24 March 2021",  # another language than the report's
        "31 février",
        "21-15 février",
        "3 février à Dakar",
        "2.1 Résilience sociale",
        "2021",
        "15",
        "15-16-17 mars",
        "mars 3 avril 4 mai",
        "3 mars " * 30,
        "",
    ],
)
def test_what_says_no_days_or_more_than_days_is_none(text):
    assert read(text, "fr") == []


def test_a_day_without_its_year_lies_in_the_period_and_nowhere_without_one():
    half = Period(date(2020, 7, 1), date(2021, 6, 30))
    assert read("14 September", "en", half) == ["2020-09-14..2020-09-14"]
    assert read("14 March", "en", half) == ["2021-03-14..2021-03-14"]
    assert read("14 March", "en", None) == []
    assert read("14 March 2019", "en", None) == ["2019-03-14..2019-03-14"]


@settings(max_examples=60)
@given(
    language=st.sampled_from(sorted(WORDS)),
    first=st.dates(date(2015, 1, 1), date(2030, 12, 1)),
    longer=st.integers(0, 40),
    month=st.booleans(),
)
def test_whatever_our_own_reports_write_is_read_back(language, first, longer, month):
    span = Period(first, first + timedelta(days=longer))
    with translation.override(language):
        words = days_in_words(span, precision="month" if month else "day")
        alone = listed([days_in_words(Period(first, first), year=False)])
    expected = str(Period(first.replace(day=1), first.replace(day=1)))[:7] if month else str(span)
    assert [one[: len(expected)] for one in read(words, language, None)] == [expected], words
    assert read(alone, language, Period(first, first)) == [f"{first}..{first}"], alone
