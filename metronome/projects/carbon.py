"""What a project's journeys weigh, in kilograms of CO2 equivalent, with how uncertain that is. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Protocol


class Travelled(Protocol):
    @property
    def number(self) -> int: ...

    @property
    def kilometres(self) -> int | None: ...

    @property
    def factor(self) -> Decimal | None: ...

    @property
    def factor_low(self) -> Decimal | None: ...

    @property
    def factor_high(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class Carbon:
    """Whole kilograms, between `low` and `high`; journeys without distance or factor are `unknown` and in no sum.

    `kilograms` is None where nothing is known. Zero is only what was stated: nobody travelled.
    """

    kilograms: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unknown: int


def carbon_of(trips: Iterable[Travelled], *, has_no_trips: bool) -> Carbon:
    """What the journeys weigh together."""
    if has_no_trips:
        return Carbon(Decimal(0), Decimal(0), Decimal(0), 0)
    total = low = high = Decimal(0)
    known = unknown = 0
    for trip in trips:
        if trip.kilometres is None or trip.factor is None:
            unknown += 1
            continue
        known += 1
        way = Decimal(trip.number * trip.kilometres)
        total += way * trip.factor
        low += way * (trip.factor if trip.factor_low is None else trip.factor_low)
        high += way * (trip.factor if trip.factor_high is None else trip.factor_high)
    if not known:
        return Carbon(None, None, None, unknown)
    return Carbon(_whole(total), _whole(low), _whole(high), unknown)


def _whole(kilograms: Decimal) -> Decimal:
    return kilograms.quantize(Decimal(1), ROUND_HALF_EVEN)
