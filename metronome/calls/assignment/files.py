"""An assignment asked for in files: affinities as a table, conflicts and fixed pairs as lists or tables of 0 and 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from metronome.calls.cells import Cells, read_cells

from .problem import Pair, Problem

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
#: Affinities lie between these; finer than so many decimals they are rounded, and the answer says so.
LARGEST, DECIMALS, DIGITS = 10**6, 9, 11


@dataclass(frozen=True, slots=True)
class Affinities:
    """A table of affinities in whole units; `is_rounded` says that the file had more decimals than are kept."""

    entries: tuple[str, ...]
    reviewers: tuple[str, ...]
    units: tuple[tuple[int, ...], ...]
    decimals: int
    is_rounded: bool


def read_problem(
    affinity: Path,
    *,
    per_entry: int,
    load: int,
    loads: Path | None = None,
    conflicts: Path | None = None,
    fixed: Path | None = None,
) -> tuple[Problem, bool]:
    """What files ask for, and whether affinities were rounded. Raises Refusal with row, column and remedy."""
    table = read_affinities(affinity)
    each = dict.fromkeys(table.reviewers, load) | (read_loads(loads, table) if loads else {})
    problem = Problem(
        table.entries,
        table.reviewers,
        table.units,
        per_entry,
        tuple(each.values()),
        table.decimals,
        read_pairs(conflicts, table) if conflicts else frozenset(),
        read_pairs(fixed, table) if fixed else frozenset(),
    )
    return problem, table.is_rounded


def read_affinities(path: Path) -> Affinities:
    """A table with a row for each entry and a column for each reviewer. Raises Refusal with row, column and remedy."""
    cells = read_cells(path)
    reviewers = cells.header[1:]
    _refuse_names(cells, reviewers)
    numbers = [
        [_number(cells, row, name, text) for name, text in zip(reviewers, values[1:], strict=True)]
        for row, values in cells.rows
    ]
    every = [number for row in numbers for number in row]
    needed = max(max(0, -int(number.as_tuple().exponent)) for number in every)
    whole = max(number.adjusted() + 1 if number else 0 for number in every)
    decimals = min(needed, DECIMALS, DIGITS - whole)
    units = tuple(tuple(_units(number, decimals) for number in row) for row in numbers)
    is_rounded = any(number != Decimal(unit).scaleb(-decimals) for number, unit in _together(numbers, units))
    return Affinities(tuple(values[0] for _row, values in cells.rows), reviewers, units, decimals, is_rounded)


def read_pairs(path: Path, table: Affinities) -> frozenset[Pair]:
    """Pairs as a list with the columns `entry` and `reviewer`, or as a table with 1 where a pair is meant."""
    cells = read_cells(path)
    heads = tuple(head.lower() for head in cells.header[:2])
    if heads == ("entry", "reviewer"):
        named = iter([(row, values[0], values[1]) for row, values in cells.rows])
    elif set(cells.header[1:]) <= set(table.reviewers) and cells.header[0] not in table.entries:
        named = _marked(cells)
    else:
        raise cells.refused(
            _("This is neither a list of pairs nor a table of reviewers."),
            _("Write “entry,reviewer” into the first row, or the names of the reviewers after an empty cell."),
        )
    entries = {name: number for number, name in enumerate(table.entries)}
    reviewers = {name: number for number, name in enumerate(table.reviewers)}
    return frozenset(
        (_known(cells, entries, row, "entry", entry), _known(cells, reviewers, row, "reviewer", reviewer))
        for row, entry, reviewer in named
    )


def read_loads(path: Path, table: Affinities) -> dict[str, int]:
    """Loads of reviewers that differ from the others: a list with the columns `reviewer` and `load`."""
    cells = read_cells(path)
    if tuple(head.lower() for head in cells.header) != ("reviewer", "load"):
        raise cells.refused(_("This is no list of loads."), _("Write “reviewer,load” into the first row."))
    reviewers = {name: number for number, name in enumerate(table.reviewers)}
    loads = {}
    for row, (name, load) in cells.rows:
        _known(cells, reviewers, row, "reviewer", name)
        if not re.fullmatch(r"\d{1,6}", load):
            raise cells.refused(
                _("“%(text)s” is not a number of entries.") % {"text": load},
                _("Write a whole number; 0 for a reviewer who takes none."),
                row=row,
                column="load",
            )
        loads[name] = int(load)
    return loads


def _marked(cells: Cells) -> Iterator[tuple[int, str, str]]:
    """The pairs that a table of 0 and 1 marks."""
    for row, values in cells.rows:
        for reviewer, mark in zip(cells.header[1:], values[1:], strict=True):
            if mark not in ("", "0", "1"):
                raise cells.refused(
                    _("“%(text)s” is neither 0 nor 1.") % {"text": mark},
                    _("Write 1 where the pair is meant, else 0 or nothing."),
                    row=row,
                    column=reviewer,
                )
            if mark == "1":
                yield row, values[0], reviewer


def _known(cells: Cells, names: dict[str, int], row: int, column: str, name: str) -> int:
    if name in names:
        return names[name]
    raise cells.refused(
        _("“%(name)s” does not stand in the table of affinities.") % {"name": name},
        _("Write the name as it stands there."),
        row=row,
        column=column,
    )


def _together(numbers: Sequence[Sequence[Decimal]], units: Sequence[Sequence[int]]) -> Iterator[tuple[Decimal, int]]:
    for row, whole in zip(numbers, units, strict=True):
        yield from zip(row, whole, strict=True)


def _units(number: Decimal, decimals: int) -> int:
    return int(number.scaleb(decimals).to_integral_value(ROUND_HALF_EVEN))


def _number(cells: Cells, row: int, column: str, text: str) -> Decimal:
    if not text:
        raise cells.refused(
            _("The affinity is missing."),
            _("Write 0 where the two have nothing in common; name a pair that must not meet among the conflicts."),
            row=row,
            column=column,
        )
    number = Decimal(text) if NUMBER.fullmatch(text) else None
    if number is None or abs(number) > LARGEST:
        raise cells.refused(
            _("“%(text)s” is not an affinity.") % {"text": text[:40]},
            _("Write a number between -1,000,000 and 1,000,000 with a decimal point, as 0.75."),
            row=row,
            column=column,
        )
    return number


def _refuse_names(cells: Cells, reviewers: Sequence[str]) -> None:
    """Every entry and every reviewer has one name of its own."""
    if not reviewers or not cells.rows:
        raise cells.refused(
            _("The table has no entries or no reviewers."),
            _("Write the reviewers into the first row and one entry into each row below."),
        )
    seen: set[str] = set()
    for number, name in enumerate(reviewers, 2):
        if not name or name in seen:
            raise cells.refused(_unnamed(name), _("Give each reviewer one name."), column=str(number))
        seen.add(name)
    seen = set()
    for row, values in cells.rows:
        if not values[0] or values[0] in seen:
            raise cells.refused(_unnamed(values[0]), _("Give each entry one name."), row=row, column="1")
        seen.add(values[0])


def _unnamed(name: str) -> str:
    return _("“%(name)s” stands there twice.") % {"name": name} if name else _("The name is missing.")
