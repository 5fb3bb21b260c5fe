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
            message = json.loads(line, parse_float=_number, parse_int=_whole, object_hook=_value)
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
            raise unreadable("broken") from error
        match message:
            case {"say": "end"}:
                return
            case {"say": "refused", "why": str(why), "details": [*details]}:
                raise unreadable(why, *map(str, details))
            case {"say": "head", "kind": str(), "sheets": [*_sheets]}:
                yield message
            case {"say": "rows", "numbers": [*numbers], "rows": [*rows]} if len(numbers) == len(rows):
                yield message
            case _:
                raise unreadable("broken")
    raise unreadable(_why_it_died(child.code()))


def head_of(messages: Iterator[Message]) -> Message:
    """The first thing that the child says: what it found before the rows."""
    message = next(messages, {})
    if message.get("say") != "head":
        raise unreadable("broken")
    return message


def _why_it_died(code: int) -> str:
    return "slow" if code in (-signal.SIGXCPU, -signal.SIGKILL) else "memory"


def _lines(child: Confined) -> Iterator[bytes]:
    try:
        yield from child.lines()
    except Silent as silent:
        raise unreadable("slow") from silent
    except TooMuch as much:
        raise unreadable("memory") from much


@lru_cache(maxsize=1 << 16)
def _number(text: str) -> Value:
    """The number of a cell as its spreadsheet shows it: 15 digits, and whole where it is whole."""
    number = float(text)
    if not math.isfinite(number) or abs(number) >= EXACT:
        return Faulty(Fault.DIGITS, text.removesuffix(".0"))
    return int(number) if number.is_integer() else Decimal(f"{number:.15g}")


def _whole(text: str) -> Value:
    number = int(text)
    return number if abs(number) < EXACT else Faulty(Fault.DIGITS, text)


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
