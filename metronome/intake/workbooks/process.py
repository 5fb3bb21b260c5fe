"""Runs the child that opens a workbook, and believes nothing that it says without looking."""

from __future__ import annotations

import json
import math
import os
import select
import signal
import subprocess
import sys
import time as clock
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .said import unreadable
from .table import Fault, Faulty, Limits, Value, letters_of

SCRIPT = Path(__file__).with_name("inside.py")
#: A line is a few hundred kilobytes; the child splits what is longer.
LONGEST_LINE = 40 << 20
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
    with TemporaryDirectory(prefix="metronome-") as folder, _running(order, Path(folder), path) as child:
        yield _messages(child, seconds + PATIENCE)


@contextmanager
def _running(order: Message, folder: Path, path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The child, which ends with the context. It sees the file under names that tell its reader what it is."""
    names = {kind: folder / f"table.{kind}" for kind in ("xlsx", "ods", "xls")}
    for name in names.values():
        name.symlink_to(path.resolve())
    order = {**order, "names": {kind: str(name) for kind, name in names.items()}}
    child = subprocess.Popen(  # noqa: S603 - our own script; the path is one that we gave
        [sys.executable, "-I", "-X", "utf8", str(SCRIPT), json.dumps(order)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", ""), "MALLOC_ARENA_MAX": "2"},
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _messages(child: subprocess.Popen[bytes], patience: int) -> Iterator[Message]:
    for line in _lines(child, patience):
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
    raise unreadable(_why_it_died(child.wait()))


def head_of(messages: Iterator[Message]) -> Message:
    """The first thing that the child says: what it found before the rows."""
    message = next(messages, {})
    if message.get("say") != "head":
        raise unreadable("broken")
    return message


def _why_it_died(code: int) -> str:
    return "slow" if code in (-signal.SIGXCPU, -signal.SIGKILL) else "memory"


def _lines(child: subprocess.Popen[bytes], patience: int) -> Iterator[bytes]:
    """Whole lines, with an end to waiting and to length."""
    assert child.stdout  # noqa: S101 - asked for above
    handle = child.stdout.fileno()
    held: list[bytes] = []
    length = 0
    while True:
        until = clock.monotonic() + patience
        if not select.select([handle], [], [], max(0.0, until - clock.monotonic()))[0]:
            raise unreadable("slow")
        part = os.read(handle, 1 << 20)
        if not part:
            return
        *whole, rest = part.split(b"\n")
        for line in whole:
            yield b"".join([*held, line])
            held, length = [], 0
        held.append(rest)
        length += len(rest)
        if length > LONGEST_LINE:
            raise unreadable("memory")


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
