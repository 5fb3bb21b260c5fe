"""Observations as a file that comes in again: the same columns in each format, and the mapping that reads them."""

from __future__ import annotations

import io
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet
import yaml
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.writing import Column, Instructions, Page, write_workbook

from ..models import AreaVersion, IndicatorVersion
from .numbers import printed_numbers

#: Our columns, and the components of SDMX that they are there.
COLUMNS = {
    "source": "SOURCE",
    "geography": "GEOGRAPHY",
    "indicator": "INDICATOR",
    "area": "REF_AREA",
    "period": "TIME_PERIOD",
    "sex": "SEX",
    "age": "AGE",
    "method": "METHOD",
    "value": "OBS_VALUE",
    "unit": "UNIT_MEASURE",
    "status": "OBS_STATUS",
    "scale": "SCALE",
    "low": "LOWER_BOUND",
    "high": "UPPER_BOUND",
    "source_row": "SOURCE_ROW",
    "source_column": "SOURCE_COLUMN",
    "load": "LOAD",
}
ORDER = ("source", "indicator", "area", "period", "sex", "age", "method")
NUMBERS = ("value", "low", "high", "source_row", "load")
NEVER_FORMULAS = {*NUMBERS, *(COLUMNS[name] for name in NUMBERS)}
#: Columns of a mapping; the area takes that of the geography before it, and what is told beside it is not read.
READ = [name for name in COLUMNS if name not in ("source", "geography", "load")]
#: What a spreadsheet would take for a formula, as it is or behind apostrophes that mean the same.
FORMULA = r"^('*[=+\-@\t\r\n])"
#: The mark by which spreadsheets know UTF-8.
MARK = b"\xef\xbb\xbf"
#: Room for any number that is kept, with six places.
EXACT = pa.decimal128(38, 6)
CSV, XLSX, PARQUET, SDMX = ".csv", ".xlsx", ".parquet", ".sdmx.csv"
#: The structure that SDMX-CSV 2.1 names in each row; our agency is the network that writes it.
STRUCTURE = "dataflow", "{agency}:OBSERVATIONS(1.0.0)", "I"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, and for each source the mapping that reads its rows back."""

    content: bytes
    rows: int
    mappings: dict[str, str]


def ending_of(path: Path) -> str:
    """Which of the formats a file name asks for.

    Raises Refusal for another.
    """
    for ending in (SDMX, CSV, XLSX, PARQUET):
        if path.name.lower().endswith(ending):
            return ending
    raise Refusal(
        _("Observations are written as CSV, XLSX, SDMX-CSV or Parquet."),
        field="out",
        remedy=_("Give the file one of the endings %(endings)s.") % {"endings": " ".join((CSV, XLSX, SDMX, PARQUET))},
    )


def export(stated: pa.Table, *, ending: str, about: Sequence[str], agency: str = "METRONOME") -> Exported:
    """Observations as a file. `about`: what they are, how they are cited, a line each.

    Raises Refusal where there is none, or more than a workbook holds.
    """
    if not stated.num_rows:
        raise Refusal(_("There is no such observation."), remedy=_("Leave a condition out."))
    told = told_in_columns(stated).sort_by([(name, "ascending") for name in ORDER])
    write = {CSV: _csv, XLSX: _workbook, PARQUET: _parquet, SDMX: _sdmx(agency)}[ending]
    sources = pc.unique(told.column("source")).to_pylist()
    mappings = {source: _mapping(told, source, sources, ending, about) for source in sources}
    return Exported(write(told, about), told.num_rows, mappings)


def told_in_columns(stated: pa.Table) -> pa.Table:
    """Observations in the columns of a file: texts, numbers as they are read, days as one period."""
    geographies = dict(AreaVersion.objects.values_list("slug", "geography__slug"))
    units = dict(IndicatorVersion.objects.values_list("slug", "unit"))
    told = {name: _words(stated, name) for name in ("source", "indicator", "area", "sex", "age", "method")}
    told |= {name: _words(stated, name) for name in ("status", "scale")}
    told |= {name: _in_units(stated, name) for name in ("value", "low", "high")}
    told["geography"] = _each(told["area"], geographies.__getitem__)
    told["unit"] = _each(told["indicator"], units.__getitem__)
    told["source_row"], told["load"] = (
        stated.column(name).combine_chunks().cast(pa.string()) for name in ("row", "load")
    )
    told["source_column"] = _words(stated, "column")
    first, last = (stated.column(f"{name}_day").cast(pa.string()) for name in ("first", "last"))
    ends = pc.binary_join_element_wise(first, last, "/")
    told["period"] = _each(_whole(ends), _period)
    return pa.table({name: told[name] for name in COLUMNS})


def _whole(column: Any) -> pa.Array:
    chunks = column.combine_chunks()
    return chunks if isinstance(chunks, pa.Array) else pa.concat_arrays(chunks.chunks)


def _words(stated: pa.Table, name: str) -> pa.Array:
    return _whole(stated.column(name)).cast(pa.string())


def _each(texts: pa.Array, meaning: Callable[[str], str]) -> pa.Array:
    """What each text stands for, asked once for each that is different."""
    coded = texts.dictionary_encode()
    meant = pa.array([meaning(text) for text in coded.dictionary.to_pylist()], pa.string())
    return meant.take(coded.indices)


def _in_units(stated: pa.Table, name: str) -> pa.Array:
    """Numbers with a point where they are kept without; empty where there is none."""
    numbers, places = _whole(stated.column(name)), _whole(stated.column("decimals"))
    texts = pa.array([""]).take(pa.array([0] * len(numbers)))
    for decimals in pc.unique(places).to_pylist():
        texts = pc.if_else(pc.equal(places, decimals), printed_numbers(numbers, decimals), texts)
    return pc.fill_null(texts, "")


def _period(ends: str) -> str:
    """The days as they are read: a year, a month, a day, or a stretch."""
    first, last = map(date.fromisoformat, ends.split("/"))
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return first.isoformat()[:4]
    if first.isoformat()[:7] == last.isoformat()[:7] and (first.day, last.day) == (1, monthrange(*_month(first))[1]):
        return first.isoformat()[:7]
    return f"{first.isoformat()}..{last.isoformat()}"


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _csv(told: pa.Table, about: Sequence[str]) -> bytes:
    del about  # A file with one header has no room for it; the mapping beside it says it.
    sink = io.BytesIO()
    sink.write(MARK)
    pa.csv.write_csv(_harmless(told), sink)
    return sink.getvalue()


def _harmless(told: pa.Table) -> pa.Table:
    """Texts that no spreadsheet computes: led by one more apostrophe."""
    for place, name in enumerate(told.column_names):
        if name not in NEVER_FORMULAS:
            told = told.set_column(place, name, pc.replace_substring_regex(told.column(name), FORMULA, r"'\1"))
    return told


def _sdmx(agency: str) -> Callable[[pa.Table, Sequence[str]], bytes]:
    def write(told: pa.Table, about: Sequence[str]) -> bytes:
        renamed = told.set_column(
            told.column_names.index("period"), "period", _each(_whole(told.column("period")), _in_sdmx)
        ).rename_columns([COLUMNS[name] for name in told.column_names])
        for place, (name, word) in enumerate(zip(("STRUCTURE", "STRUCTURE_ID", "ACTION"), STRUCTURE, strict=True)):
            same = pa.array([word.replace("{agency}", agency)]).take(pa.array([0] * told.num_rows))
            renamed = renamed.add_column(place, name, same)
        return _csv(renamed, about).removeprefix(MARK)

    return write


def _in_sdmx(period: str) -> str:
    """A stretch of days as SDMX writes it: its first, and how many."""
    first, between, last = period.partition("..")
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1 if between else 0
    return f"{first}/P{days}D" if between else period


def _workbook(told: pa.Table, about: Sequence[str]) -> bytes:
    """Numbers as numbers, where a spreadsheet does not change them; everything else as text."""
    columns = tuple(Column(name, width=14) for name in told.column_names)
    with TemporaryFile() as file:
        page = Page("observations", columns, _cells(told))
        write_workbook(file, page=page, instructions=Instructions("citation", tuple(about)))
        file.seek(0)
        return file.read()


def _cells(told: pa.Table) -> Iterator[list[Any]]:
    numbers = [name in NUMBERS for name in told.column_names]
    for batch in told.to_batches(max_chunksize=1 << 14):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield [Decimal(cell) if is_number and cell else cell for cell, is_number in zip(row, numbers, strict=True)]


def _parquet(told: pa.Table, about: Sequence[str]) -> bytes:
    for place, name in enumerate(told.column_names):
        column = _whole(told.column(name))
        if name in NUMBERS:
            given = pc.if_else(pc.equal(column, ""), None, column)
            told = told.set_column(place, name, given.cast(pa.int32() if name in ("source_row", "load") else EXACT))
        else:
            told = told.set_column(place, name, column.dictionary_encode())
    sink = io.BytesIO()
    noted = told.replace_schema_metadata({f"about-{number}": line for number, line in enumerate(about)})
    pa.parquet.write_table(noted, sink, compression="zstd")
    return sink.getvalue()


def _mapping(told: pa.Table, source: str, sources: Sequence[str], ending: str, about: Sequence[str]) -> str:
    """How the rows of one source come in again: as they are, with the cells of the file from which they first came."""
    rows = told.filter(pc.equal(told.column("source"), source))
    geographies = sorted(pc.unique(rows.column("geography")).to_pylist())
    name = COLUMNS.__getitem__ if ending == SDMX else str
    said: dict[str, Any] = {
        "source": source,
        "geography": {"column": name("geography"), "codes": {one: one for one in geographies}},
        **{one: {"column": name(one)} for one in READ},
    }
    if len(sources) > 1:
        said["only"] = {name("source"): source}
    if ending in (CSV, SDMX):
        said["apostrophes"] = True
    told_first = "".join(f"# {' '.join(line.split())}\n" for line in about)
    return told_first + yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=110)
