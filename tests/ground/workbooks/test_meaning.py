"""A number or a day in text is read in the one way that is certain, or refused with the choice that settles it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.meaning import Meaning, meanings
from metronome.ground.workbooks.reading import read_table
from metronome.ground.workbooks.table import Fault, Faulty, letters_of
from metronome.ground.workbooks.ways import DayOrder, DecimalSign, ways_of

OPEN = ways_of(["fr", "en", "es"])
FRENCH = ways_of(["fr"])


def meaning(*seen, ways=OPEN) -> Meaning:
    found = Meaning(ways)
    for row, value in enumerate(seen, 2):
        found.see(row, value)
    return found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", 1234),
        ("1.5", Decimal("1.5")),
        ("1,50", Decimal("1.50")),
        ("0.123", Decimal("0.123")),
        ("1 234,5", Decimal("1234.5")),
        ("1\u202f234\u00a0567", None),
        ("1\u202f234\u202f567,25", Decimal("1234567.25")),
        ("1’234.5", Decimal("1234.5")),
        ("1.234.567", 1234567),
        ("12,34,567.5", Decimal("1234567.5")),
        ("−5", -5),
        ("٣٬٤٥٦٫٧", Decimal("3456.7")),
        ("۱۲۳", 123),
        ("१२३", 123),
        ("1٢3", None),
        ("1,2,3", None),
        ("12 34", None),
        ("many", None),
        ("NaN", None),
        ("1e5", None),
        ("=1+1", None),
        ("9" * 50, None),
    ],
)
def test_a_number_is_read_in_one_way_or_refused(text, number):
    if number is None:
        with pytest.raises(Refusal):
            meaning().number(text)
    else:
        assert meaning().number(text) == number


def test_a_number_that_reads_in_two_ways_is_settled_by_choice_column_or_network():
    with pytest.raises(Refusal) as caught:
        meaning().number("1.234")
    assert caught.value.field == "decimal"
    assert meaning(ways=FRENCH).number("1.234") == 1234
    assert meaning("2.5", ways=FRENCH).number("1.234") == Decimal("1.234")
    chosen = ways_of(["fr"], decimal=DecimalSign.POINT)
    assert meaning("2,5", ways=chosen).number("1,234") == 1234
    with pytest.raises(Refusal):
        meaning(ways=chosen).number("2,5")


def test_a_column_that_contradicts_itself_settles_nothing_and_its_rows_are_named():
    with pytest.raises(Refusal) as caught:
        meaning("2.5", "2,5", ways=FRENCH).number("1.234")
    assert "Rows 2 (“2.5”) and 3 (“2,5”)" in caught.value.reason


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-17",
        "2021/3/17",
        "17/03/2021",
        "3/17/2021",
        "17.03.2021",
        "17 March 2021",
        "March 17, 2021",
        "17 mars 2021",
        "17 de marzo de 2021",
        "2021-03-17 00:00:00",
        "१७/०३/२०२१",
    ],
)
def test_a_day_is_read_in_the_languages_of_the_network(text):
    assert meaning().day(text) == date(2021, 3, 17)


@pytest.mark.parametrize(
    "text",
    ["17/03/21", "31/02/2021", "2021-13-01", "۱۴۰۰/۰۱/۱۵", "17 März 2021", "17 mars", "44272", "2021-03-17 10:30"],
)
def test_a_day_that_is_not_certain_is_refused(text):
    with pytest.raises(Refusal):
        meaning().day(text)


def test_a_day_that_reads_in_two_ways_is_settled_by_choice_column_or_network():
    with pytest.raises(Refusal) as caught:
        meaning().day("01/02/2021")
    assert caught.value.field == "days"
    assert meaning().day("02/02/2021") == date(2021, 2, 2)
    assert meaning("13/02/2021").day("01/02/2021") == date(2021, 2, 1)
    assert meaning("02/13/2021", ways=FRENCH).day("01/02/2021") == date(2021, 1, 2)
    assert meaning(ways=FRENCH).day("01/02/2021") == date(2021, 2, 1)
    chosen = ways_of(["fr"], days=DayOrder.MONTH_FIRST)
    assert meaning(ways=chosen).day("01/02/2021") == date(2021, 1, 2)
    with pytest.raises(Refusal):
        meaning(ways=chosen).day("13/02/2021")


def test_english_alone_does_not_say_whether_the_day_comes_first():
    assert ways_of(["en"]).days is None
    assert ways_of(["en-GB"]).days is DayOrder.DAY_FIRST
    assert ways_of(["fr", "en", "es"]).decimal is None


def test_cells_of_a_workbook_mean_what_they_are():
    column = meaning()
    assert column.day(datetime.fromisoformat("2021-03-17")) == date(2021, 3, 17)
    assert column.day(date(2021, 3, 17)) == date(2021, 3, 17)
    assert column.number(Decimal("1.234")) == Decimal("1.234")
    assert column.number(None) is None
    assert column.day("  ") is None
    for wrong in (
        44272,
        True,
        datetime.fromisoformat("2021-03-17T10:00"),
        date(1400, 1, 15),
        Faulty(Fault.ERROR, "#N/A"),
    ):
        with pytest.raises(Refusal):
            column.day(wrong)
    for wrong in (True, date(2021, 3, 17), Faulty(Fault.MERGED, "B2:B4")):
        with pytest.raises(Refusal):
            column.number(wrong)


def test_each_column_is_learnt_from_all_of_its_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("day;money;other\n01/02/2021;1.234;1.234\n28/02/2021;0,5;x\n", encoding="utf-8")
    table = read_table(path, ways=OPEN)
    found = meanings(table, OPEN)
    first = next(iter(table.rows())).cells
    assert found["day"].day(first[0]) == date(2021, 2, 1)
    assert found["money"].number(first[1]) == 1234
    with pytest.raises(Refusal):
        found["other"].number(first[2])
    assert meanings(table, OPEN, ["day"]).keys() == {"day"}


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from([(".", ","), (",", "."), (",", "\u202f"), (".", "’")]))
def test_a_number_written_with_hundredths_comes_back(number, signs):
    decimal, group = signs
    text = f"{number:,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", group)
    assert meaning().number(text) == number


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_never_becomes_another_day(day):
    """With the day first it is read as itself, or refused because it could be another."""
    try:
        assert meaning().day(f"{day:%d/%m/%Y}") == day
    except Refusal as refusal:
        assert refusal.field == "days"  # noqa: PT017
        assert day.day <= 12


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [letters_of(number) for number in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
