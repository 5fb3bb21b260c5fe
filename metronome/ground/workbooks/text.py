"""Tables in text files: CSV with whatever separates its columns. All cells are text: the file knows nothing else."""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .encodings import chosen, encoding_of
from .headings import Raw, headings_of
from .said import unreadable
from .table import Limits, Recognised, Row, Table
from .ways import Ways

DELIMITERS = (",", ";", "\t", "|")
#: So many rows are looked at to tell which sign separates the columns.
SAMPLE = 200


def read_text(
    path: Path, *, ways: Ways, encoding: str | None, delimiter: str | None, header_row: int | None, limits: Limits
) -> Table:
    """The table of a text file. Raises Refusal, as reading its rows may."""
    codec = chosen(path, encoding) if encoding else encoding_of(path, ways.encodings)
    sign = delimiter or _delimiter_of(path, codec, header_row, limits)

    def raw() -> Iterator[Raw]:
        with path.open(encoding=codec, newline="") as file:
            for number, cells in _records(file, sign, limits):
                if any(cells):
                    yield number, [cell or None for cell in cells]

    headings = headings_of(raw(), header_row)

    def rows() -> Generator[Row, None, None]:
        return headings.rows(raw())

    return Table(
        name=path.stem,
        columns=headings.names,
        letters=headings.letters,
        recognised=Recognised(
            kind="text", encoding=codec, delimiter=sign if len(headings.names) > 1 else "", header_row=headings.row
        ),
        rows=rows,
    )


def _lines(file: TextIO, limits: Limits) -> Iterator[str]:
    """Lines of bearable length, without the one by which Excel is told the separator."""
    first = True
    while line := file.readline(limits.text_cell * 10):
        if len(line) == limits.text_cell * 10:
            raise _too_long()
        if not (first and line[:4].lower() == "sep=" and len(line.strip()) == 5):
            yield line
        first = False


def _records(file: TextIO, sign: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Numbered as a spreadsheet numbers them: a text with line breaks is one row, an empty line is one, too."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(_lines(file, limits), delimiter=sign, strict=True), 1):
            if number > limits.rows or len(cells) > limits.columns:
                raise unreadable("large")
            yield number, cells
    except csv.Error as error:
        if "field limit" in str(error):
            raise _too_long() from error
        raise Refusal(
            _("Row %(row)s opens a quotation mark that is not closed properly.") % {"row": number + 1},
            remedy=_("Write a quotation mark inside a text twice, and one at its beginning and its end."),
        ) from error


def _too_long() -> Refusal:
    return Refusal(_("A cell or a line of the file is longer than is read."), remedy=_("Shorten it."))


def _delimiter_of(path: Path, codec: str, header_row: int | None, limits: Limits) -> str:
    """The one sign that separates the headings, or the only one of several by which all rows have one length."""
    with path.open(encoding=codec, newline="") as file:
        first = file.readline(100).strip()
    if len(first) == 5 and first[:4].lower() == "sep=" and first[4] in DELIMITERS:
        return first[4]
    lengths = {sign: _lengths(path, codec, sign, header_row, limits) for sign in DELIMITERS}
    if not all(lengths[sign] for sign in (",", ";")):
        raise unreadable("empty")
    dividing = [sign for sign, found in lengths.items() if found and found[0] > 1]
    if len(dividing) < 2:
        return dividing[0] if dividing else ","
    even = [sign for sign in dividing if len(set(lengths[sign])) == 1]
    if len(even) == 1:
        return even[0]
    raise Refusal(
        _("The columns of the file can be separated in several ways: %(signs)s.")
        % {"signs": " ".join("⇥" if sign == "\t" else sign for sign in even or dividing)},
        field="delimiter",
        remedy=_("Say which sign separates them."),
    )


def _lengths(path: Path, codec: str, sign: str, header_row: int | None, limits: Limits) -> list[int]:
    """How many cells the headings and the rows under them have."""
    with path.open(encoding=codec, newline="") as file:
        found: list[int] = []
        try:
            for number, cells in islice(_records(file, sign, limits), SAMPLE + (header_row or 1)):
                if any(cells) and number >= (header_row or 1):
                    found.append(len(cells))
        except Refusal:
            return found or [1]  # refused with its sentence when it is read
        return found
