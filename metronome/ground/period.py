"""Stretches of days, and the calendar in which a network names them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

MONTH = re.compile(r"(\d{4})-(\d{2})")
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
YEAR = re.compile(r"(\d{4})")
FISCAL_YEAR = re.compile(r"FY(\d{4})")
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
REPORTING = re.compile(r"(\d{4})-P(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Period:
    """From a first to a last day, both included; None is an open end.

    Raises ValueError when the last day comes before the first.
    """

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(f"{self.last} comes before {self.first}")

    def touches(self, other: Period) -> bool:
        """True when the two share at least one day."""
        return _not_after(self.first, other.last) and _not_after(other.first, self.last)

    def holds(self, day: date) -> bool:
        """True when the day is one of its days."""
        return _not_after(self.first, day) and _not_after(day, self.last)

    @property
    def ends(self) -> tuple[date, date]:
        """First and last day.

        Raises ValueError for an open period.
        """
        if self.first is None or self.last is None:
            raise ValueError("an open period has not two ends")
        return self.first, self.last

    def months(self) -> Iterator[tuple[int, int]]:
        """Year and month of each month that the period touches.

        Raises ValueError for an open period.
        """
        if self.first is None or self.last is None:
            raise ValueError("an open period has no last month")
        year, month = self.first.year, self.first.month
        while (year, month) <= (self.last.year, self.last.month):
            yield year, month
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)

    def days(self) -> Iterator[date]:
        """Each of its days. Raises ValueError for an open period."""
        if self.first is None or self.last is None:
            raise ValueError("an open period has no last day")
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)

    def cut(self, months: int) -> Iterator[Period]:
        """Its stretches of so many months, one after the other.

        Raises ValueError for what is not made of such stretches: an open period, days of half a month.
        """
        first, last = self.ends
        if first.day != 1:
            raise ValueError(f"{self} does not begin with a month")
        while first <= last:
            end = months_after(first, months)
            if end > last:
                raise ValueError(f"{self} does not end with a stretch of {months} months")
            yield Period(first, end)
            first = end + timedelta(days=1)

    @property
    def short(self) -> str:
        """As `parse` reads it, a calendar year or a month by its name alone: 2021, 2021-03, else 2021-01..2021-04."""
        text = str(self)
        one, _, other = text.partition("..")
        if one == other and len(one) == len("2021-01"):
            return one
        return one[:4] if text == f"{one[:4]}-01..{one[:4]}-12" else text

    def __str__(self) -> str:
        """As `parse` reads it: 2021-01..2021-04 where both ends are whole months, else with days."""
        first, last = self.first, self.last
        if first and last and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
            return f"{first:%Y-%m}..{last:%Y-%m}"
        return f"{first or ''}..{last or ''}"


def _not_after(a: date | None, b: date | None) -> bool:
    return a is None or b is None or a <= b


def year_of(year: int) -> Period:
    """The days of a calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def month_of(year: int, month: int) -> Period:
    """The days of one month."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def months_after(first: date, months: int) -> date:
    """The last day of a stretch of whole months: of thirty from 16 March 2021 it is 15 September 2023, and of one from
    31 January the end of February."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if first.day > monthrange(year, month + 1)[1]:
        return date(year, month + 1, monthrange(year, month + 1)[1])
    return date(year, month + 1, first.day) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a network cuts its years.

    `fiscal_month`: the month in which its fiscal year begins. `reporting_months`: the months in which its reporting
    periods begin, in the order in which it numbers them (1, 5, 9 for three terms; 7, 1 for half-years from July).
    """

    fiscal_month: int = 1
    reporting_months: tuple[int, ...] = (1,)

    def __post_init__(self) -> None:
        if not 1 <= self.fiscal_month <= 12:
            raise ValueError(f"not a month: {self.fiscal_month}")
        months = self.reporting_months
        turns = sum(1 for a, b in pairwise(months) if b < a)
        if not months or len(set(months)) != len(months) or not all(1 <= m <= 12 for m in months) or turns > 1:
            raise ValueError(f"not the beginnings of reporting periods: {months}")
        if turns and months[-1] > months[0]:
            raise ValueError(f"reporting periods of more than one year: {months}")

    def parse(self, text: str) -> Period:
        """Read `2021-01..2021-04`, `2021-01-01..2021-04-30`, `2021`, `2021-03`, `2021-Q1`, `FY2021` or `2021-P1`.

        Raises ValueError, with the forms that are understood, for anything else.
        """
        text = text.strip()
        if ".." in text:
            left, right = text.split("..", 1)
            return Period(self._single(left, text).first, self._single(right, text).last)
        return self._single(text, text)

    def _single(self, part: str, whole: str) -> Period:
        most = len(self.reporting_months)
        if (match := REPORTING.fullmatch(part)) and not 1 <= int(match[2]) <= most:
            raise ValueError(f"{whole!r} is not a period: the network has {most} reporting periods a year")
        # What Python says of a thirteenth month or a year 0 is no sentence for people.
        with suppress(ValueError):
            if match := YEAR.fullmatch(part):
                return year_of(int(match[1]))
            if match := MONTH.fullmatch(part):
                return month_of(int(match[1]), int(match[2]))
            if match := QUARTER.fullmatch(part):
                month = int(match[2]) * 3 - 2
                return Period(date(int(match[1]), month, 1), month_of(int(match[1]), month + 2).last)
            if match := DAY.fullmatch(part):
                day = date.fromisoformat(part)
                return Period(day, day)
            if match := FISCAL_YEAR.fullmatch(part):
                return self.fiscal_year(int(match[1]))
            if match := REPORTING.fullmatch(part):
                return self.reporting_period(int(match[1]), int(match[2]))
        raise ValueError(
            f"{whole!r} is not a period: "
            "write 2021-01..2021-04, 2021-01-01..2021-04-30, 2021, 2021-Q1, FY2021 or 2021-P1"
        )

    def fiscal_year(self, year: int) -> Period:
        """The fiscal year that begins in `year`."""
        return _year_from(year, self.fiscal_month)

    def reporting_period(self, year: int, number: int) -> Period:
        """The reporting period `number` (from 1) of the reporting year that begins in `year`."""
        months = self.reporting_months
        if not 1 <= number <= len(months):
            raise ValueError(f"the network has {len(months)} reporting periods a year")
        begins = _begin(year, months[number - 1], months[0])
        ends = _begin(year, months[number], months[0]) if number < len(months) else date(year + 1, months[0], 1)
        return Period(begins, ends - timedelta(days=1))

    def reporting_periods(self, span: Period) -> Iterator[tuple[int, int, Period]]:
        """Year, number and days of every reporting period that touches a closed span, in order."""
        if span.first is None or span.last is None:
            raise ValueError("an open period has no last reporting period")
        for year in range(span.first.year - 1, span.last.year + 1):
            for number in range(1, len(self.reporting_months) + 1):
                period = self.reporting_period(year, number)
                if period.touches(span):
                    yield year, number, period


def _begin(year: int, month: int, first_month: int) -> date:
    return date(year + (1 if month < first_month else 0), month, 1)


def _year_from(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year + 1, month, 1) - timedelta(days=1))
