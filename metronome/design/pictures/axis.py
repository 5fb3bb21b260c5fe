"""An axis: where its ticks stand, so that people can read them, and how a value comes to a place along it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

#: A number in words that are short enough for a tick.
Say = Callable[[float], str]


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, with ticks at round values. `is_log`: equal steps are equal factors."""

    low: float
    high: float
    ticks: tuple[float, ...]
    is_log: bool = False

    def share(self, value: float) -> float:
        """How far along a value lies, from 0 to 1; what lies outside stands at the end."""
        low, high, at = self.low, self.high, value
        if self.is_log:
            low, high, at = math.log10(low), math.log10(high), math.log10(value) if value > 0 else math.log10(low)
        return min(1.0, max(0.0, (at - low) / (high - low)))


def axis(values: list[float], *, steps: int = 4, with_zero: bool = True, is_log: bool = False) -> Axis:
    """An axis that holds the values, with about so many steps. With `is_log` every value is above nought."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if is_log:
        return _by_powers(low, high)
    if with_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    step = _round_step((high - low) / max(1, steps))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Axis(first * step, last * step, tuple(number * step for number in range(first, last + 1)))


def _round_step(least: float) -> float:
    """The first of 1, 2, 5, 10, 20 and so on that is no less."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least * (1 - 1e-9))


def _by_powers(low: float, high: float) -> Axis:
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    last = max(last, first + 1)
    return Axis(10.0**first, 10.0**last, tuple(10.0**power for power in range(first, last + 1)), is_log=True)
