"""A file as rows of a list: which sheet, which columns, and what numbers and days mean in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.meaning import Meaning
from metronome.ground.workbooks.reading import read_table
from metronome.ground.workbooks.said import refusal_of
from metronome.ground.workbooks.table import Faulty, Row, Table, Value, printed
from metronome.ground.workbooks.ways import DayOrder, DecimalSign, Ways
from metronome.intake.refused import RefusedRow

from .columns import Listing, Sort
from .exporting import unguarded
from .on_record import OnRecord

#: A day or month as a folder writes it, alone or as an end of a stretch.
PLAIN_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person said of a file where it can be read in two ways; empty where nothing was said. `columns` maps
    those of the file to ours."""

    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int | None = None
    decimal: str = ""
    days: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row: its number in the file, what it says by our keys, its cells as they are printed, and what cannot be
    read."""

    number: int
    cells: Mapping[str, str]
    printed: Sequence[str]
    refusals: tuple[RefusedRow, ...]


def opened(path: Path, choices: Choices, ways: Ways) -> Table:
    """The table of a file; `ways` are the network's.

    Raises Refusal, with the name of the choice that would settle it as its field.
    """
    return read_table(
        path,
        ways=_chosen(choices, ways),
        sheet=choices.sheet or None,
        encoding=choices.encoding or None,
        delimiter=choices.delimiter or None,
        header_row=choices.header_row,
    )


def _chosen(choices: Choices, ways: Ways) -> Ways:
    return replace(
        ways,
        chosen_decimal=DecimalSign(choices.decimal) if choices.decimal else None,
        chosen_days=DayOrder(choices.days) if choices.days else None,
    )


class RowsIn:
    """The rows of a table as the chosen columns say them; `of` is how many there are. What numbers and days mean is
    asked of whole columns first, so that the table is read twice."""

    def __init__(self, table: Table, listing: Listing, choices: Choices, record: OnRecord) -> None:
        self.table, self.of = table, 0
        columns = listing.by_key(record.languages.all)
        self.keys = [choices.columns.get(name, "") for name in table.columns]
        sorts = [columns[key].sort if key in columns else None for key in self.keys]
        measured = [place for place, sort in enumerate(sorts) if sort in (Sort.DAY, Sort.DAYS, Sort.NUMBER)]
        self.meanings = {place: Meaning(_chosen(choices, record.ways)) for place in measured}
        for row in table.rows():
            self.of += 1
            for place in measured:
                for value in _parts(row.cells[place]):
                    self.meanings[place].see(row.number, value)
        says = {Sort.DAY: self.day, Sort.DAYS: self.days, Sort.NUMBER: self.number}
        self.says: list[Callable[[int, Value], str]] = [
            says.get(sort, self.text) if sort else self.text for sort in sorts
        ]

    def __iter__(self) -> Iterator[Incoming]:
        return map(self.row, self.table.rows())

    def row(self, row: Row) -> Incoming:
        cells: dict[str, str] = {}
        refusals = [_refused("", row, row.refusal)] if row.refusal else []
        for place, (key, value) in enumerate(zip(self.keys, row.cells, strict=True)):
            if not key:
                continue
            try:
                cells[key] = self.says[place](place, value)
            except Refusal as refusal:
                refusals.append(_refused(key, row, refusal))
        return Incoming(row.number, cells, [printed(value) for value in row.cells], tuple(refusals))

    def text(self, place: int, value: Value) -> str:
        if isinstance(value, Faulty):
            raise refusal_of(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return unguarded(tidied(printed(value)))

    def number(self, place: int, value: Value) -> str:
        if isinstance(value, str):
            value = unguarded(value.strip())
        number = self.meanings[place].number(value)
        return "" if number is None else f"{number:f}" if not isinstance(number, int) else str(number)

    def day(self, place: int, value: Value) -> str:
        if isinstance(value, str) and PLAIN_DAY.fullmatch(value.strip()):
            return value.strip()
        day = self.meanings[place].day(value)
        return day.isoformat() if day else ""

    def days(self, place: int, value: Value) -> str:
        """Several days and stretches, each as the network writes it; titles stay beside them."""
        if not isinstance(value, str):
            return self.day(place, value)
        if "|" in value:
            return self.text(place, value)
        return "; ".join(
            "..".join(self.day(place, end) for end in _ends(part))
            for part in re.split(r"[;\n]", value)
            if part.strip()
        )


def tidied(text: str) -> str:
    """A text without what spreadsheets change on their way: how lines end, and blanks around it."""
    return text.replace("\r\n", "\n").strip()


def _parts(value: Value) -> list[Value]:
    """What can be a day or a number by itself."""
    if isinstance(value, str) and "|" not in value:
        return [end for part in re.split(r"[;\n]", value) for end in _ends(part) if not PLAIN_DAY.fullmatch(end)]
    return [] if isinstance(value, date | str) else [value]


def _ends(part: str) -> list[str]:
    """The two ends of a stretch, or the one day."""
    return [end.strip() for end in part.split("..")]


def _refused(key: str, row: Row, refusal: Refusal) -> RefusedRow:
    return RefusedRow(key, row.number, key, refusal.reason, refusal.remedy)
