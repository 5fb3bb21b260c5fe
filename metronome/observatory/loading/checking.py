"""Every row of a file held against what is known. What is wrong is found for all rows at once, column by column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from metronome.ground.period import Calendar, Period

from ..enums import WITHOUT_VALUE, LoadKind, Scale, Sex, Status
from ..facts.columns import KEY, SCHEMA
from .known import Definition, Known
from .mapping import Asked
from .mapping import Mapping as Wish
from .numbers import FAULTS, OUTSIDE, TOO_LARGE, kept, read_numbers

#: The row of a file below its header.
FIRST = 2
#: A stretch of days as SDMX writes it: its first day, and how many.
STRETCH = re.compile(r"(\d{4}-\d{2}-\d{2})/P(\d{1,6})D")
#: A text that was led by an apostrophe, so that no spreadsheet computes it.
LED = r"^'('*[=+\-@\t\r\n])"
#: Keys are counted where they span at most so many times as many places as there are rows.
COUNTED = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that cannot come in: its number in the file (the header is 1), the column, what stands there, why."""

    row: int
    column: str
    value: str
    fault: str


@dataclass(slots=True)
class Checked:
    """The observations that can come in, by indicator in the order of the file, and the rows that cannot.

    `expected`: of a correction, what each row expects to stand, in the places that are kept.
    """

    table: pa.Table
    findings: list[Finding]
    expected: Any = None


@dataclass(slots=True)
class _Rows:
    """The rows of a file, one value each, while they are checked: what is good so far, and what was found."""

    table: pa.Table
    rows: Any
    column: pa.Array
    value: pa.Array
    period: pa.Array
    good: Any
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, where: Any, fault: str, column: str, values: pa.Array) -> None:
        """Note what is wrong with some rows that were good until now. Without a column it is that of the value."""
        places = np.flatnonzero(where & self.good)
        if len(places):
            picked = pa.array(places)
            said, years = values.take(picked).to_pylist(), self.column.take(picked).to_pylist()
            rows, self.good[places] = self.rows[places], False
            self.findings.extend(
                Finding(int(number), column or year, str(word or "")[:120], fault)
                for number, word, year in zip(rows, said, years, strict=True)
            )


def check(table: pa.Table, wish: Wish, known: Known, numbers: Any = None) -> Checked:
    """The rows of a file as observations, and what is wrong with the rest. `numbers`: those of the rows in the file,
    where they do not simply follow the header."""
    rows = _long(_meant(table, wish, numbers), wish)
    indicator = _coded(rows, wish.indicator, known.definitions, "unknown-indicator")
    area = _coded(rows, wish.area, known.areas, "unknown-area")
    first, last = _periods(rows, wish)
    columns = {
        "indicator": indicator,
        "area": area,
        "first_day": first,
        "last_day": last,
        "sex": _coded(rows, wish.sex, dict.fromkeys(Sex.values), "unknown-code"),
        "age": _coded(rows, wish.age, None, "unknown-code"),
        "method": _coded(rows, wish.method, None, "unknown-code"),
        "scale": _coded(rows, wish.scale, dict.fromkeys(Scale.values), "unknown-code"),
    }
    status = _coded(rows, wish.status, dict.fromkeys(Status.values), "unknown-code")
    columns["status"] = _statuses(rows, wish, status, first)
    values = _values(rows, wish, known, columns)
    return _observations(rows, wish, known, columns, values)


def _meant(table: pa.Table, wish: Wish, numbers: Any) -> pa.Table:
    """The rows that the mapping means, each with its number in the file."""
    if wish.apostrophes:
        table = _without_apostrophes(table, wish)
    followed = np.arange(FIRST, table.num_rows + FIRST, dtype=np.int32) if numbers is None else numbers
    table = table.append_column("", pa.array(followed, pa.int32()))
    for column, word in wish.only.items():
        table = table.filter(pc.equal(table.column(column), word))
    return table.combine_chunks()


def _without_apostrophes(table: pa.Table, wish: Wish) -> pa.Table:
    numbers = {wish.value, wish.low, wish.high, wish.expect, wish.source_row}
    for place, name in enumerate(table.column_names):
        if name not in numbers:
            table = table.set_column(place, name, pc.replace_substring_regex(table.column(name), LED, r"\1"))
    return table


def _long(table: pa.Table, wish: Wish) -> _Rows:
    """One row a value: a file with a column for each year is laid under itself."""
    numbers = _array(table, "")
    if wish.years is None:
        size, value, period = table.num_rows, _array(table, wish.value), _joined(table, wish.period)
        return _Rows(table, np.asarray(numbers), _repeated(wish.value, size), value, period, np.ones(size, dtype=bool))
    first, last = wish.years
    years = [str(year) for year in range(first, last + 1) if str(year) in table.column_names]
    long = pa.concat_tables([table] * len(years)).combine_chunks()
    value = pa.concat_arrays([_array(table, year) for year in years])
    names = pa.array(years).take(pa.array(np.repeat(np.arange(len(years)), table.num_rows)))
    return _Rows(long, np.asarray(_array(long, "")), names, value, names, np.ones(len(value), dtype=bool))


def _array(table: pa.Table, column: str) -> pa.Array:
    chunks = table.column(column).combine_chunks()
    return chunks if isinstance(chunks, pa.Array) else pa.concat_arrays(chunks.chunks)


def _repeated(word: str, size: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, dtype=np.int32)), pa.array([word]))


def _joined(table: pa.Table, asked: Asked) -> pa.Array:
    if not asked.columns:
        return _repeated(asked.constant, table.num_rows).dictionary_decode()
    parts = [pc.utf8_trim_whitespace(_array(table, column)) for column in asked.columns]
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "/")


def _each(texts: pa.Array, meaning: Callable[[str], Any], kind: Any) -> tuple[pa.Array, Any]:
    """What each text means, asked once for each that is different; and where it means nothing.

    The column stays in words and the places of words, each word once: a million rows are a million small numbers.
    """
    coded = texts.dictionary_encode()
    meant = [meaning(text) for text in coded.dictionary.to_pylist()]
    words = {word: place for place, word in enumerate(dict.fromkeys(one for one in meant if one is not None))}
    places = np.array([words.get(one, -1) for one in meant], dtype=np.int32)[np.asarray(coded.indices)]
    lost = places < 0
    indices = pa.array(places, mask=lost if lost.any() else None)
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(words), kind)), lost


def _where(column: pa.Array, holds: Callable[[Any], bool]) -> Any:
    """Where something holds of a column in words, asked once for each word; never where there is none."""
    answers = np.array([*map(holds, column.dictionary.to_pylist()), False])
    return answers[np.asarray(column.indices.fill_null(len(answers) - 1))]


def _coded(rows: _Rows, asked: Asked, known: Mapping[str, Any] | None, fault: str) -> pa.Array:
    """A column of codes. `known`: the codes there are, with what they stand for where that is another text."""
    if not asked.columns and (code := _code(asked, known, asked.constant)) is not None:
        return _repeated(code, len(rows.good))
    texts = _joined(rows.table, asked)
    found, lost = _each(texts, partial(_code, asked, known), pa.string())
    rows.refuse(lost, fault, "/".join(asked.columns), texts)
    return found


def _code(asked: Asked, known: Mapping[str, Any] | None, text: str) -> str | None:
    if asked.codes and text not in asked.codes:
        return None
    code = asked.codes.get(text, text)
    if known is None:
        return code
    stands_for = known.get(code)
    return (stands_for if isinstance(stands_for, str) else code) if code in known else None


def _periods(rows: _Rows, wish: Wish) -> tuple[pa.Array, pa.Array]:
    """First and last day of each row."""
    first, lost = _each(rows.period, lambda text: _period(text).first, pa.date32())
    rows.refuse(lost, "no-period", "/".join(wish.period.columns), rows.period)
    last, _lost = _each(rows.period, lambda text: _period(text).last, pa.date32())
    return first, last


def _period(text: str) -> Period:
    """The days of 2020, 2020-03, 2020-Q1, 2020-03-17 or 2020-03-17/P3D; none where it is no period. The calendar is
    everybody's: what a file of somebody else calls a year is no year of the network."""
    if found := STRETCH.fullmatch(text):
        with suppress(ValueError, OverflowError):
            first = date.fromisoformat(found[1])
            return Period(first, first + timedelta(days=int(found[2]) - 1))
    year, quarter, number = text.partition("-Q")
    if quarter and year.isdecimal() and number in ("1", "2", "3", "4"):
        text = f"{year}-{int(number) * 3 - 2:02d}..{year}-{int(number) * 3:02d}"
    elif text.startswith("FY") or "P" in text:
        return Period(None, None)
    try:
        return Calendar().parse(text)
    except ValueError:
        return Period(None, None)


def _statuses(rows: _Rows, wish: Wish, status: pa.Array, first: pa.Array) -> pa.Array:
    """The status that the file or the mapping says; of a blank cell the one that the mapping has for it."""
    if wish.after:
        status, first = status.dictionary_decode(), first.dictionary_decode()
        year, code = wish.after
        later = pc.fill_null(pc.greater(first, pa.scalar(date(year, 12, 31))), False)
        status = pc.if_else(later, code, status).dictionary_encode()
    if wish.blank and (blank := pc.equal(pc.utf8_trim_whitespace(rows.value), "")).true_count:
        status = pc.if_else(blank, wish.blank, status.dictionary_decode()).dictionary_encode()
    return status


def _values(rows: _Rows, wish: Wish, known: Known, columns: Mapping[str, pa.Array]) -> dict[str, Any]:
    """The numbers of each row as they are kept, with their bounds: arrays, and where there is one."""
    missing = _where(columns["status"], WITHOUT_VALUE.__contains__)
    blank = np.asarray(pc.equal(pc.utf8_trim_whitespace(rows.value), ""))
    if wish.kind != LoadKind.WITHDRAWAL:
        rows.refuse(blank & ~missing, "blank", wish.value, rows.column)
        rows.refuse(~blank & missing, "value-and-reason", wish.value, rows.value)
    texts = _joined(rows.table, wish.unit)
    units, _lost = _each(texts, partial(_code, wish.unit, None), pa.string())
    found: dict[str, tuple[str, Any, Any]] = {"value": (wish.value, np.zeros(len(rows.good), dtype=np.int64), ~blank)}
    for name, column in _more(wish):
        # A value may have bounds or none; a correction always says what it expects.
        some = None if name == "expect" else _given(rows, column)
        found[name] = (column, np.zeros(len(rows.good), dtype=np.int64), some)
    places = np.zeros(len(rows.good), dtype=np.int8)
    for definition, where in _by_definition(columns["indicator"], known):
        places[where] = definition.decimals
        same = _where(units, definition.unit.__eq__)
        rows.refuse(where & ~same, "unit", "/".join(wish.unit.columns), texts)
        for column, numbers, there in found.values():
            _read(rows, wish, definition, column, numbers, where if there is None else where & there)
    return {
        "decimals": places,
        **{name: numbers for name, (_column, numbers, _there) in found.items()},
        "there": {name: there for name, (_column, _numbers, there) in found.items()},
    }


def _given(rows: _Rows, column: str) -> Any:
    return np.asarray(pc.not_equal(pc.utf8_trim_whitespace(_array(rows.table, column)), ""))


def _more(wish: Wish) -> Iterator[tuple[str, str]]:
    for name, column in (("low", wish.low), ("high", wish.high), ("expect", wish.expect)):
        if column:
            yield name, column


def _by_definition(indicator: pa.Array, known: Known) -> Iterator[tuple[Definition, Any]]:
    """Each different thing that a value has to be, and the rows of all indicators that ask it."""
    asking: dict[Definition, set[str]] = {}
    for slug in indicator.dictionary.to_pylist():
        asking.setdefault(known.definitions[slug], set()).add(slug)
    for definition, slugs in asking.items():
        yield definition, _where(indicator, slugs.__contains__)


def _read(rows: _Rows, wish: Wish, definition: Definition, column: str, numbers: Any, where: Any) -> None:
    """The numbers of some indicators in one column: read, and held against the range of their definition."""
    whole = texts = rows.value if column == wish.value else _array(rows.table, column)
    if not where.all():
        texts = texts.filter(pa.array(where))
    if wish.decimal == ",":
        texts = pc.replace_substring(texts, ",", ".")
    read, faults = read_numbers(texts, decimals=definition.decimals, times=wish.times)
    low = kept(definition.low, definition.decimals, np.iinfo(np.int64).min)
    high = kept(definition.high, definition.decimals, np.iinfo(np.int64).max)
    numbers[where] = read
    places = np.flatnonzero(where)
    faults[((read < low) | (read > high)) & (faults == 0)] = OUTSIDE
    for fault in np.unique(faults[faults > 0]):
        wrong = np.zeros(len(where), dtype=bool)
        wrong[places] = faults == fault
        rows.refuse(wrong, FAULTS[fault], column, whole)


def _observations(
    rows: _Rows, wish: Wish, known: Known, columns: dict[str, pa.Array], values: dict[str, Any]
) -> Checked:
    """What is good, each key once, by indicator in the order of the file that it came from."""
    there = values["there"]
    for name, outside in (("low", np.less), ("high", np.greater)):
        if name in values:
            beyond = outside(values["value"], values[name])
            rows.refuse(there["value"] & there[name] & beyond, "bounds", wish.value, rows.value)
    cells, column = _source_cells(rows, wish)
    rows.refuse(_repeated_keys(columns), "duplicate", wish.value, rows.value)
    order = _order(columns["indicator"], cells, rows.good)
    picked = pa.array(order)
    withdrawn = wish.kind == LoadKind.WITHDRAWAL
    told = {
        **{name: column.take(picked) for name, column in columns.items()},
        "load": pa.array(np.zeros(len(order), dtype=np.int32)),
        "source": _repeated(known.source.slug, len(order)),
        "value": pa.array(values["value"][order], mask=~there["value"][order] | withdrawn),
        "decimals": pa.array(values["decimals"][order]),
        "is_withdrawn": pa.array(np.full(len(order), withdrawn)),
        "row": pa.array(cells[order]),
        "column": column.take(picked),
    }
    for name in ("low", "high"):
        given = name in values
        told[name] = (
            pa.array(values[name][order], mask=~there[name][order]) if given else pa.nulls(len(order), pa.int64())
        )
    table = pa.table({name: told[name] for name in SCHEMA.names}).cast(SCHEMA)
    rows.findings.sort(key=lambda one: (one.row, one.column))
    return Checked(table, rows.findings, values["expect"][order] if "expect" in values else None)


def _source_cells(rows: _Rows, wish: Wish) -> tuple[Any, pa.Array]:
    """Row and column of each value: in this file, or in the earlier one that the mapping has columns for."""
    numbers, column = rows.rows, rows.column
    if wish.source_row:
        texts = _array(rows.table, wish.source_row)
        read, faults = read_numbers(texts, decimals=0, times=1)
        faults[((read < 0) | (read > np.iinfo(np.int32).max)) & (faults == 0)] = TOO_LARGE
        for fault in np.unique(faults[faults > 0]):
            rows.refuse(faults == fault, FAULTS[fault], wish.source_row, texts)
        numbers = read.astype(np.int32)
    if wish.source_column:
        column = _array(rows.table, wish.source_column).dictionary_encode()
    return numbers, column


def _order(indicators: pa.Array, cells: Any, good: Any) -> Any:
    """The places of the good rows, by indicator and in the order of the file: so files of facts are smallest (decision
    0067), and an indicator lies together."""
    places = np.flatnonzero(good)
    of = np.asarray(indicators.indices.fill_null(0))[places].astype(np.int64)
    wanted = of << 32 | cells[places]
    return places if (wanted[1:] >= wanted[:-1]).all() else places[np.argsort(wanted, kind="stable")]


def _repeated_keys(columns: Mapping[str, pa.Array]) -> Any:
    """Where a key stands more than once. A row whose key is not known in full repeats nothing."""
    size = len(columns["indicator"])
    code, whole, room = np.zeros(size, dtype=np.int64), np.ones(size, dtype=bool), 1
    for name in KEY[1:]:
        words = columns[name].dictionary.to_pylist()
        if len(words) > 1:
            rank = {word: place for place, word in enumerate(sorted(words))}
            places = np.array([rank[word] for word in words], dtype=np.int64)
            code = code * len(words) + places[np.asarray(columns[name].indices.fill_null(0))]
            room *= len(words)
        if columns[name].null_count:
            whole &= np.asarray(columns[name].is_valid())
    known = np.flatnonzero(whole)
    code = code[known]
    if room <= COUNTED * size:  # most places of the table that the keys span have a row: counted, not sorted
        twice = np.bincount(code, minlength=room)[code] > 1
    else:
        twice, order = np.zeros(len(known), dtype=bool), np.argsort(code, kind="stable")
        twin = code[order[1:]] == code[order[:-1]]
        twice[order[1:]] |= twin
        twice[order[:-1]] |= twin
    same = np.zeros(size, dtype=bool)
    same[known[twice]] = True
    return same
