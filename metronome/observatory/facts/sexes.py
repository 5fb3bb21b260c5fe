"""The share of women in what is counted by sex, exactly, and how it differs between two releases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ibis import _ as row

from ..enums import Sex
from ..models import Release
from .columns import KEY
from .reading import known

#: What statements of women and of men have to share to be put together.
ABOUT = tuple(name for name in KEY if name != "sex")
#: What shares of two releases have to share to be held against each other: the edition of a source may differ.
AGAIN = ("source", "area", "first_day", "last_day", "age")


@dataclass(frozen=True, slots=True)
class Women:
    """Women of women and men together, as one source counts both by one method; whole numbers in the places kept."""

    source: str
    area: str
    first_day: date
    last_day: date
    age: str
    method: str
    women: int
    both: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.women, self.both)

    @property
    def about(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in AGAIN)


def women_of(release: Release, indicator: str) -> list[Women]:
    """The share of women wherever a release has women and men of the same; nothing is taken from a total, which may be
    of another method. `indicator`: the slug of a definition.

    Raises Refusal for a file of facts that is missing or damaged.
    """
    stated = known(release.cutoff.number).filter(row.indicator == indicator, row.value.notnull())
    women = stated.filter(row.sex == Sex.FEMALE.value).select(*ABOUT, women=row.value)
    men = stated.filter(row.sex == Sex.MALE.value).select(*ABOUT, men=row.value)
    both = women.inner_join(men, ABOUT).filter(row.women + row.men > 0)
    told = both.select(*(name for name in ABOUT if name != "indicator"), "women", both=row.women + row.men)
    return [Women(**one) for one in told.order_by("area", "first_day", "source", "method").to_pyarrow().to_pylist()]


def women_between(earlier: Release, later: Release, indicator: str) -> list[tuple[Women, Women]]:
    """Where both releases know the share of women of the same: the earlier beside the later, those that differ."""
    before: dict[tuple[object, ...], Women] = {one.about: one for one in women_of(earlier, indicator)}
    pairs = ((before[one.about], one) for one in women_of(later, indicator) if one.about in before)
    return [(old, new) for old, new in pairs if old.share != new.share]
