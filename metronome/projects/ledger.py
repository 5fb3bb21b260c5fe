"""What a project's money adds up to: a sum for each currency, told in one currency only by a dated rate with its
source, and where each instalment stands. Pure: nothing here asks the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from metronome.ground.money import Money, Rate, add_up


class Amounting(Protocol):
    """Something with an amount that may not be known."""

    @property
    def amount(self) -> Decimal | None: ...

    @property
    def currency(self) -> str: ...


class InInstalments(Protocol):
    @property
    def code(self) -> str: ...

    @property
    def due_on(self) -> date | None: ...

    @property
    def after_reports(self) -> Sequence[str]: ...

    @property
    def after_outputs(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Sums:
    """One sum for each currency, by its letters, and how many amounts are not known: with one of them a sum is the
    least that it can be."""

    amounts: tuple[Money, ...]
    unknown: int

    @property
    def is_known(self) -> bool:
        """Whether anything is known; of nothing at all the sum is not zero."""
        return bool(self.amounts)

    def of(self, currency: str) -> Money:
        """What there is in one currency; none is zero in it."""
        return next((money for money in self.amounts if money.currency == currency), Money(Decimal(0), currency))


@dataclass(frozen=True, slots=True)
class Converted:
    """The whole in one currency, with the rates that this took; None where a rate is missing for `missing`."""

    total: Money | None
    rates: tuple[Rate, ...]
    missing: tuple[str, ...]


def money_of(row: Amounting) -> Money | None:
    return None if row.amount is None else exact(row.amount, row.currency)


def exact(amount: Decimal, currency: str) -> Money:
    """An amount as its currency writes it: what the database keeps finer than that is zeros."""
    unit = Money(Decimal(0), currency).unit
    return Money(amount.quantize(unit) if amount == amount.quantize(unit) else amount, currency)


def sums_of(rows: Iterable[Amounting]) -> Sums:
    """What the rows add up to, a currency at a time."""
    known = [money_of(row) for row in rows]
    sums = add_up(money for money in known if money is not None)
    return Sums(tuple(sums[code] for code in sorted(sums)), sum(1 for money in known if money is None))


def rate_for(base: str, to: str, rates: Iterable[Rate], on: date | None) -> Rate | None:
    """The latest rate of that pair that is not after the day. It is never turned round: its source gave one way."""
    found = [rate for rate in rates if rate.base == base and rate.to == to and (on is None or rate.on <= on)]
    return max(found, key=lambda rate: rate.on, default=None)


def converted(sums: Sums, to: str, rates: Sequence[Rate], *, on: date | None = None) -> Converted:
    """The sums in one currency. Each is converted once, as a whole, so that there is one rounding for each."""
    used, missing, parts = [], [], []
    for money in sums.amounts:
        if money.currency == to:
            parts.append(money)
            continue
        rate = rate_for(money.currency, to, rates, on)
        if rate is None:
            missing.append(money.currency)
            continue
        used.append(rate)
        parts.append(rate.convert(money))
    if missing or not parts:
        return Converted(None, tuple(used), tuple(missing))
    return Converted(add_up(parts)[to], tuple(used), ())


# Instalments


class Standing(StrEnum):
    """Where an instalment stands: paid; due, its conditions being met; waiting for one of them."""

    PAID = "paid"
    DUE = "due"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class Missing:
    """What an instalment waits for: a day, or a report or an output that is not accepted yet."""

    kind: str
    code: str
    on: date | None = None


def missing_of(
    instalment: InInstalments, *, reports: Collection[str], outputs: Collection[str], today: date
) -> tuple[Missing, ...]:
    """What is not met yet of the conditions, given the codes of the accepted reports and outputs."""
    found = [Missing("report", code) for code in instalment.after_reports if code not in reports]
    found += [Missing("output", code) for code in instalment.after_outputs if code not in outputs]
    if instalment.due_on is not None and today < instalment.due_on:
        found.append(Missing("day", "", instalment.due_on))
    return tuple(found)


def standing_of(missing: Sequence[Missing], *, is_paid: bool) -> Standing:
    if is_paid:
        return Standing.PAID
    return Standing.WAITS if missing else Standing.DUE


# What the lines have left


@dataclass(frozen=True, slots=True)
class LineLeft:
    """A budget line in its currency: what was accepted as spent in that currency, and what is left; None: the budget
    is not known. What was spent in other currencies stands beside it, unconverted."""

    code: str
    planned: Money | None
    spent: Money | None
    elsewhere: tuple[Money, ...]

    @property
    def left(self) -> Money | None:
        if self.planned is None:
            return None
        spent = self.spent.amount if self.spent else Decimal(0)
        return Money(self.planned.amount - spent, self.planned.currency)

    @property
    def is_overspent(self) -> bool:
        return self.left is not None and self.left.amount < 0


def lines_left(lines: Mapping[str, Money | None], spent: Iterable[tuple[str, Money]]) -> tuple[LineLeft, ...]:
    """Each line with what was spent on it; what was spent on a line that is not there any more comes after."""
    by_line: dict[str, list[Money]] = {code: [] for code in lines}
    for code, money in spent:
        by_line.setdefault(code, []).append(money)
    found = []
    for code, amounts in by_line.items():
        planned, sums = lines.get(code), add_up(amounts)
        own = sums.pop(planned.currency, None) if planned else None
        found.append(LineLeft(code, planned, own, tuple(sums[one] for one in sorted(sums))))
    return tuple(found)
