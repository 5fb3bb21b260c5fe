"""Money: an amount in a currency, and shares of it that add up to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from babel.numbers import get_currency_precision

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in an ISO 4217 currency, in that currency's smallest unit at the finest.

    Raises ValueError for a currency that is no three capital letters, or for a finer amount.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not (
            len(self.currency) == 3 and self.currency.isascii() and self.currency.isalpha() and self.currency.isupper()
        ):
            raise ValueError(f"not a currency: {self.currency!r}")
        if not self.amount.is_finite() or self.amount != self.amount.quantize(self.unit):
            raise ValueError(f"{self.amount} is finer than the smallest unit of {self.currency}")

    @property
    def unit(self) -> Decimal:
        """The currency's smallest unit, for example 0.01."""
        return ONE.scaleb(-get_currency_precision(self.currency))

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{other.currency} cannot be added to {self.currency} without a dated rate")
        return Money(self.amount + other.amount, self.currency)


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of `to` one unit of `base` was worth, on a day, by a named source."""

    base: str
    to: str
    value: Decimal
    on: date
    source: str

    def convert(self, money: Money) -> Money:
        """The same worth in the other currency, rounded half to even to its smallest unit."""
        if money.currency != self.base:
            raise ValueError(f"this rate is for {self.base}, not for {money.currency}")
        unit = ONE.scaleb(-get_currency_precision(self.to))
        return Money((money.amount * self.value).quantize(unit, ROUND_HALF_EVEN), self.to)


def add_up(amounts: Iterable[Money]) -> dict[str, Money]:
    """One sum per currency: there is no sum across currencies."""
    sums: dict[str, Money] = {}
    for money in amounts:
        sums[money.currency] = sums[money.currency] + money if money.currency in sums else money
    return sums


def allocate(money: Money, shares: Sequence[Decimal]) -> list[Money]:
    """Split by shares that sum to one at most; what is left of a sum under one comes last, as the unallocated part.

    The parts add up to the amount exactly: leftover units go to the largest remainders, the earlier first
    (Hamilton's method).

    Raises ValueError for a negative share or a sum above one.
    """
    if any(share < 0 for share in shares) or sum(shares) > 1:
        raise ValueError("shares are not negative and sum to one at most")
    rest = ONE - sum(shares, Decimal(0))
    all_shares = [*shares, rest] if rest else list(shares)
    sign = -1 if money.amount < 0 else 1
    units = abs(money.amount) / money.unit
    exact = [units * share for share in all_shares]
    whole = [part.to_integral_value(ROUND_FLOOR) for part in exact]
    left = int(units - sum(whole))
    by_remainder = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_remainder[:left]:
        whole[place] += 1
    return [Money(sign * part * money.unit + 0, money.currency) for part in whole]  # + 0: there is no minus zero
