"""What stands on the page of a sheet: boxes, fields of boxes, fields of rows of boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

#: How long a text may be in one language.
LONGEST = 10_000
#: How many boxes of rows a page shows at once; of a page with more, every field of rows is folded, so that it can be
#: looked over.
FOLDED = 30


@dataclass(frozen=True, kw_only=True)
class Box:
    """One box of the page. `kind` is what it is written with."""

    name: str
    label: str
    kind: str
    value: str = ""
    language: str = ""
    most: int = LONGEST
    choices: Sequence[tuple[str, str]] = ()
    candidates: Sequence[tuple[str, str]] = ()
    is_required: bool = False
    has_focus: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a field of rows: its boxes, what it is called while it is folded, and whether it is not."""

    boxes: Sequence[Box]
    title: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class Group:
    """A field of the page: its boxes, or its rows of boxes, and what is wrong with it."""

    name: str
    label: str
    hint: str
    faults: Sequence[str]
    boxes: Sequence[Box] = ()
    rows: Sequence[Row] = ()
    is_rows: bool = False
    folds: bool = False
    names: Iterable[str] = ()

    @property
    def is_wide(self) -> bool:
        """Whether it takes the whole width: several boxes, or long ones."""
        return len(self.boxes) > 1 or any(box.kind == "area" for box in self.boxes)

    @property
    def filled(self) -> int:
        """How many rows say something."""
        return sum(1 for row in self.rows if row.title)

    @property
    def is_open(self) -> bool:
        """Whether there is something in it to look at now."""
        return bool(self.faults) or any(row.is_open for row in self.rows)


def digits(number: Decimal) -> str:
    """A number as it would be typed: where a column keeps more places than the two of an amount, without those that
    say nothing."""
    whole, _point, places = f"{number:f}".partition(".")
    kept = places.rstrip("0") if len(places) > 2 else places
    return f"{whole}.{kept}" if kept else whole
