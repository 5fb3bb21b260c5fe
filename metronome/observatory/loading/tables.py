"""A file as columns of text, whatever it is written in. Nothing is guessed: what looks like a number stays text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.ground.workbooks import reading as workbooks
from metronome.ground.workbooks.said import refusal_of
from metronome.ground.workbooks.table import Faulty, printed
from metronome.ground.workbooks.ways import ways_of

from .cleaning import Read
from .mapping import Mapping

#: Workbooks, which a child with limits opens.
WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls")


def read_table(content: bytes, name: str, mapping: Mapping) -> Read:
    """The columns of a CSV or Parquet file or a workbook that the mapping names, as text.

    Raises Refusal for a file that cannot be read or lacks one of them.
    """
    suffix = Path(name).suffix.lower()
    skipped: list[tuple[int, str]] = []
    if suffix == ".parquet":
        table = _parquet(content)
    elif suffix in WORKBOOKS:
        return _workbook(content, mapping)
    else:
        table, skipped = _csv(content, mapping)
    return Read.of(_wanted(table, mapping), skipped)


def _wanted(table: pa.Table, mapping: Mapping) -> pa.Table:
    """The columns that the mapping names, those of years by their years."""
    wanted = mapping.columns()
    if mapping.years:
        first, last = mapping.years
        names = {mapping.named.replace("{year}", str(year)): str(year) for year in range(first, last + 1)}
        table = table.rename_columns([names.get(column, column) for column in table.column_names])
        years = [str(year) for year in range(first, last + 1) if str(year) in table.column_names]
        if not years:
            raise _lacking([f"{first}..{last}"], table.column_names)
        wanted |= set(years)
    if missing := sorted(wanted - set(table.column_names)):
        raise _lacking(missing, table.column_names)
    return table.select([column for column in table.column_names if column in wanted]).combine_chunks()


def _lacking(missing: Iterable[str], there: Iterable[str]) -> Refusal:
    reason = _("The file has no column %(names)s.") % {"names": ", ".join(missing)}
    remedy = _("Its columns are: %(names)s.") % {"names": ", ".join(there)}
    return Refusal(reason, field="mapping", remedy=remedy)


def _csv(content: bytes, mapping: Mapping) -> tuple[pa.Table, list[tuple[int, str]]]:
    """The table, and the rows with another number of cells than the header, each with its number in the file."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return _parsed(content, mapping, None), []
    except (pa.ArrowInvalid, UnicodeDecodeError):
        skipped: list[tuple[int, str]] = []

        def skip(row: Any) -> str:
            skipped.append((row.number or 0, row.text))
            return "skip"

        try:
            table = _parsed(content, mapping, skip)
        except (pa.ArrowInvalid, UnicodeDecodeError) as error:
            reason = _("The file cannot be read as CSV in UTF-8.")
            raise Refusal(reason, field="file", remedy=str(error)) from error
        return table, sorted(set(skipped))


def _parsed(content: bytes, mapping: Mapping, skip: Callable[[Any], str] | None) -> pa.Table:
    parse = pa.csv.ParseOptions(delimiter=mapping.delimiter, newlines_in_values=True, invalid_row_handler=skip)
    first = content[: content.find(b"\n") + 1] or content
    header = pa.csv.open_csv(io.BytesIO(first), parse_options=parse).schema.names
    if repeated := sorted({column for column in header if header.count(column) > 1}):
        reason = _("The column %(names)s stands twice in the file.") % {"names": ", ".join(repeated)}
        raise Refusal(reason, field="file", remedy=_("Rename or remove one of them."))
    as_text = pa.csv.ConvertOptions(column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=False)
    # Rows are numbered where they are read one after the other.
    read = pa.csv.ReadOptions(block_size=1 << 24, use_threads=skip is None)
    return pa.csv.read_csv(io.BytesIO(content), read_options=read, parse_options=parse, convert_options=as_text)


def _workbook(content: bytes, mapping: Mapping) -> Read:
    """A sheet as columns of text, with the numbers of its rows; a cell that cannot be read refuses the file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "given"
        path.write_bytes(content)
        found = workbooks.read_table(path, ways=ways_of(["en"]), sheet=mapping.sheet or None)
        columns: list[list[str]] = [[] for _name in found.columns]
        numbers = []
        for row in found.rows():
            if row.refusal:
                raise row.refusal
            for column, cell in zip(columns, row.cells, strict=True):
                if isinstance(cell, Faulty):
                    raise refusal_of(cell)
                column.append(printed(cell))
            numbers.append(row.number)
    table = pa.table([pa.array(column, pa.string()) for column in columns], names=list(found.columns))
    return Read(_wanted(table, mapping), np.array(numbers, dtype=np.int32))


def _parquet(content: bytes) -> pa.Table:
    try:
        table = pa.parquet.read_table(io.BytesIO(content))
        columns = [column.cast(pa.string()).fill_null("") for column in table.columns]
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        reason = _("The file cannot be read as Parquet with plain columns.")
        raise Refusal(reason, field="file", remedy=str(error)) from error
    return pa.table(dict(zip(table.column_names, columns, strict=True)))
