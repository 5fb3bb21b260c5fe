"""A figure: a value that brings its rows along, and the register of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import wraps
from typing import Any, NamedTuple

from metronome.ground.canonical import canonical, dumps_plain, sha256_of_text
from metronome.ground.counting import Bound
from metronome.ground.period import Period
from metronome.report.snapshot import Snapshot


class Row(NamedTuple):
    """One thing behind a figure: what it is, its id, how people call it (in the network's source language), and what
    of it was used (the member counted, the number added)."""

    kind: str
    id: str
    label: str
    used: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its meaning, its period and its rows. It has a value, or bounds, and never both.

    `by` splits the value by a key; `items` lists what was counted, so that lists can be compared.
    """

    id: str
    version: int
    unit: str
    period: Period
    rows: tuple[Row, ...]
    value: int | Decimal | None = None
    bound: Bound | None = None
    by: Mapping[str, int | Decimal] | None = None
    items: tuple[str, ...] | None = None
    #: What it means, where that is no definition of the program but of the network's data.
    meaning: Definition | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if (self.value is None) == (self.bound is None):
            raise ValueError(f"{self.id} needs a value or bounds")

    @property
    def definition(self) -> Definition:
        """What it means."""
        return self.meaning or DEFINITIONS[self.id]

    def measure(self) -> dict[str, Any]:
        """Value or bounds as JSON; a bound of which nothing is known has low null, which is not zero."""
        if self.bound is None:
            return {"value": self.value}
        bound = self.bound
        return {
            "value": bound.low if bound.is_exact else None,
            "low": None if bound.is_unknown else bound.low,
            "strict": bound.strict,
            "high": bound.high,
            "basis": bound.basis.value,
        }

    @property
    def hash(self) -> str:
        """sha256 of everything that the value rests on; equal wherever it is computed."""
        basis = canonical(
            {
                "id": self.id,
                "version": self.version,
                "period": [self.period.first, self.period.last],
                "measure": self.measure(),
                "by": self.by,
            }
        )
        return sha256_of_text(dumps_plain({**basis, "rows": self.rows}))

    def to_json(self) -> dict[str, Any]:
        """As `report.json` and the command line print it, without the definition's words."""
        data: dict[str, Any] = {**self.measure(), "unit": self.unit, "version": self.version}
        if self.by is not None:
            data["by"] = canonical(self.by)  # money as text: a decimal is no number of JSON
        if self.items is not None:
            data["items"] = list(self.items)
        data["rows"] = [{"kind": row.kind, "id": row.id, "label": row.label, "used": row.used} for row in self.rows]
        data["hash"] = self.hash
        return data


@dataclass(frozen=True, slots=True)
class Answer:
    """What a figure's function finds; id, unit and period come from its definition and from the snapshot."""

    rows: tuple[Row, ...]
    value: int | Decimal | None = None
    bound: Bound | None = None
    by: Mapping[str, int | Decimal] | None = None
    items: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means. `words` gives whole sentences in the language that is active when it is called."""

    id: str
    version: int
    unit: str
    label: Callable[[], str]
    words: Callable[[], str]
    compute: Callable[[Snapshot], Figure]
    is_of_a_day: bool = False
    of_member: str = ""  # of one member: the sort of rows that it counts; empty: of the network

    def is_of(self, snapshot: Snapshot) -> bool:
        """Whether it can be said of what the snapshot is about. Of a member it is not known where the record holds
        no such row for the period, of whomever: then there is no figure, which is not zero."""
        return self.of_member in snapshot.kept if snapshot.sort == "member" else not self.of_member


DEFINITIONS: dict[str, Definition] = {}


def define(
    id: str,
    *,
    unit: str,
    label: Callable[[], str],
    words: Callable[[], str],
    version: int = 1,
    is_of_a_day: bool = False,
    of_member: str = "",
) -> Callable[[Callable[[Snapshot], Answer]], Callable[[Snapshot], Figure]]:
    """Register the function that computes a figure. A changed meaning is a new version. What `is_of_a_day` looks at
    the last day of its period only, so that it can be computed for any other day. What is `of_member` is counted for a
    single member, in a report about it, from rows of that sort.

    Raises ValueError for an id that is taken.
    """

    def register(answer: Callable[[Snapshot], Answer]) -> Callable[[Snapshot], Figure]:
        if id in DEFINITIONS:
            raise ValueError(f"the figure {id} is defined twice")

        @wraps(answer)
        def compute(snapshot: Snapshot) -> Figure:
            found = answer(snapshot)
            return Figure(
                id, version, unit, snapshot.period, found.rows, found.value, found.bound, found.by, found.items
            )

        DEFINITIONS[id] = Definition(id, version, unit, label, words, compute, is_of_a_day, of_member)
        return compute

    return register
