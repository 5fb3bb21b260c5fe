"""An exhibit as a file: a table in three formats, a picture in two."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from metronome.design.raster import png
from metronome.ground.child import run
from metronome.ground.refusal import Refusal
from metronome.ground.sheet import csv_file, harmless

from .exhibit import Exhibit

#: Format, type of content. The first three are tables, the others pictures.
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
}
WIDTH, DENSITY = 720, 144
#: A workbook that is made again is the same.
FIRST_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
PARQUET = Path(__file__).parent / "parquet_alone.py"
#: Rows of a sheet.
MOST_ROWS = 1_048_575


def as_format(one: Exhibit, format: str, citation: str) -> bytes:
    """The file, with the citation in it where the format has a place for one.

    Raises Refusal where the file cannot be made.
    """
    match format:
        case "csv":
            return csv_file(one.columns, one.rows)
        case "xlsx":
            return _workbook(one, citation)
        case "parquet":
            return _parquet(one, citation)
        case "svg":
            return str(one.draw(WIDTH, "print")).encode()
        case _:
            return png(str(one.draw(WIDTH, "print")), density=DENSITY)


def _workbook(one: Exhibit, citation: str) -> bytes:
    # What writes workbooks weighs more than most pages need.
    import xlsxwriter

    if len(one.rows) > MOST_ROWS:
        raise Refusal(_("A workbook has no room for so many rows."), remedy=_("Take the CSV or the Parquet file."))
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": FIRST_MOMENT})
        table, told = book.add_worksheet(one.view), book.add_worksheet("citation")
        bold = book.add_format({"bold": True})
        table.write_row(0, 0, one.columns, bold)
        for number, row in enumerate(one.rows, 1):
            table.write_row(number, 0, [harmless(cell) for cell in row])
        table.freeze_panes(1, 0)
        for number, line in enumerate((one.title, *one.notes, citation)):
            told.write_string(number, 0, line)
    return file.getvalue()


def _parquet(one: Exhibit, citation: str) -> bytes:
    """Made in a process of its own: the library weighs more than all that a page needs."""
    columns = {name: _typed([row[place] for row in one.rows]) for place, name in enumerate(one.columns)}
    order = {"columns": columns, "note": {"title": one.title, "citation": citation, "release": one.release.slug}}
    return run(PARQUET, json.dumps(order, ensure_ascii=False).encode())


def _typed(values: list[object]) -> tuple[str, list[object]]:
    """The kind of a column, and its values as JSON holds them; what is empty is none."""
    given = [None if value == "" else value for value in values]
    known = [value for value in given if value is not None]
    if known and all(isinstance(value, int) for value in known):
        return "int", given
    if known and all(isinstance(value, int | Decimal) for value in known):
        return "decimal", [None if value is None else str(value) for value in given]
    return "text", [None if value is None else str(value) for value in given]
