"""Lists as files. What goes out can come in again: the columns are those that an import reads."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from metronome.design.words import direction_of, reader
from metronome.ground.deposits import TYPES as DOCUMENT_TYPES
from metronome.ground.sheet import csv_file
from metronome.ground.workbooks import writing

from .columns import Column, Listing, Sort
from .on_record import network_record

#: A text that a spreadsheet would compute, or that a leading apostrophe already keeps from that.
GUARDED = re.compile(r"'*[=+\-@\t\r\n]")


@dataclass(frozen=True, slots=True)
class Exported:
    """A list as it leaves: what stands above the columns, what they hold, and the rows."""

    listing: Listing
    headers: Sequence[str]
    sorts: Sequence[Sort]
    rows: Iterator[Sequence[str]]


def exported(listing: Listing, *, all: bool) -> Exported:
    """A list as its reader may have it: `all` of it, or only what is for everybody.

    Raises Refusal before there is a network.
    """
    record = network_record(listing.own)
    languages = record.languages.all
    keys = listing.keys(languages, all=all)
    rows = listing.rows() if all else listing.open(listing.rows())
    shown = [column for column in listing.shown(all=all) for _key in column.keys(languages)]
    cells = (listing.cells(given, record) for given in listing.given(rows))
    return Exported(
        listing,
        listing.headers(languages, all=all),
        [column.sort for column in shown],
        ([row[key] for key in keys] for row in cells),
    )


def guarded(text: str) -> str:
    """A text as a CSV file holds it, so that no spreadsheet computes it."""
    return f"'{text}" if GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """The text that a file holds: the inverse of `guarded`."""
    return text[1:] if text.startswith("'") and GUARDED.match(text) else text


def as_csv(table: Exported) -> bytes:
    rows = ([_cell(text, sort) for text, sort in zip(row, table.sorts, strict=True)] for row in table.rows)
    return csv_file(table.headers, rows)


def _cell(text: str, sort: Sort) -> object:
    """Numbers as numbers: one below zero is no formula."""
    return Decimal(text) if sort is Sort.NUMBER and text else guarded(text)


def as_json(table: Exported) -> bytes:
    """For programs: an object for each row, by the names of the columns."""
    rows = [dict(zip(table.headers, row, strict=True)) for row in table.rows]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def as_xlsx(table: Exported) -> bytes:
    """A workbook in which nothing is a formula."""
    columns = tuple(writing.Column(header) for header in table.headers)
    rows = (
        [
            Decimal(text) if sort is Sort.NUMBER and text else shielded(text)
            for text, sort in zip(row, table.sorts, strict=True)
        ]
        for row in table.rows
    )
    file = io.BytesIO()
    writing.write_workbook(
        file,
        page=writing.Page(table.listing.plural(), columns, rows),
        is_right_to_left=direction_of(reader()) == "rtl",
    )
    return file.getvalue()


def shielded(text: str) -> str:
    """A text as a workbook holds it, which computes none: only one that looks guarded is guarded, to come back so."""
    return guarded(text) if text.startswith("'") else text


def template(listing: Listing) -> bytes:
    """An empty workbook of a list, in the reader's language: headings with notes, choices to pick, how to fill it in.

    Raises Refusal before there is a network.
    """
    record = network_record(listing.own)
    languages = record.languages.all
    columns = tuple(
        _template_column(column, label) for column in listing.columns for label in column.labels(languages)
    )
    file = io.BytesIO()
    writing.write_workbook(
        file,
        page=writing.Page(listing.plural(), columns),
        instructions=writing.Instructions(_("How to fill it in"), tuple(_instructions(listing, languages))),
        is_right_to_left=direction_of(reader()) == "rtl",
    )
    return file.getvalue()


def _template_column(column: Column, label: str) -> writing.Column:
    choices = tuple(code for code, _label in column.choices()) if column.choices else ()
    if column.sort is Sort.FLAG:
        choices = ("yes", "no")
    notes = [column.hint() if column.hint else "", _SORTED[column.sort](column) if column.sort in _SORTED else ""]
    if column.is_required:
        notes.insert(0, _("Needed."))
    several = column.sort in (Sort.LIST, Sort.ROWS)
    return writing.Column(label, " ".join(filter(None, notes)), choices, is_strict=bool(choices) and not several)


#: What is said of cells of a sort.
_SORTED: dict[Sort, Callable[[Column], str]] = {
    Sort.DAY: lambda column: _("A day as 2021-03-17."),
    Sort.DAYS: lambda column: _("A day as 2021-03-17, a stretch as 2021-03-17..2021-03-19, a month as 2021-03."),
    Sort.LIST: lambda column: _("Several with semicolons between."),
    Sort.ROWS: lambda column: (
        _("A line for each, the main value first, others by name, with bars between: %(names)s.")
        % {"names": ", ".join(column.parts)}
    ),
}


def _instructions(listing: Listing, languages: Sequence[str]) -> Iterator[str]:
    """How to fill it in, and what each code means."""
    yield listing.plural()
    yield _("One row for each. A row whose code is on record changes that one; another one comes in as new.")
    yield _("A column that you delete says nothing: what is on record stays. An empty cell empties the field.")
    yield _("Before anything comes in you see what would become of each row.")
    for column in listing.columns:
        if column.choices and (choices := column.choices()):
            meant = "; ".join(f"{code} = {label}" for code, label in choices)
            yield _("%(column)s: %(choices)s") % {"column": column.label(), "choices": meant}


FORMATS = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": DOCUMENT_TYPES["xlsx"], "json": "application/json"}


def export_file(listing: Listing, format: str, *, all: bool) -> bytes:
    """A list as a file of one of `FORMATS`.

    Raises Refusal before there is a network.
    """
    return FORMATS[format](exported(listing, all=all))
