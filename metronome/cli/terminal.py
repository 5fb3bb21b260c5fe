"""What a person sees on the terminal: tables, a bar while long work goes on, refusals that help."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

#: So many rows of a long list are named on a terminal; --format json names all.
FEW = 20


def command(commands: Any, name: str, words: str, run: Callable[[argparse.Namespace], int]) -> Any:
    """A command that tells something, with its form and its language to choose."""
    parser = commands.add_parser(name, help=words)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--language", help="language of the words (else that of the terminal)")
    parser.set_defaults(run=run)
    return parser


def say(text: str = "") -> None:
    print(text)


def say_json(value: Any) -> None:
    """One JSON document on standard output, for programs."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=str)
    print()


def refuse(refusal: Refusal) -> None:
    """Say on standard error why not, where, and what would help."""
    place = f" ({refusal.field})" if refusal.field else ""
    print(_("Refused%(place)s: %(reason)s") % {"place": place, "reason": refusal.reason}, file=sys.stderr)
    if refusal.remedy:
        print("  " + refusal.remedy, file=sys.stderr)


class Progress:
    """A bar on a terminal, a line a step elsewhere; on standard error, so that output stays clean."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.is_terminal = sys.stderr.isatty()
        self.last = ""

    def __call__(self, step: str, number: int, of: int) -> None:
        if self.is_terminal:
            filled = 24 * number // max(of, 1)
            count = f"{number}/{of} " if of else ""
            line = f"{self.title} [{'#' * filled}{'.' * (24 - filled)}] {count}{step}"
            print("\r" + line[: width() - 1].ljust(width() - 1), end="", file=sys.stderr, flush=True)
        elif step != self.last:
            print(f"{self.title}: {step}" + (f" ({number}/{of})" if of else ""), file=sys.stderr)
        self.last = step

    def done(self) -> None:
        if self.is_terminal and self.last:
            print("\r" + " " * (width() - 1) + "\r", end="", file=sys.stderr, flush=True)


def width() -> int:
    """Columns of the terminal; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def heading(text: str) -> None:
    say()
    say(text)
    say("=" * len(text))


def table(rows: Iterable[Sequence[str]], *, indent: int = 2) -> None:
    """Columns as wide as they need to be; the last one wraps under itself."""
    rows = [[str(cell) for cell in row] for row in rows]
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    margin = indent + sum(widths) + 2 * len(widths)
    for row in rows:
        first = " " * indent + "".join(cell.ljust(width) + "  " for cell, width in zip(row, widths, strict=False))
        say(first + wrap(row[-1], margin))


def wrap(text: str, margin: int) -> str:
    """The text in lines of the terminal's width, every line after the first indented by `margin`."""
    room = max(width() - margin, 30)
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return ("\n" + " " * margin).join([*lines, line])
