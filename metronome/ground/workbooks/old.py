"""What a sheet of an old workbook (.xls) says besides its values. Runs in the child; imports only its neighbour.

Such a file is a small file system (sectors in chains) with one stream of records, each with a type and a length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from metronome.ground.workbooks.parts import Marks, Refused

END = 0xFFFFFFFA  # from here on a sector number is none
BEGIN_SHEET, END_SHEET, SHEET, PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
TRUTH_OR_ERROR, FORMULA, ROW, COLUMNS = 0x0205, 0x0006, 0x0208, 0x007D
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


class Old:
    """The records of an old workbook. Raises Refused when they are damaged or protected."""

    kind = "xls"

    def __init__(self, path: Path) -> None:
        try:
            self.stream = _stream(path.read_bytes())
            self.begins = []
            for kind, data in _records(self.stream, 0):
                if kind == PASSWORD:
                    raise Refused("password")
                if kind == SHEET:
                    self.begins.append(struct.unpack_from("<I", data)[0])
        except (struct.error, LookupError) as error:
            raise Refused("broken") from error

    def marks(self, place: int) -> Marks:
        """Errors, formulas and what is hidden on the sheet with that place among all sheets."""
        marks = Marks()
        try:
            for kind, data in _records(self.stream, self.begins[place]):
                _note(kind, data, marks)
        except (struct.error, LookupError) as error:
            raise Refused("broken") from error
        return marks


def _note(kind: int, data: bytes, marks: Marks) -> None:
    if kind == TRUTH_OR_ERROR:
        row, column, _style, value, is_error = struct.unpack_from("<HHHBB", data)
        if is_error:
            marks.add(row, column, "error", ERRORS.get(value, "#"))
    elif kind == FORMULA:
        row, column = struct.unpack_from("<HH", data)
        marks.formulas += 1
        # Two bytes that no number ends with; before them the sort of the result, an error being the second.
        if data[12:14] == b"\xff\xff" and data[6] == 2:
            marks.add(row, column, "error", ERRORS.get(data[8], "#"))
    elif kind == ROW:
        marks.hidden_rows += bool(struct.unpack_from("<H", data, 12)[0] & 0x20)
    elif kind == COLUMNS:
        first, last, _width, _style, flags = struct.unpack_from("<HHHHH", data)
        if flags & 1 and last < 255:
            marks.hidden_columns += 1 + last - first


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, without those of a chart inside it."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == BEGIN_SHEET) - (kind == END_SHEET)
        if depth < 1:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
    raise Refused("broken")


def _stream(content: bytes) -> bytes:
    """The stream of the workbook, put together from its sectors."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    table = _table(content, size)

    def chained(first: int) -> bytes:
        parts, seen = [], 0
        while first < END:
            seen += 1
            if seen > len(table):
                raise Refused("broken")
            parts.append(content[(first + 1) * size : (first + 2) * size])
            first = table[first]
        return b"".join(parts)

    entries = chained(struct.unpack_from("<I", content, 48)[0])
    found = {}
    for at in range(0, len(entries) - 127, 128):
        letters = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(0, letters - 2)].decode("utf-16-le", "replace")
        found[name] = struct.unpack_from("<II", entries, at + 116)
    if "EncryptedPackage" in found:
        raise Refused("password")
    start, length = found.get("Workbook") or found.get("Book") or (END, 0)
    if length >= struct.unpack_from("<I", content, 56)[0]:
        return chained(start)[:length]
    return _small(chained(found["Root Entry"][0]), chained(struct.unpack_from("<I", content, 60)[0]), start, length)


def _table(content: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows which."""
    places = list(struct.unpack_from("<109I", content, 76))
    further = struct.unpack_from("<I", content, 68)[0]
    seen = 0
    while further < END:
        *more, further = struct.unpack_from(f"<{size // 4}I", content, (further + 1) * size)
        places += more
        seen += 1
        if seen > len(content) // size:
            raise Refused("broken")
    sectors = [content[(place + 1) * size : (place + 2) * size] for place in places if place < END]
    joined = b"".join(sectors)
    return struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4])


def _small(stream: bytes, chains: bytes, first: int, length: int) -> bytes:
    """A stream of less than four kilobytes lies in sectors of 64 bytes inside another."""
    table = struct.unpack(f"<{len(chains) // 4}I", chains)
    parts: list[bytes] = []
    while first < END and len(parts) <= len(table):
        parts.append(stream[first * 64 : first * 64 + 64])
        first = table[first]
    return b"".join(parts)[:length]
