"""Runs a script of ours in a process of its own, where what goes wrong with a hostile file goes wrong alone.

The script limits itself first (`limits.limit`) and says lines; who asked believes none of them without looking.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class Silent(Exception):
    """The process said nothing for too long."""


class TooMuch(Exception):
    """A line, or all of them together, is longer than anybody needs."""


@dataclass(frozen=True, slots=True)
class Confined:
    """A process that runs. `lines` ends when it ends; `code` is then how."""

    process: subprocess.Popen[bytes]
    patience: float
    longest: int
    most: int | None

    def lines(self) -> Iterator[bytes]:
        """Whole lines, as they come. Raises Silent and TooMuch."""
        assert self.process.stdout  # noqa: S101 - asked for below
        handle = self.process.stdout.fileno()
        held: list[bytes] = []
        length = total = 0
        while True:
            if not select.select([handle], [], [], self.patience)[0]:
                raise Silent
            part = os.read(handle, 1 << 20)
            if not part:
                return
            *whole, rest = part.split(b"\n")
            for line in whole:
                yield b"".join([*held, line])
                held, length = [], 0
            held.append(rest)
            length += len(rest)
            total += len(part)
            if length > self.longest or (self.most is not None and total > self.most):
                raise TooMuch

    def code(self) -> int:
        return self.process.wait()


@contextmanager
def confined(
    script: Path, *arguments: str, patience: float, longest: int = 40 << 20, most: int | None = None
) -> Iterator[Confined]:
    """The script with its arguments, in a process that ends with the context: no surroundings of ours, nothing to read
    from, no complaints.

    `patience`: seconds by the clock between two parts of what it says. `longest` and `most`: bytes of a line, and of
    all of them.
    """
    process = subprocess.Popen(  # noqa: S603 - our own script, with arguments that we gave
        [sys.executable, "-I", "-X", "utf8", str(script), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", ""), "MALLOC_ARENA_MAX": "2"},
    )
    try:
        yield Confined(process, patience, longest, most)
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
