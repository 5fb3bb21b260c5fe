"""Workbooks for people: sheets with typed columns, notes on the headings, drop-downs, and a sheet that explains.

Nothing that is written is ever a formula or a link, and the same content gives the same bytes. A sheet read back by
`reading.read_table` gives the values that were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .table import Value, letters_of, printed

#: The name inside the workbook that leads the reader to the sheet with the table, whatever stands on the others.
TABLE = "metronome_table"
LISTS = "metronome_lists"
LONGEST_TEXT, LAST_ROW, DIGITS = 32_767, 1_048_575, 15
FIRST_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no zones
NO_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, a note on it, and the words that a drop-down offers.

    `is_strict`: nothing but these words is accepted by the spreadsheet; otherwise they are only offered (for cells
    that hold several). `width` is counted in letters.
    """

    heading: str
    note: str = ""
    choices: tuple[str, ...] = ()
    is_strict: bool = False
    width: int = 24


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with a table: rows have as many cells as there are columns. They are taken one by one."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]] = ()


@dataclass(frozen=True, slots=True)
class Instructions:
    """A sheet of paragraphs; the first is its title."""

    name: str
    paragraphs: tuple[str, ...]


def write_workbook(
    file: BinaryIO, *, page: Page, instructions: Instructions | None = None, is_right_to_left: bool = False
) -> None:
    """Write a workbook with a table, holding a row at a time.

    Raises Refusal for what no workbook holds: a text of more than 32,767 characters, more than 1,048,575 rows.
    """
    # What writes workbooks weighs more than most pages need.
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": FIRST_MOMENT})
        book.set_size(2400, 1600)
        sheet = book.add_worksheet(sheet_name(page.name))
        book.define_name(TABLE, f"={_quoted(sheet.get_name())}!$A$1")
        _write_page(book, sheet, page)
        if instructions:
            explained = book.add_worksheet(_other_name(sheet_name(instructions.name), sheet.get_name()))
            _explain(book, explained, instructions)
        _write_lists(book, sheet, page)
        if is_right_to_left:
            for one in book.worksheets():
                one.right_to_left()


def sheet_name(text: str) -> str:
    """The name of a sheet as spreadsheets allow it: 31 characters, without brackets and slashes."""
    name = " ".join(text.translate(NO_SHEET_NAME).split()).strip("'")[:31].strip(" '")
    return name if name and name.casefold() not in ("history", LISTS) else f"{name or '1'}_"


def _other_name(name: str, taken: str) -> str:
    return name if name.casefold() != taken.casefold() else f"{name[:29]} 2"


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _write_page(book: Any, sheet: Any, page: Page) -> None:
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEEEEE"})
    formats = {
        date: book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"}),
        str: book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
    }
    for place, column in enumerate(page.columns):
        sheet.set_column(place, place, column.width, formats[str])
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(page.columns):
        sheet.write_string(0, place, column.heading, heading)
        if column.note:
            sheet.write_comment(0, place, column.note, {"x_scale": 2, "y_scale": 1.5, "author": ""})
    number = 0
    for number, row in enumerate(page.rows, 1):
        if number > LAST_ROW:
            raise Refusal(_("A workbook holds no more than 1,048,575 rows."), remedy=_("Write it as CSV."))
        for place, value in enumerate(row):
            _write(sheet, number, place, value, formats)
    if page.columns:
        sheet.autofilter(0, 0, number, len(page.columns) - 1)


def _write(sheet: Any, row: int, column: int, value: Value, formats: dict[type, Any]) -> None:
    """A cell by its type; what a spreadsheet would change (digits beyond fifteen, old days) is written as text."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | Decimal) and _is_kept(value):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value.year >= 1901 and not getattr(value, "tzinfo", None):
        sheet.write_datetime(row, column, value, formats[datetime if isinstance(value, datetime) else date])
    else:
        text = printed(value)
        if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            details = {"letter": letters_of(column), "row": row + 1}
            reason = _("The text in column %(letter)s of row %(row)s is longer than a workbook holds.") % details
            raise Refusal(reason, remedy=_("Write it as CSV."))
        sheet.write_string(row, column, text, formats[str])


def _is_kept(number: int | Decimal) -> bool:
    exact = Decimal(number)
    return exact.is_finite() and len(exact.normalize().as_tuple().digits) <= DIGITS and abs(exact) < 10**DIGITS


def _explain(book: Any, sheet: Any, instructions: Instructions) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 14, "text_wrap": True})
    sheet.set_column(0, 0, 100, wrapped)
    sheet.hide_gridlines(2)
    for number, paragraph in enumerate(instructions.paragraphs):
        sheet.write_string(number, 0, paragraph, wrapped if number else title)


def _write_lists(book: Any, sheet: Any, page: Page) -> None:
    """The words of the drop-downs, on a hidden sheet, because a cell's own list ends after 255 characters."""
    offered = [(place, column) for place, column in enumerate(page.columns) if column.choices]
    if not offered:
        return
    lists = book.add_worksheet(LISTS)
    lists.hide()
    for number in range(max(len(column.choices) for _place, column in offered)):
        for place, column in offered:
            if number < len(column.choices):
                lists.write_string(number, place, column.choices[number])
    for place, column in offered:
        letters = letters_of(place)
        sheet.data_validation(
            1,
            place,
            LAST_ROW,
            place,
            {
                "validate": "list",
                "source": f"={LISTS}!${letters}$1:${letters}${len(column.choices)}",
                "show_error": column.is_strict,
            },
        )
