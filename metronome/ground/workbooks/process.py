"""Runs the child that opens a workbook, and believes nothing that it says without looking."""

from __future__ import annotations

import json
import math
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from metronome.ground.confined import Confined, Silent, TooMuch, confined

from .said import unreadable
from .table import Fault, Faulty, Limits, Value, letters_of

SCRIPT = Path(__file__).with_name("inside.py")
#: Beyond this a spreadsheet has lost digits of a number before it was saved.
EXACT = 10**15
#: So many seconds by the clock may pass between two lines, beside the processor time that the child may use.
PATIENCE = 60

Message = dict[str, Any]


@contextmanager
def opened(path: Path, order: Message, limits: Limits) -> Iterator[Iterator[Message]]:
    """What the child says about a workbook, line by line. The child ends with the context.

    Raises Refusal when it refuses, dies or says what makes no sense.
    """
    seconds = limits.seconds + limits.seconds_a_megabyte * (path.stat().st_size >> 20)
    order = {
        "path": str(path.resolve()),
        "sheet": None,
        "memory": limits.memory,
        "seconds": seconds,
        "unzipped": limits.unzipped,
        "ratio": limits.ratio,
        **order,
    }
    # Its reader is told by a name what the file is.
    with TemporaryDirectory(prefix="metronome-") as folder:
        names = {kind: Path(folder) / f"table.{kind}" for kind in ("xlsx", "ods", "xls")}
        for name in names.values():
            name.symlink_to(path.resolve())
        order["names"] = {kind: str(name) for kind, name in names.items()}
        with confined(SCRIPT, json.dumps(order), patience=seconds + PATIENCE) as child:
            yield _messages(child)


def _messages(child: Confined) -> Iterator[Message]:
    for line in _lines(child):
        try:
            message = json.loads(line, object_hook=_value)
            match message:
                case {"say": "rows", "numbers": [*numbers], "columns": [*columns]}:
                    message = {"say": "rows", "numbers": numbers, "rows": _rows(numbers, columns)}
                case {"say": "head", "kind": str(), "sheets": [*_sheets]}:
                    pass
                case {"say": "end"}:
                    return
                case {"say": "refused", "why": str(why), "details": [*details]}:
                    raise unreadable(why, *map(str, details))
                case _:
                    raise unreadable("broken")
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
            raise unreadable("broken") from error
        yield message
    raise unreadable(_why_it_died(child.code()))


def head_of(messages: Iterator[Message]) -> Message:
    """The first thing that the child says: which sheets there are."""
    message = next(messages, {})
    if message.get("say") == "head" and all(_is_sheet(sheet) for sheet in message["sheets"]):
        return message
    raise unreadable("broken")


def _is_sheet(told: Any) -> bool:
    match told:
        case [str(), bool()]:
            return True
    return False


def head_of_rows(messages: Iterator[Message], limits: Limits) -> Message:
    """The same where rows follow: which sheet they are of, its first column, and what else was found in it."""
    message = head_of(messages)
    match message:
        case {
            "sheet": str(),
            "column": int(column),
            "formulas": int(),
            "hidden_rows": int(),
            "hidden_columns": int(),
            "links": bool(),
        } if 0 <= column < limits.columns:
            return message
    raise unreadable("broken")


def _why_it_died(code: int) -> str:
    return "slow" if code in (-signal.SIGXCPU, -signal.SIGKILL) else "memory"


def _lines(child: Confined) -> Iterator[bytes]:
    try:
        yield from child.lines()
    except Silent as silent:
        raise unreadable("slow") from silent
    except TooMuch as much:
        raise unreadable("memory") from much


def _rows(numbers: list[Any], told: list[Any]) -> Iterator[tuple[Value, ...]]:
    """The rows that columns make together. Raises ValueError and TypeError for what makes no sense."""
    columns = [_column(*column) for column in told]
    if set(map(type, numbers)) != {int} or set(map(len, columns)) != {len(numbers)}:
        raise ValueError("rows and columns do not fit")
    return zip(*columns, strict=True)


def _column(kind: str, cells: list[Any]) -> list[Value]:
    """What the cells of a column say, by what it was said to hold; None where they are empty."""
    if not isinstance(cells, list):
        raise TypeError(kind)
    kinds = set(map(type, cells))
    match kind:
        case "t" if kinds <= {str}:
            return [cell or None for cell in cells] if "" in cells else cells
        case "n" if kinds <= {float}:
            return list(map(_number, cells))
        case "d" if kinds <= {str}:
            return [_made("d", cell) for cell in cells]
        case "x":
            return [_cell(cell) for cell in cells]
    raise ValueError(kind)


def _cell(cell: Any) -> Value:
    """A cell of a column that holds this and that."""
    match cell:
        case None | "":
            return None
        case float() | int() if not isinstance(cell, bool):
            return _number(cell)
        case list() | dict():
            raise ValueError("no cell")
    value: Value = cell
    return value


def _number(number: float) -> Value:
    """The number of a cell as its spreadsheet shows it: 15 digits, and whole where it is whole."""
    if not math.isfinite(number) or abs(number) >= EXACT:
        return Faulty(Fault.DIGITS, repr(number).removesuffix(".0"))
    return int(number) if number == int(number) else Decimal(f"{number:.15g}")


MAKERS: dict[str, Callable[[str], Value]] = {
    "d": date.fromisoformat,
    "m": datetime.fromisoformat,
    "t": time.fromisoformat,
    "s": lambda text: timedelta(seconds=float(text)),
}


@lru_cache(maxsize=1 << 14)
def _made(letter: str, text: str) -> Value:
    return MAKERS[letter](text)


def _value(found: dict[str, Any]) -> Any:
    """A cell that JSON has no word for; or the message itself."""
    if "say" in found:
        return found
    if "f" in found:
        return Faulty(Fault(found["f"]), _range(found.get("p", "")) if found["f"] == "merged" else found.get("p", ""))
    ((letter, text),) = found.items()
    return _made(letter, text)


def _range(text: str) -> str:
    top, left, bottom, right = map(int, text.split(","))
    return f"{letters_of(left)}{top}:{letters_of(right)}{bottom}"
