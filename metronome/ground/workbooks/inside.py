"""The child process that opens a workbook. A file of 1.4 kB can make the reader ask for all memory there is; then this
process dies, and nothing else.

Takes one JSON argument, the order that `process.py` writes, and writes lines of JSON: {"say": "head", ...}, then
{"say": "rows", "numbers": [...], "columns": [...]} until {"say": "end"}; or {"say": "refused", "why": ...}. A column
is a letter for what it holds (see `_column`) and its cells: what is alike is told and read much quicker together. What
JSON has no word for is an object with one letter (see `_plain`). Of this project it imports only what imports nothing
further.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metronome.ground.limits import limit
from metronome.ground.workbooks.old import Old
from metronome.ground.workbooks.parts import MOST_MERGED, Faults, Marks, Parts, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    import python_calamine

#: Cells in a line, and the bytes of a line from which on its cells are looked at one by one.
BATCH, LARGE_BATCH = 20_000, 2 << 20
#: Letters of a cell, and bytes of a row, that are too many.
LONGEST, LARGEST_ROW = 100_000, 32 << 20


def main() -> int:
    order = json.loads(sys.argv[1])
    limit(memory=order["memory"], seconds=order["seconds"])
    import python_calamine as calamine

    try:
        _answer(order)
        _say({"say": "end"})
    except Refused as refused:
        why, *details = refused.args
        _say({"say": "refused", "why": why, "details": details})
    except calamine.PasswordError:
        _say({"say": "refused", "why": "password", "details": []})
    except (MemoryError, OverflowError):
        return 4
    except BaseException as error:  # a panic of the reader is no Exception
        if "limit exceeded" in str(error):
            return 4
        _say({"say": "refused", "why": "broken", "details": [f"{type(error).__name__}: {error}"[:200]]})
    sys.stdout.flush()
    return 0


def _say(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(message, ensure_ascii=False, default=_plain).encode() + b"\n")


def _plain(value: Any) -> dict[str, Any]:
    """A day, a moment, a time, a span of time, or a cell that cannot be read."""
    if isinstance(value, datetime):
        return {"m": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return {"t": value.isoformat()}
    if isinstance(value, timedelta):
        return {"s": str(value.total_seconds())}
    raise TypeError


def _answer(order: dict[str, Any]) -> None:
    import python_calamine as calamine

    parts = Parts(order) if order["kind"] == "zip" else Old(Path(order["path"]))
    with calamine.load_workbook(order["names"][parts.kind]) as book:
        found = [
            (sheet.name, sheet.visible != calamine.SheetVisibleEnum.Visible)
            for sheet in book.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        if order["ask"] == "sheets":
            _say({"say": "head", "sheets": found, "kind": parts.kind})
            return
        wanted = order["sheet"]
        if (
            wanted is None
            and isinstance(parts, Parts)
            and (named := parts.named_sheet()) in [name for name, _hidden in found]
        ):
            wanted = named
        name, sheet = _chosen(book, found, wanted)
        marks = parts.marks(name) if isinstance(parts, Parts) else parts.marks(book.sheet_names.index(name))
        _tell(sheet, name, found, marks, parts.kind)


def _chosen(
    book: python_calamine.CalamineWorkbook, found: list[tuple[str, bool]], wanted: str | None
) -> tuple[str, python_calamine.CalamineSheet]:
    """The sheet that was asked for, or named by our own hand, or the only one that is visible and not empty."""
    if wanted is not None:
        if wanted not in [name for name, _hidden in found]:
            raise Refused("no_sheet", wanted, *[name for name, _hidden in found[:20]])
        return wanted, book.get_sheet_by_name(wanted)
    names = [name for name, hidden in found if not hidden] or [name for name, _hidden in found]
    filled = []
    for name in names[:50]:
        sheet = book.get_sheet_by_name(name)
        if sheet.height:
            filled.append((name, sheet))
        if len(filled) > 1:
            raise Refused("sheets", *names[:20])
    if not filled:
        raise Refused("empty")
    return filled[0]


def _tell(
    sheet: python_calamine.CalamineSheet, name: str, found: list[tuple[str, bool]], marks: Marks, kind: str
) -> None:
    start, end = sheet.start, sheet.end
    if start is None or end is None:
        raise Refused("empty")
    covered = _covered(sheet, marks, start, end)
    first = min(start[1], min((column for row in marks.faults.values() for column in row), default=start[1]))
    _say(
        {
            "say": "head",
            "kind": kind,
            "sheets": found,
            "sheet": name,
            "column": first,
            "formulas": marks.formulas,
            "hidden_rows": marks.hidden_rows,
            "hidden_columns": marks.hidden_columns,
            "links": marks.has_links,
        }
    )
    numbers: list[int] = []
    rows: list[list[Any]] = []
    most = max(1, BATCH // max(1, sheet.width))
    for number, row in _filled(sheet, first, marks, covered):
        numbers.append(number + 1)
        rows.append(row)
        if len(rows) >= most:
            _send(numbers, rows)
            numbers, rows = [], []
    _send(numbers, rows)


def _filled(
    sheet: python_calamine.CalamineSheet, first: int, marks: Marks, covered: Faults
) -> Iterator[tuple[int, list[Any]]]:
    """The rows in which something stands, with the faults in their places. An error alone is something, wherever."""
    empty = [""] * sheet.width
    before = [""] * ((sheet.start or (0, 0))[1] - first)
    faults = marks.faults
    number = -1
    for number, row in enumerate(sheet.iter_rows()):
        if row == empty and number not in faults:
            continue
        filled = before + row if before else row
        for found in (covered, faults):
            if number in found:
                _put(filled, first, found[number])
        yield number, filled
    for below in sorted(row for row in faults if row > number):
        yield below, _put([], first, faults[below])


def _put(row: list[Any], first: int, faults: dict[int, dict[str, str]]) -> list[Any]:
    """The row with its faults, made longer where they stand beyond its end."""
    for column, fault in faults.items():
        row.extend([""] * (column - first + 1 - len(row)))
        row[column - first] = fault
    return row


def _covered(
    sheet: python_calamine.CalamineSheet, marks: Marks, start: tuple[int, int], end: tuple[int, int]
) -> Faults:
    """The cells under merged ones: they are empty in the file, and nobody may take that for a statement."""
    ranges = sheet.merged_cell_ranges or marks.ranges
    found: Faults = {}
    number = 0
    for (top, left), (bottom, right) in ranges:
        for row in range(top, min(bottom, end[0]) + 1):
            for column in range(max(left, start[1]), min(right, end[1]) + 1):
                if (row, column) == (top, left):
                    continue
                number += 1
                if number > MOST_MERGED:
                    raise Refused("merged")
                found.setdefault(row, {})[column] = {"f": "merged", "p": f"{top + 1},{left},{bottom + 1},{right}"}
    return found


def _send(numbers: list[int], rows: list[list[Any]]) -> None:
    if not rows:
        return
    line = _line(numbers, rows)
    if len(line) <= LARGE_BATCH:
        sys.stdout.buffer.write(line)
        return
    for number, row in zip(numbers, rows, strict=True):
        row[:] = [{"f": "too_long"} if isinstance(cell, str) and len(cell) > LONGEST else cell for cell in row]
        line = _line([number], [row])
        if len(line) > LARGEST_ROW:
            raise Refused("memory")
        sys.stdout.buffer.write(line)


def _line(numbers: list[int], rows: list[list[Any]]) -> bytes:
    # Rows with faults beyond their end are longer than others.
    columns = [_column(cells) for cells in zip_longest(*rows, fillvalue="")]
    message = {"say": "rows", "numbers": numbers, "columns": columns}
    return json.dumps(message, ensure_ascii=False, default=_plain).encode() + b"\n"


def _column(cells: tuple[Any, ...]) -> tuple[str, Any]:
    """What a column holds: texts, numbers, days, or whatever."""
    match list(set(map(type, cells))):
        case [kind] if kind is str:
            return "t", cells
        case [kind] if kind is float:
            return "n", cells
        case [kind] if kind is date:
            return "d", list(map(date.isoformat, cells))
        case _:
            return "x", cells


if __name__ == "__main__":
    sys.exit(main())
