"""Days, and how a network names stretches of them."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.period import Calendar, Period, month_of

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
TERMS = Calendar(fiscal_month=7, reporting_months=(1, 5, 9))
HALVES = Calendar(fiscal_month=7, reporting_months=(7, 1))


@st.composite
def periods(draw, longest: int = 900) -> Period:
    first = draw(days)
    return Period(first, first + timedelta(draw(st.integers(0, longest))))


@st.composite
def calendars(draw) -> Calendar:
    months = sorted(draw(st.sets(st.integers(1, 12), min_size=1)))
    turn = draw(st.integers(0, len(months) - 1))
    return Calendar(draw(st.integers(1, 12)), (*months[turn:], *months[:turn]))


@given(periods(), calendars())
def test_a_period_is_read_back_as_it_is_written(period: Period, calendar: Calendar):
    assert calendar.parse(str(period)) == period


@given(calendars(), periods(longest=800))
def test_reporting_periods_cover_each_day_exactly_once(calendar: Calendar, span: Period):
    covered = Counter(day for _, _, period in calendar.reporting_periods(span) for day in period.days())
    assert [covered[day] for day in span.days()] == [1] * len(list(span.days()))


@given(calendars(), days)
def test_fiscal_years_follow_each_other_without_a_gap(calendar: Calendar, day: date):
    this, following = calendar.fiscal_year(day.year), calendar.fiscal_year(day.year + 1)
    assert this.last is not None
    assert following.first == this.last + timedelta(1)
    assert calendar.parse(f"FY{day.year}") == this


@given(calendars(), st.integers(1901, 2099))
def test_every_reporting_period_has_a_name_that_reads(calendar: Calendar, year: int):
    for of, number, period in calendar.reporting_periods(Period(date(year, 1, 1), date(year, 12, 31))):
        assert calendar.parse(f"{of}-P{number}") == period


@given(periods(), periods())
def test_two_periods_touch_when_they_share_a_day(one: Period, other: Period):
    shared = set(one.days()) & set(other.days())
    assert one.touches(other) == other.touches(one) == bool(shared)


@given(periods(), days)
def test_a_period_holds_its_days_and_no_other(period: Period, day: date):
    assert period.holds(day) == (day in set(period.days()))


@given(periods())
def test_the_months_of_a_period_are_those_of_its_days(period: Period):
    assert list(period.months()) == sorted({(day.year, day.month) for day in period.days()})


def test_an_open_end_touches_everything_on_its_side():
    since = Period(date(2021, 3, 1), None)
    assert since.touches(Period(date(2050, 1, 1), None))
    assert since.holds(date(2021, 3, 1))
    assert not since.holds(date(2021, 2, 28))
    assert not since.touches(Period(None, date(2021, 2, 28)))
    assert Period(None, None).touches(since)


@pytest.mark.parametrize("open_end", [Period(None, date(2021, 1, 1)), Period(date(2021, 1, 1), None)])
def test_an_open_period_has_no_list_of_days_or_months(open_end: Period):
    for question in (open_end.days, open_end.months, lambda: TERMS.reporting_periods(open_end)):
        with pytest.raises(ValueError, match="an open period"):
            list(question())


def test_a_closed_period_has_two_ends_and_an_open_one_has_not():
    assert Period(date(2021, 1, 1), date(2021, 4, 30)).ends == (date(2021, 1, 1), date(2021, 4, 30))
    with pytest.raises(ValueError, match="two ends"):
        assert Period(date(2021, 1, 1), None).ends


def test_the_last_day_does_not_come_before_the_first():
    with pytest.raises(ValueError, match="comes before"):
        Period(date(2021, 1, 2), date(2021, 1, 1))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2021-01..2021-04", date(2021, 1, 1), date(2021, 4, 30)),
        (" 2021-01-05..2021-02-03 ", date(2021, 1, 5), date(2021, 2, 3)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-Q1", date(2021, 1, 1), date(2021, 3, 31)),
        ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31)),
        ("FY2021", date(2021, 7, 1), date(2022, 6, 30)),
        ("2021-P1", date(2021, 1, 1), date(2021, 4, 30)),
        ("2021-P3", date(2021, 9, 1), date(2021, 12, 31)),
        ("2021-P1..2021-P2", date(2021, 1, 1), date(2021, 8, 31)),
    ],
)
def test_each_way_to_write_a_period_is_read(words: str, first: date, last: date):
    assert TERMS.parse(words) == Period(first, last)


@given(periods(), calendars())
def test_the_short_way_to_write_a_period_is_read_back_too(period: Period, calendar: Calendar):
    assert calendar.parse(period.short) == period


@pytest.mark.parametrize("words", ["2021", "2021-03", "2021-01..2021-04", "2020-07..2021-06"])
def test_a_period_is_written_as_short_as_it_can_be(words: str):
    assert TERMS.parse(words).short == words


@given(st.integers(1901, 2099), st.integers(1, 12), st.sampled_from([1, 2, 3, 4, 6, 12]))
def test_a_year_is_cut_into_stretches_that_cover_each_day_once(year: int, month: int, months: int):
    whole = Calendar(fiscal_month=month).fiscal_year(year)
    parts = list(whole.cut(months))
    assert len(parts) == 12 // months
    assert [day for part in parts for day in part.days()] == list(whole.days())


@pytest.mark.parametrize("words", ["2021-01-05..2021-03-31", "2021-01..2021-04", "2021-01-01..2021-03-30"])
def test_what_is_not_made_of_quarters_is_not_cut_into_them(words: str):
    with pytest.raises(ValueError, match="does not"):
        list(TERMS.parse(words).cut(3))


def test_half_years_from_july_reach_into_the_next_year():
    assert HALVES.parse("2021-P1") == Period(date(2021, 7, 1), date(2021, 12, 31))
    assert HALVES.parse("2021-P2") == Period(date(2022, 1, 1), date(2022, 6, 30))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("spring", "write 2021-01..2021-04"),
        ("2021-Q5", "write 2021-01..2021-04"),
        ("2021-13", "write 2021-01..2021-04"),
        ("2021-02-30", "write 2021-01..2021-04"),
        ("2021-P4", "3 reporting periods a year"),
        ("2021-P0", "3 reporting periods a year"),
        ("2021-04..2021-01", "comes before"),
        ("..2021-04", "write 2021-01..2021-04"),
        ("", "write 2021-01..2021-04"),
    ],
)
def test_what_is_no_period_is_refused_with_what_would_be(words: str, reason: str):
    with pytest.raises(ValueError, match=reason):
        TERMS.parse(words)


@pytest.mark.parametrize("fiscal_month", [0, 13])
def test_a_fiscal_year_begins_in_a_month(fiscal_month: int):
    with pytest.raises(ValueError, match="not a month"):
        Calendar(fiscal_month)


@pytest.mark.parametrize("months", [(), (1, 1), (0,), (13,), (5, 1, 9), (7, 1, 9), (9, 5, 1)])
def test_reporting_periods_that_do_not_make_a_year_are_refused(months: tuple[int, ...]):
    with pytest.raises(ValueError, match="reporting periods"):
        Calendar(1, months)


def test_a_month_has_its_days():
    assert month_of(2021, 2) == Period(date(2021, 2, 1), date(2021, 2, 28))
