"""What was read: rows with the numbers that a spreadsheet shows, and what was recognised on the way."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from metronome.ground.refusal import Refusal


class Fault(StrEnum):
    """Why a cell has no value that could be trusted."""

    ERROR = "error"
    NO_RESULT = "no_result"
    MERGED = "merged"
    TOO_LONG = "too_long"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class Faulty:
    """A cell that cannot be read. It refuses only where somebody asks for it; `said.refusal_of` gives the sentence.

    `printed` is what the sheet shows, as far as it is known: "#N/A", or the range of a merged cell.
    """

    fault: Fault
    printed: str = ""


#: A cell. A workbook gives all of these, a text table only text and None. Dates are those of the workbook's own
#: calendar (1900 or 1904). A number is the one that the spreadsheet shows in its line of entry, with up to 15 digits.
Value = str | int | Decimal | bool | date | datetime | time | timedelta | Faulty | None


class Row(NamedTuple):
    """One row: the number that the spreadsheet shows beside it, and as many cells as there are columns.

    `refusal` says why the whole row cannot be trusted (more values than columns); its cells are then those that fit.
    """

    number: int
    cells: tuple[Value, ...]
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Recognised:
    """How the file was read, as data; `said.sentences` puts it in words. Empty or 0 where it does not apply."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheet_is_hidden: bool = False
    other_sheets: tuple[Sheet, ...] = ()
    header_row: int = 1
    formulas: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    has_links: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask for. Bytes, rows, columns, seconds of processor time."""

    file: int = 100 << 20
    text_cell: int = 100_000
    rows: int = 1_048_576
    columns: int = 16_384
    unzipped: int = 2 << 30
    #: Once unzipped, so many times as large; a sheet of numbers reaches some thirty.
    ratio: int = 300
    memory: int = 600 << 20
    #: A child may use five seconds, and three more for each megabyte of the file.
    seconds: int = 5
    seconds_a_megabyte: int = 3


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with their names, and rows. Empty rows are left out; the others keep their numbers.

    `rows` may be called again: it reads the file anew, and holds a few thousand rows at a time. It raises Refusal when
    the file turns out to be unreadable on the way. Close what it returns when it is left early, and do not keep a
    table whose rows nobody asks for: the child that told its headings waits to go on.
    """

    name: str
    columns: tuple[str, ...]
    #: The letters above the columns, as a spreadsheet shows them.
    letters: tuple[str, ...]
    recognised: Recognised
    rows: Callable[[], Generator[Row, None, None]]


def printed(value: Value) -> str:
    """The text of a cell, as plainly as it can be written: days as 2021-03-17, numbers with a decimal point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Faulty):
        return value.printed
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def letters_of(number: int) -> str:
    """The letters of a column, the first of which is 0: A, B, ... Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
