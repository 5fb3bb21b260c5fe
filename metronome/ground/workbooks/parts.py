"""The zip file that a workbook is, looked at in the child before its reader: how large it would be, what it is, and
what the reader does not tell. To the reader a cell with an error and one with a formula that has no result are empty.

Imports nothing of this project but its neighbour.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

MOST_PARTS, MOST_FAULTS, MOST_MERGED = 20_000, 50_000, 200_000
#: Below so many bytes unzipped a file may be as dense as it likes.
SMALL = 32 << 20

#: Row, column (from 0), and the fault as the child says it.
Faults = dict[int, dict[int, dict[str, str]]]


class Refused(Exception):
    """The file is not read. The first argument is a word that `said.py` makes a sentence of, then come details."""


class Marks:
    """What a sheet says besides its values."""

    def __init__(self) -> None:
        self.faults: Faults = {}
        self.number = 0
        self.formulas = 0
        self.hidden_rows = 0
        self.hidden_columns = 0
        #: Of merged cells, where the reader does not tell them: first and last row and column.
        self.ranges: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self.has_links = False

    def add(self, row: int, column: int, fault: str, printed: str = "") -> None:
        self.number += 1
        if self.number > MOST_FAULTS:
            raise Refused("faults")
        self.faults.setdefault(row, {})[column] = {"f": fault, "p": printed}


class Parts:
    """The parts of a workbook. Raises Refused for what is none, or too large."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.file = zipfile.ZipFile(order["path"])
        parts = self.file.infolist()
        if len(parts) > MOST_PARTS:
            raise Refused("parts")
        size = sum(part.file_size for part in parts)
        packed = Path(order["path"]).stat().st_size
        if size > order["unzipped"] or (size > SMALL and size > order["ratio"] * packed):
            raise Refused("unzipped")
        self.names = set(self.file.namelist())
        self.kind = self._kind()

    def _kind(self) -> str:
        if "xl/workbook.xml" in self.names:
            return "xlsx"
        if "xl/workbook.bin" in self.names:
            raise Refused("xlsb")
        if "mimetype" in self.names and "content.xml" in self.names:
            with self.file.open("mimetype") as part:
                if part.read(60).startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
                    return "ods"
        raise Refused("no_workbook")

    def marks(self, name: str) -> Marks:
        """What the sheet says besides its values."""
        marks = Marks()
        if self.kind == "ods":
            from metronome.ground.workbooks.ods import note_ods

            with self.file.open("content.xml") as part:
                note_ods(part, name, marks)
        else:
            marks.has_links = any(part.startswith("xl/externalLinks/") for part in self.names)
            with self.file.open(self._part_of(name)) as part:
                note_xlsx(part, marks)
        return marks

    def named_sheet(self) -> str | None:
        """The sheet that a workbook of ours names as the one with the table."""
        if self.kind == "xlsx":
            with self.file.open("xl/workbook.xml") as part:
                for _event, element in ElementTree.iterparse(part):  # noqa: S314 - in a child with limits
                    if _local(element.tag) == "definedName" and element.get("name") == "metronome_table":
                        return (element.text or "").rpartition("!")[0].strip("'").replace("''", "'")
        return None

    def _part_of(self, name: str) -> str:
        """The part that holds a sheet."""
        keys = {}
        with self.file.open("xl/_rels/workbook.xml.rels") as part:
            for _event, element in ElementTree.iterparse(part):  # noqa: S314 - in a child with limits
                if _local(element.tag) == "Relationship":
                    keys[element.get("Id")] = element.get("Target", "")
        with self.file.open("xl/workbook.xml") as part:
            for _event, element in ElementTree.iterparse(part):  # noqa: S314 - the same
                if _local(element.tag) == "sheet" and element.get("name") == name:
                    key = next((value for key, value in element.items() if _local(key) == "id"), None)
                    return posixpath.normpath(posixpath.join("/xl", keys[key])).lstrip("/")
        raise Refused("broken")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


ERROR = re.compile(rb"<(?:\w+:)?c\b([^>]*?\bt=[\"']e[\"'][^>/]*)>(.*?)</(?:\w+:)?c>", re.S)
FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*[^>/])>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(<(?:\w+:)?v>[^<])?"
)
SHOWN = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\bhidden=[\"'](?:1|true)[\"']")
HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*?\bhidden=[\"'](?:1|true)[\"'][^>]*>")
SPAN = re.compile(rb"\b(min|max)=[\"'](\d{1,5})[\"']")
PLACE = re.compile(rb"\br=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
TEXT_RESULT = re.compile(rb"\bt=[\"']str[\"']")


def note_xlsx(part: IO[bytes], marks: Marks) -> None:
    """Errors, formulas, hidden rows. Most sheets have none, and are only looked through for their signs."""
    begin = part.read(4096)
    if not begin.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise Refused("broken")
    has_prefix = re.search(rb"<\w+:worksheet\b", begin) is not None
    signs = (b"<",) if has_prefix else (b't="e"', b"t='e'", b"<f", b"hidden=")
    for block in _blocks(begin, part, has_prefix):
        if any(sign in block for sign in signs):
            _note_errors(block, marks)
            _note_formulas(block, marks)
            marks.hidden_rows += len(HIDDEN_ROW.findall(block))
            for found in HIDDEN_COLUMN.findall(block):
                span = {key: int(number) for key, number in SPAN.findall(found)}
                # To the end of the sheet: a person's way of hiding what is empty.
                if span.get(b"max", 0) < 16_384:
                    marks.hidden_columns += 1 + span.get(b"max", 0) - span.get(b"min", 0)


def _blocks(begin: bytes, part: IO[bytes], has_prefix: bool) -> Iterator[bytes]:
    """The sheet in pieces that end where a cell or a row begins."""
    rest = begin
    while read := part.read(1 << 20):
        block = rest + read
        cut = _last_begin(block) if has_prefix else max(block.rfind(b"<c "), block.rfind(b"<row"), 0)
        yield block[:cut]
        rest = block[cut:]
        if len(rest) > 64 << 20:
            raise Refused("memory")
    yield rest


def _last_begin(block: bytes) -> int:
    return max((found.start() for found in re.finditer(rb"<\w+:(?:c|row)\b", block)), default=0)


def _note_errors(block: bytes, marks: Marks) -> None:
    for attributes, inside in ERROR.findall(block):
        shown = SHOWN.search(inside)
        marks.add(*_place(attributes), "error", shown[1].decode("utf-8", "replace")[:40] if shown else "")


def _note_formulas(block: bytes, marks: Marks) -> None:
    for attributes, result in FORMULA.findall(block):
        marks.formulas += 1
        if not result and not TEXT_RESULT.search(attributes):
            marks.add(*_place(attributes), "no_result")


def _place(attributes: bytes) -> tuple[int, int]:
    found = PLACE.search(attributes)
    if not found:
        raise Refused("unplaced")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + letter - 64
    return int(found[2]) - 1, column - 1
