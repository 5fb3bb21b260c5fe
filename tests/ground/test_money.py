"""Amounts keep their currency, and shares of them keep the cent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.money import Money, Rate, add_up, allocate

currencies = st.sampled_from(["EUR", "XOF", "BHD"])  # two, none and three decimal places


@st.composite
def sums(draw, currency: str | None = None) -> Money:
    currency = currency or draw(currencies)
    unit = Money(Decimal(0), currency).unit
    return Money(draw(st.integers(-(10**12), 10**12)) * unit, currency)


@st.composite
def shares(draw) -> list[Decimal]:
    """Shares that sum to one at most, some of them with no end in decimals."""
    weights = draw(st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any))
    part = draw(st.sampled_from([Decimal(1), Decimal("0.7"), Decimal("0.333")]))
    found = [(Decimal(weight) / sum(weights) * part).quantize(Decimal("1e-9")) for weight in weights]
    return found if sum(found) <= 1 else [Decimal(1)]


@given(sums(), shares())
def test_allocation_keeps_every_cent(money: Money, parts: list[Decimal]):
    allocated = allocate(money, parts)
    assert sum(part.amount for part in allocated) == money.amount
    assert {part.currency for part in allocated} == {money.currency}


@given(sums(), shares())
def test_each_part_is_within_one_unit_of_its_share(money: Money, parts: list[Decimal]):
    for share, part in zip(parts, allocate(money, parts), strict=False):
        assert abs(part.amount - money.amount * share) < money.unit


@given(sums(), shares())
def test_what_is_taken_back_is_allocated_as_what_was_given(money: Money, parts: list[Decimal]):
    back = allocate(Money(-money.amount, money.currency), parts)
    assert [-part.amount for part in back] == [part.amount for part in allocate(money, parts)]


def test_the_unallocated_rest_comes_last():
    halves = allocate(Money(Decimal("100.01"), "EUR"), [Decimal("0.25"), Decimal("0.25")])
    assert [str(part.amount) for part in halves] == ["25.00", "25.00", "50.01"]


def test_a_leftover_cent_goes_to_the_earlier_of_equals():
    thirds = [Decimal(1) / 3] * 3
    assert [str(part.amount) for part in allocate(Money(Decimal("0.02"), "EUR"), thirds)][:3] == [
        "0.01",
        "0.01",
        "0.00",
    ]


def test_there_is_no_minus_zero():
    assert [str(part.amount) for part in allocate(Money(Decimal("-0.01"), "EUR"), [Decimal(1), Decimal(0)])] == [
        "-0.01",
        "0.00",
    ]


@pytest.mark.parametrize("wrong", [[Decimal("-0.1"), Decimal("0.2")], [Decimal("0.6"), Decimal("0.5")]])
def test_shares_under_zero_or_above_one_are_refused(wrong: list[Decimal]):
    with pytest.raises(ValueError, match="sum to one at most"):
        allocate(Money(Decimal(1), "EUR"), wrong)


@pytest.mark.parametrize("currency", ["eur", "EURO", "E", "", "EÜR", "EU1"])
def test_what_is_no_currency_is_refused(currency: str):
    with pytest.raises(ValueError, match="not a currency"):
        Money(Decimal(1), currency)


@pytest.mark.parametrize(
    ("amount", "currency"), [("0.001", "EUR"), ("0.5", "XOF"), ("NaN", "EUR"), ("Infinity", "EUR")]
)
def test_an_amount_is_no_finer_than_its_currency(amount: str, currency: str):
    with pytest.raises(ValueError, match="finer than the smallest unit"):
        Money(Decimal(amount), currency)


@given(st.lists(sums(), max_size=9), st.randoms())
def test_sums_are_kept_apart_by_currency_in_any_order(amounts: list[Money], chance):
    sums_by_currency = add_up(amounts)
    shuffled = list(amounts)
    chance.shuffle(shuffled)
    assert add_up(shuffled) == sums_by_currency
    for currency, money in sums_by_currency.items():
        assert money.amount == sum(one.amount for one in amounts if one.currency == currency)


def test_two_currencies_are_not_added_without_a_rate():
    with pytest.raises(ValueError, match="XOF cannot be added to EUR"):
        Money(Decimal(1), "EUR") + Money(Decimal(656), "XOF")


def test_a_dated_rate_converts_to_the_smallest_unit_and_only_from_its_base():
    rate = Rate("EUR", "XOF", Decimal("655.957"), date(2021, 1, 1), "BCEAO")
    assert rate.convert(Money(Decimal("10.00"), "EUR")) == Money(Decimal(6560), "XOF")
    with pytest.raises(ValueError, match="for EUR, not for XOF"):
        rate.convert(Money(Decimal(1), "XOF"))
