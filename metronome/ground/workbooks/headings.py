"""The row that names the columns, and the rows under it."""

from __future__ import annotations

import unicodedata
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .said import refusal_of, unreadable
from .table import Fault, Faulty, Row, Value, letters_of, printed

Raw = tuple[int, Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Headings:
    """The names of the columns and their places; columns without a name have none."""

    row: int
    names: tuple[str, ...]
    places: tuple[int, ...]

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(map(letters_of, self.places))

    def rows(self, raw: Iterable[Raw]) -> Generator[Row, None, None]:
        """The rows under the headings. A value under no heading refuses its row."""
        width = len(self.places)
        is_plain = self.places == tuple(range(width))
        for number, cells in raw:
            if number <= self.row:
                continue
            if is_plain and len(cells) == width:
                yield Row(number, tuple(cells))
            else:
                yield self._row(number, cells, width, is_plain)

    def _row(self, number: int, cells: Sequence[Value], width: int, is_plain: bool) -> Row:
        if is_plain:
            named = [*cells[:width], *[None] * (width - len(cells))]
            others = list(enumerate(cells))[width:]
        else:
            known = frozenset(self.places)
            named = [cells[place] if place < len(cells) else None for place in self.places]
            others = [(place, cell) for place, cell in enumerate(cells) if place not in known]
        astray = next((place for place, cell in others if is_something(cell)), None)
        return Row(number, tuple(named), None if astray is None else _astray(astray))


def is_something(cell: Value) -> bool:
    """Whether a cell holds more than blanks. What lies under a merged cell is nothing of its own."""
    if isinstance(cell, Faulty):
        return cell.fault is not Fault.MERGED
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _astray(place: int) -> Refusal:
    return Refusal(
        _("A value stands in column %(letter)s, which has no heading.") % {"letter": letters_of(place)},
        remedy=_("Give the column a heading, put text that holds the separator into quotes, or delete the value."),
    )


def headings_of(raw: Iterable[Raw], wanted: int | None) -> Headings:
    """The headings in the wanted row, else in the first in which something stands.

    Raises Refusal when there are none, or two columns have one name.
    """
    for number, cells in raw:
        if wanted in (None, number) and any(map(is_something, cells)):
            return _named(number, cells)
        if wanted is not None and number > wanted:
            break
    if wanted is None:
        raise unreadable("empty")
    raise Refusal(
        _("Nothing stands in row %(row)s, where the headings should be.") % {"row": wanted},
        field="header_row",
        remedy=_("Say in which row the headings stand."),
    )


def _named(number: int, cells: Sequence[Value]) -> Headings:
    places: dict[str, int] = {}
    names = []
    for place, cell in enumerate(cells):
        if not is_something(cell):
            continue
        if isinstance(cell, Faulty):
            raise _faulty(place, cell)
        name = " ".join(unicodedata.normalize("NFC", printed(cell)).split())
        folded = name.casefold()
        if folded in places:
            letters = {"first": letters_of(places[folded]), "second": letters_of(place)}
            raise Refusal(
                _("The columns %(first)s and %(second)s have the same heading, “%(name)s”.")
                % {**letters, "name": name},
                field=name,
                remedy=_("Give each column a heading of its own."),
            )
        places[folded] = place
        names.append(name)
    return Headings(number, tuple(names), tuple(places.values()))


def _faulty(place: int, cell: Faulty) -> Refusal:
    refusal = refusal_of(cell)
    reason = _("The heading of column %(letter)s cannot be read. %(reason)s")
    return Refusal(reason % {"letter": letters_of(place), "reason": refusal.reason}, remedy=refusal.remedy)
