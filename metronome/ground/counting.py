"""Honest counts: a number as its source states it, and sums that claim no more than their parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Qualifier(StrEnum):
    EXACTLY = "exactly"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    ABOUT = "about"
    AT_MOST = "at_most"
    BETWEEN = "between"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What was counted. Counts of two bases are never added: a registration is not a person."""

    REGISTRATIONS = "registrations"
    PARTICIPATIONS = "participations"
    ATTENDANCES = "attendances"
    PEOPLE = "people"
    VIEWS = "views"
    CITIES = "cities"


@dataclass(frozen=True, slots=True)
class Count:
    """A stated number, for example "more than 600 participations".

    `number` is None when the qualifier is unknown, and may be None for "about" (dozens of). `upper` is the second
    number of "between" and of nothing else.

    Raises ValueError for numbers that do not fit the qualifier.
    """

    qualifier: Qualifier
    basis: Basis
    number: int | None = None
    upper: int | None = None

    def __post_init__(self) -> None:
        if self.qualifier is Qualifier.UNKNOWN and self.number is not None:
            raise ValueError("an unknown count has no number")
        if self.number is None and self.qualifier not in (Qualifier.UNKNOWN, Qualifier.ABOUT):
            raise ValueError("a count has a number unless it is unknown or vague")
        if self.number is not None and self.number < 0:
            raise ValueError("a count is not negative")
        if (self.upper is None) != (self.qualifier is not Qualifier.BETWEEN):
            raise ValueError("an upper number belongs to 'between', and to nothing else")
        if self.upper is not None and self.number is not None and self.upper < self.number:
            raise ValueError("the upper number comes before the lower one")

    @property
    def bound(self) -> Bound:
        """What this count alone allows to claim."""
        number = self.number or 0
        match self.qualifier:
            case Qualifier.EXACTLY:
                return Bound(self.basis, number, False, number)
            case Qualifier.MORE_THAN:
                return Bound(self.basis, number, True, None)
            case Qualifier.AT_LEAST:
                return Bound(self.basis, number, False, None)
            case Qualifier.AT_MOST:
                return Bound(self.basis, 0, False, number)
            case Qualifier.BETWEEN:
                return Bound(self.basis, number, False, self.upper)
        return Bound(self.basis, 0, False, None)  # about, unknown


@dataclass(frozen=True, slots=True)
class Bound:
    """What counts allow to claim: at least `low` (more than, if `strict`), at most `high`; None: no upper end."""

    basis: Basis
    low: int
    strict: bool
    high: int | None

    @property
    def is_exact(self) -> bool:
        return self.high == self.low and not self.strict

    @property
    def is_unknown(self) -> bool:
        """Nothing is known but that it is a number: unlike zero."""
        return self.low == 0 and not self.strict and self.high is None

    def allows(self, number: int) -> bool:
        """True when `number` lies within the bounds."""
        above = number > self.low if self.strict else number >= self.low
        return above and (self.high is None or number <= self.high)


def total(counts: Iterable[Count], *, basis: Basis) -> Bound:
    """Add the counts of one basis.

    "About" and "unknown" carry no bound of their own: they raise nothing and leave the top open.
    An empty sum is exactly zero; a sum of unknowns is zero or more, which is something else.

    Raises ValueError for a count of another basis.
    """
    low, strict = 0, False
    high: int | None = 0
    for count in counts:
        if count.basis is not basis:
            raise ValueError(f"{count.basis} cannot be added to {basis}")
        bound = count.bound
        low += bound.low
        # whole numbers: two counts of "more than" allow the sum of both plus two, but no source says so in words
        strict = strict or bound.strict
        high = None if high is None or bound.high is None else high + bound.high
    return Bound(basis, low, strict, high)
