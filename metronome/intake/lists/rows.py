"""A row of a table as the fields that the readers of folders ask for."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from metronome.ground.fold import fold
from metronome.intake.cells import Cell
from metronome.intake.fields import Fields
from metronome.intake.known import Known
from metronome.intake.refused import Place, Refusals, RefusedRow, Stop

from .columns import Column, Listing, Sort
from .counts import Counting
from .grammar import read_list, read_rows
from .on_record import OnRecord, Unresolved


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What a row gives, as far as it could be read, and what is wrong with it: the column, the reason, the remedy."""

    given: Any
    refusals: tuple[RefusedRow, ...]
    unresolved: tuple[Unresolved, ...]


@dataclass
class Rows:
    """Reads the rows of one list."""

    listing: Listing
    record: OnRecord

    @cached_property
    def _columns(self) -> Mapping[str, Column]:
        return self.listing.by_key(self.record.languages.all)

    @cached_property
    def _counting(self) -> Counting:
        return Counting(self.record.languages.all)

    @cached_property
    def _codes(self) -> Mapping[str, Mapping[str, str]]:
        """By column: what a choice is called in any language of the network, or its code however written, to it."""
        found: dict[str, dict[str, str]] = {}
        for language in self.record.languages.all:
            with override(language):
                for name, column in self._columns.items():
                    choices = list(column.choices()) if column.choices else []
                    if column.sort is Sort.FLAG:
                        choices = [("yes", _("yes")), ("no", _("no"))]
                    for code, label in choices:
                        known, called = found.setdefault(name, {}), fold(str(label))
                        known[called] = code if known.get(called, code) == code else ""
                    for code, _label in choices:
                        found[name].setdefault(fold(code), code)
        return found

    def read(self, cells: Mapping[str, str], number: int) -> ReadRow:
        """What the cells of a row give. It stands in no other row: whoever asks looks after doubles."""
        refusals = Refusals()
        self.record.unresolved.clear()
        if self.listing.own:
            setattr(self.record.ids, self.listing.own, Known())
        tree = {key: self._cell(key, text, number) for key, text in cells.items() if text}
        fields = Fields(Cell(tree, Place("", number)), refusals, self.record.languages)
        given = None
        with suppress(Stop):  # a single row with very many faults
            given = self.listing.read(self.record, fields, 0)
        return ReadRow(given, tuple(refusals.rows), tuple(dict.fromkeys(self.record.unresolved)))

    def _cell(self, key: str, text: str, number: int) -> Cell:
        """One cell as a folder would nest it. Its place names the column, so that a fault within is said there."""
        column, place = self._columns[key], Place(key, number)
        match column.sort:
            case Sort.LIST:
                return Cell([Cell(value, place) for value in read_list(text)], place)
            case Sort.ROWS:
                return Cell(
                    [self._row(column, row, place) for row in read_rows(text, column.head, column.parts)], place
                )
            case Sort.DAYS:
                return self._days(text, column, place)
        code = self._codes.get(key, {}).get(fold(text))
        return Cell(code or text, place)

    def _row(self, column: Column, row: dict[str, str], place: Place) -> Cell:
        if column.name == "counts" and not {"qualifier", "basis"} & row.keys():
            row = {**self._counting.read(row.pop("number", "")), **row}
        tree: dict[str, Cell] = {}
        texts: dict[str, dict[str, Cell]] = {}
        for name, value in row.items():
            stem, _sign, language = name.partition("@")
            if language:
                texts.setdefault(stem, {})[language] = Cell(value, place)
            else:
                tree[name] = Cell(value, place)
        return Cell({**tree, **{name: Cell(dict(text), place) for name, text in texts.items()}}, place)

    def _days(self, text: str, column: Column, place: Place) -> Cell:
        """Several days, with semicolons or lines between; a day with a title has a line of its own."""
        rows = read_rows(text.replace(";", "\n") if "|" not in text else text, column.head, column.parts)
        if all(row.keys() == {column.head} for row in rows):
            days = [Cell(row[column.head], place) for row in rows]
            return days[0] if len(days) == 1 else Cell(list(days), place)
        return Cell([self._row(column, row, place) for row in rows], place)
