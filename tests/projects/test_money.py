"""Money of projects: sums a currency at a time, rates with their day, shares to the cent, conditions that are met."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from metronome.design.templatetags.texts import money_words
from metronome.ground.money import Money, Rate, allocate
from metronome.projects.carbon import carbon_of
from metronome.projects.ledger import Standing, converted, lines_left, missing_of, rate_for, standing_of, sums_of
from tests.environment import often

CURRENCIES = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3, "MXN": 2}
DAY = date(2021, 6, 1)


@dataclass(frozen=True)
class Row:
    amount: Decimal | None
    currency: str


@st.composite
def rows(draw: st.DrawFn) -> Row:
    currency = draw(st.sampled_from(sorted(CURRENCIES)))
    units = draw(st.one_of(st.none(), st.integers(0, 10**11)))
    if units is None:
        return Row(None, "")
    # As the database keeps it: finer than the currency, by zeros.
    return Row(Decimal(units).scaleb(-CURRENCIES[currency]).quantize(Decimal("0.001")), currency)


def rates_to(currency: str) -> st.SearchStrategy[list[Rate]]:
    values = st.decimals(Decimal("0.0001"), Decimal(9999), places=4)
    days = st.dates(date(2020, 1, 1), date(2022, 1, 1))
    one = st.builds(Rate, st.sampled_from(sorted(CURRENCIES)), st.just(currency), values, days, st.just("bank"))
    return st.lists(
        one.filter(lambda rate: rate.base != currency), max_size=8, unique_by=lambda rate: (rate.base, rate.on)
    )


@settings(max_examples=often(2000, 200))
@given(st.lists(rows(), max_size=20))
def test_a_sum_is_of_one_currency_and_what_is_not_known_is_counted_and_not_added(found):
    sums = sums_of(found)
    assert sums.unknown == sum(1 for row in found if row.amount is None)
    for money in sums.amounts:
        own = [row.amount for row in found if row.currency == money.currency and row.amount is not None]
        assert money.amount == sum(own)
    assert {money.currency for money in sums.amounts} == {row.currency for row in found if row.amount is not None}


@settings(max_examples=often(2000, 200))
@given(
    st.lists(rows(), max_size=20), rates_to("EUR"), st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2022, 1, 1)))
)
def test_nothing_is_told_in_another_currency_without_a_rate_of_a_day_that_has_come(found, rates, on):
    sums = sums_of(found)
    told = converted(sums, "EUR", rates, on=on)
    others = [money for money in sums.amounts if money.currency != "EUR"]
    known = {money.currency: rate_for(money.currency, "EUR", rates, on) for money in others}
    assert set(told.missing) == {currency for currency, rate in known.items() if rate is None}
    assert all(on is None or rate.on <= on for rate in told.rates)
    if told.missing or not sums.amounts:
        assert told.total is None
        return
    exact = sum(money.amount * (known[money.currency] or sure()).value for money in others) + sums.of("EUR").amount
    assert told.total is not None
    assert told.total.currency == "EUR"
    # One rounding for each currency that was converted, of half a cent at most.
    assert abs(told.total.amount - exact) <= Decimal("0.005") * len(others)


def sure() -> Rate:
    raise AssertionError("there is a rate")


@given(st.decimals(Decimal("0.0001"), Decimal(9999), places=4), st.integers(0, 10**9))
def test_a_rate_is_used_in_its_own_direction_only(value, units):
    rate = Rate("EUR", "USD", value, DAY, "bank")
    sums = sums_of([Row(Decimal(units).scaleb(-2), "USD")])
    assert converted(sums, "EUR", [rate]).total is None
    own = converted(sums_of([Row(Decimal(units).scaleb(-2), "EUR")]), "USD", [rate]).total
    assert own == Money((Decimal(units).scaleb(-2) * value).quantize(Decimal("0.01"), ROUND_HALF_EVEN), "USD")


def test_the_latest_rate_that_is_not_after_the_day_is_used():
    rates = [Rate("MXN", "EUR", Decimal(n), DAY + timedelta(days=n), "bank") for n in (1, 3, 2)]
    found = rate_for("MXN", "EUR", rates, DAY + timedelta(days=2))
    assert found is not None
    assert found.value == 2
    assert rate_for("MXN", "EUR", rates, DAY) is None


@settings(max_examples=often(2000, 200))
@given(
    st.sampled_from(sorted(CURRENCIES)),
    st.integers(1, 10**10),
    st.lists(st.integers(1, 10**6), max_size=6).filter(lambda shares: sum(shares) <= 10**6),
)
def test_the_parts_of_an_expense_make_up_the_whole_to_its_smallest_unit(currency, units, millionths):
    money = Money(Decimal(units).scaleb(-CURRENCIES[currency]), currency)
    shares = [Decimal(share).scaleb(-6) for share in millionths]
    parts = allocate(money, shares)
    assert sum(part.amount for part in parts) == money.amount
    assert len(parts) == len(shares) + (1 if sum(shares) < 1 else 0)
    for part, share in zip(parts, shares, strict=False):
        assert abs(part.amount - money.amount * share) < money.unit


@settings(max_examples=often(1000, 100))
@given(
    st.dictionaries(st.sampled_from("abc"), st.one_of(st.none(), rows().filter(lambda row: row.amount is not None))),
    st.lists(st.tuples(st.sampled_from("abcd"), rows().filter(lambda row: row.amount is not None)), max_size=15),
)
def test_what_lines_have_left_and_what_was_spent_add_up_line_by_line(lines, spent):
    planned = {code: money(row) if row else None for code, row in lines.items()}
    found = lines_left(planned, [(code, money(row)) for code, row in spent])
    for line in found:
        own = [money(row) for code, row in spent if code == line.code]
        seen = [*([line.spent] if line.spent else []), *line.elsewhere]
        assert sum(one.amount for one in seen) == sum(one.amount for one in own)
        if line.planned is None:
            assert line.left is None
        else:
            mine = sum((one.amount for one in own if one.currency == line.planned.currency), Decimal(0))
            assert line.left is not None
            assert line.left.amount == line.planned.amount - mine
            assert line.is_overspent == (mine > line.planned.amount)
    assert {line.code for line in found} == {*lines, *(code for code, _ in spent)}


def money(row: Row) -> Money:
    assert row.amount is not None
    return Money(row.amount.quantize(Decimal(1).scaleb(-CURRENCIES[row.currency])), row.currency)


# Conditions


@dataclass(frozen=True)
class Terms:
    code: str = "one"
    due_on: date | None = None
    after_reports: tuple[str, ...] = ()
    after_outputs: tuple[str, ...] = ()


CODES = st.sets(st.sampled_from("abcd"))


@settings(max_examples=often(2000, 200))
@given(st.builds(Terms, due_on=st.none() | st.dates(DAY, DAY + timedelta(days=9)),
                 after_reports=CODES.map(lambda codes: tuple(sorted(codes))),
                 after_outputs=CODES.map(lambda codes: tuple(sorted(codes)))),
       CODES, CODES, st.integers(0, 9))  # fmt: skip
def test_an_instalment_is_due_if_and_only_if_every_condition_is_met(terms, reports, outputs, days):
    today = DAY + timedelta(days=days)
    missing = missing_of(terms, reports=reports, outputs=outputs, today=today)
    met = (
        set(terms.after_reports) <= reports
        and set(terms.after_outputs) <= outputs
        and (terms.due_on is None or terms.due_on <= today)
    )
    assert (standing_of(missing, is_paid=False) is Standing.DUE) == met
    assert standing_of(missing, is_paid=True) is Standing.PAID
    more = missing_of(terms, reports={*reports, "a"}, outputs=outputs, today=today)
    assert len(more) <= len(missing)  # what is accepted besides never takes a condition back


# Carbon


@dataclass(frozen=True)
class Way:
    number: int = 1
    kilometres: int | None = 100
    factor: Decimal | None = Decimal("0.2")
    factor_low: Decimal | None = None
    factor_high: Decimal | None = None
    label: str = field(default="")


@pytest.mark.parametrize(
    ("trips", "none", "expected"),
    [
        ([], False, (None, None, None, 0)),
        ([], True, (0, 0, 0, 0)),
        ([Way()], False, (20, 20, 20, 0)),
        ([Way(), Way(kilometres=None), Way(factor=None)], False, (20, 20, 20, 2)),
        ([Way(factor=None)], False, (None, None, None, 1)),
        ([Way(2, 1000, Decimal("0.1"), Decimal("0.05"), Decimal("0.3"))], False, (200, 100, 600, 0)),
        ([Way(kilometres=0)], False, (0, 0, 0, 0)),
    ],
)
def test_what_is_not_known_of_journeys_is_in_no_sum_and_zero_is_only_what_was_stated(trips, none, expected):
    found = carbon_of(trips, has_no_trips=none)
    assert (found.kilograms, found.low, found.high, found.unknown) == expected


def test_an_amount_keeps_its_order_among_words_that_are_read_from_the_right():
    with translation.override("ar"):
        assert money_words(Money(Decimal("-9.5"), "EUR")) == '<bdi dir="ltr">-9.50\u00a0EUR</bdi>'
    with translation.override("fr"):
        assert money_words(Money(Decimal("9.5"), "EUR")) == "9,50\u00a0EUR"
