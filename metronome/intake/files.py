"""From bytes to cells. A file that is not what it should be is refused with the line where it goes wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from .cells import Cell
from .refused import Place, Refusals, Stop
from .yaml_cells import yaml_items, yaml_root

LARGEST = 256 * 1024 * 1024


def text_of(path: Path, name: str, refusals: Refusals) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises Stop, after noting why, for one that is too large, in another encoding or cut off.
    """
    if path.stat().st_size > LARGEST:
        refusals.add(Place(name), "", _("The file is larger than 256 MB."), _("Split it into several files."))
        raise Stop
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        if error.reason == "unexpected end of data" and error.end == len(content):
            reason, remedy = (
                _("The file ends in the middle of a character: it is cut off."),
                _("Copy the whole file again."),
            )
        else:
            reason, remedy = _("The file is not written in UTF-8."), _("Save it again with the encoding UTF-8.")
        refusals.add(Place(name, row), "", reason, remedy)
        raise Stop from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    last = text.count("\n") + 1
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        refusals.add(Place(name, row), "", _("The file holds a null character."), _("Save it as plain text in UTF-8."))
        raise Stop
    if text and not text.endswith("\n"):
        reason = _("The last line has no end: the file seems to be cut off.")
        remedy = _("Copy the whole file again; if it is whole, end its last line with a line break.")
        refusals.add(Place(name, last), "", reason, remedy)
        raise Stop
    return text


def csv_rows(path: Path, name: str, refusals: Refusals) -> Iterator[Cell]:
    """The rows of a CSV file as cells of fields. A column name_fr is the field name in French.

    Raises Stop, after noting why, for a file that cannot be read on.
    """
    reader = csv.reader(io.StringIO(text_of(path, name, refusals)), strict=True)
    header: list[str] = []
    begins = 1
    try:
        for row in reader:
            place, begins = Place(name, begins), reader.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                header = _header(row, place, refusals)
            elif len(row) != len(header):
                reason = _("The row has %(found)s cells and the header %(expected)s.") % {
                    "found": len(row),
                    "expected": len(header),
                }
                remedy = _("Give it as many cells as the header; put a cell that holds a comma in double quotes.")
                refusals.add(place, "", reason, remedy)
            else:
                yield Cell(
                    {column: Cell(cell.strip(), place) for column, cell in zip(header, row, strict=True)}, place
                )
    except csv.Error as error:
        reason = _("The row cannot be read as CSV: a quote is not closed, or the file is cut off.")
        refusals.add(Place(name, begins), "", reason, _("Close each double quote, and write one inside a cell twice."))
        raise Stop from error


def _header(row: list[str], place: Place, refusals: Refusals) -> list[str]:
    header = [cell.strip() for cell in row]
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        reason = _("The columns are not separated by commas.")
        refusals.add(place, "", reason, _("Save the file as CSV with commas."))
        raise Stop
    for column in sorted({column for column in header if header.count(column) > 1}):
        refusals.add(place, column, _("The column stands twice in the header."), _("Rename or remove one of them."))
        raise Stop
    return header


def items_of(path: Path, name: str, refusals: Refusals) -> Iterator[Cell]:
    """The rows of a CSV file, or the items of a YAML list, one after the other."""
    if path.suffix == ".csv":
        yield from csv_rows(path, name, refusals)
    else:
        yield from yaml_items(text_of(path, name, refusals), name, refusals)


def root_of(path: Path, name: str, refusals: Refusals) -> Cell:
    """The whole of a YAML file."""
    return yaml_root(text_of(path, name, refusals), name, refusals)
