"""What a sheet of an OpenDocument workbook says besides its values. Runs in the child; imports only its neighbour."""

from __future__ import annotations

from typing import IO, Any
from xml.parsers import expat

from metronome.ground.workbooks.parts import MOST_FAULTS, Marks, Refused

#: Attributes by their usual prefixes: those of the programs that write such files have not changed in twenty years.
CELLS = ("table:table-cell", "table:covered-table-cell")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def note_ods(part: IO[bytes], sheet: str, marks: Marks) -> None:
    """Errors, formulas, merged cells and hidden rows of one sheet."""
    parser = expat.ParserCreate()
    reader = Reader(sheet, marks)
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.ParseFile(part)


class Reader:
    """Follows rows and columns, each of which may stand for many."""

    def __init__(self, sheet: str, marks: Marks) -> None:
        self.sheet, self.marks = sheet, marks
        self.is_inside = False
        self.row = self.rows = self.column = self.columns = 0
        self.cell: dict[str, str] | None = None
        self.words: list[str] = []

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self.is_inside = attributes.get("table:name") == self.sheet
            self.row = self.rows = 0
        if not self.is_inside:
            return
        if tag == "table:table-row":
            self.row += self.rows
            self.rows = _number(attributes, "table:number-rows-repeated")
            self.column = self.columns = 0
            if "table:visibility" in attributes and self.rows < 1000:
                self.marks.hidden_rows += attributes["table:visibility"] != "visible" and self.rows
        elif tag == "table:table-column" and attributes.get("table:visibility", "visible") != "visible":
            self.marks.hidden_columns += _number(attributes, "table:number-columns-repeated")
        elif tag in CELLS:
            self.column += self.columns
            self.columns = _number(attributes, "table:number-columns-repeated")
            self.cell, self.words = attributes, []

    def text(self, words: str) -> None:
        if self.cell is not None and len(self.words) < 20:
            self.words.append(words)

    def end(self, tag: str) -> None:
        if tag == "table:table":
            self.is_inside = False
        if self.is_inside and tag in CELLS and self.cell is not None:
            self._note(self.cell, "".join(self.words).strip())
            self.cell = None

    def _note(self, cell: dict[str, str], words: str) -> None:
        rows, columns = _number(cell, "table:number-rows-spanned"), _number(cell, "table:number-columns-spanned")
        if rows * columns > 1:
            self.marks.ranges.append(
                ((self.row, self.column), (self.row + rows - 1, self.column + columns - 1)),
            )
        is_error = cell.get("calcext:value-type") == "error"
        if "table:formula" in cell:
            self.marks.formulas += self.rows * self.columns
            has_value = "office:value-type" in cell
            is_error = is_error or (not has_value and bool(words))
            if not has_value and not words:
                self._add("no_result", "")
        if is_error:
            self._add("error", words[:40])

    def _add(self, fault: str, printed: str) -> None:
        if self.rows * self.columns > MOST_FAULTS:
            raise Refused("faults")
        for row in range(self.row, min(self.row + self.rows, LAST_ROW)):
            for column in range(self.column, min(self.column + self.columns, LAST_COLUMN)):
                self.marks.add(row, column, fault, printed)


def _number(attributes: dict[str, Any], name: str) -> int:
    return max(1, int(attributes.get(name, 1)))
