"""Making the arrays of a release from its facts, one indicator after the other, so that memory stays small."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from ibis import _ as row

from metronome.ground.files import write_whole

from ..aggregates.making import make_averages
from ..enums import Sex
from ..facts.reading import known, statements, yearly
from ..facts.splitting import make_splits
from ..facts.stretching import make_stretches
from ..models import AreaVersion, IndicatorVersion, Release
from ..stretches import is_stretched
from .layout import PARTS, Header, Series, folder, is_made, note_of, path_of

NARROW = np.iinfo(np.int32)
#: What is read of each statement.
COLUMNS = ("area", "source", "method", "year", "value", "status", "scale")


def build(release: Release) -> Header:
    """Make what pages read of a release: its arrays, what it states by sex and of months, its averages; nothing is
    done where they are there.

    Raises Refusal for a file of facts that is missing or damaged.
    """
    header = _arrays(release)
    make_stretches(release)
    make_averages(release)
    return header


def _arrays(release: Release) -> Header:
    path = path_of(release.digest, "header")
    if is_made(release.digest):
        return Header.from_json(json.loads(path.read_bytes()))
    make_splits(release)
    path.unlink(missing_ok=True)
    header, kind = _sides(release)
    shape = (len(header.indicators), len(header.areas), len(header.years))
    drawn = dict(AreaVersion.objects.values_list("slug", "geography__slug"))
    series: list[Series] = []
    with _array(release, "values", shape, kind) as values, _array(release, "notes", shape, np.uint8) as notes:
        for place, slug in enumerate(header.indicators):
            series += _fill(_of(release.cutoff.number, slug), slug, header, drawn, values[place], notes[place])
    header = Header(
        release.digest, header.indicators, header.first_year, header.last_year, header.areas, tuple(series)
    )
    write_whole(path, json.dumps(header.to_json()).encode())
    _clear(release.digest)
    return header


def build_missing() -> Iterator[Release]:
    """Make what pages read of every release of which it is missing, or of another layout; name each that was done."""
    for release in Release.objects.select_related("cutoff"):
        if not (is_made(release.digest) and is_stretched(release.digest) and release.averages):
            build(release)
            yield release


def _sides(release: Release) -> tuple[Header, Any]:
    """What the sides of the arrays mean, and the sort of number in them. Everything that was ever stated has a place,
    so that nothing needs to be known of what overruled what."""
    rows = _yearly(statements(release.cutoff.number))
    span = rows.aggregate(
        first=row.year.min(), last=row.year.max(), widest=row.value.abs().max().fill_null(0)
    ).to_pyarrow().to_pylist()[0]  # fmt: skip
    indicators, areas = (
        tuple(sorted(rows.select(name).distinct().to_pyarrow().column(0).to_pylist()))
        for name in ("indicator", "area")
    )
    kind = np.int32 if (span["widest"] or 0) <= NARROW.max else np.int64
    return Header(release.digest, indicators, span["first"] or 0, span["last"] or 0, areas, ()), kind


def _of(cutoff: int, indicator: str) -> Any:
    """What was known of an indicator."""
    return _yearly(known(cutoff, row.indicator == indicator)).select(*COLUMNS).to_pyarrow()


def _yearly(rows: Any) -> Any:
    """What is of whole calendar years, of both sexes and all ages together."""
    return yearly(rows.filter(row.sex == Sex.TOTAL.value))


def _clear(digest: str) -> None:
    """Remove what another layout left of a release."""
    kept = {path_of(digest, part) for part in ("header", *PARTS)}
    for path in folder().glob(f"{digest}.*"):
        if path not in kept:
            path.unlink(missing_ok=True)


@contextmanager
def _array(release: Release, part: str, shape: Sequence[int], kind: Any) -> Iterator[Any]:
    """An array on disk, given its name once it is full."""
    path = path_of(release.digest, part)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.parent / f".part-{secrets.token_hex(8)}"
    try:
        array = np.lib.format.open_memmap(aside, mode="w+", dtype=kind, shape=tuple(max(1, side) for side in shape))
        yield array
        array.flush()
        _flush(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _fill(
    table: Any, indicator: str, header: Header, drawn: Mapping[str, str], values: Any, notes: Any
) -> list[Series]:
    """Put the statements of one indicator in their places: of each geography those of one source and method."""
    if not table.num_rows:
        return []
    words, codes = zip(*(_coded(table.column(name)) for name in COLUMNS[:3]), strict=True)
    geographies = sorted({drawn.get(slug, "") for slug in words[0]})
    of_area = _each(words[0], lambda slug: geographies.index(drawn.get(slug, "")))[codes[0]]
    # What a row states is one number: its geography, source and method.
    said = (of_area * len(words[1]) + codes[1]) * len(words[2]) + codes[2]
    found, of_row, counts = np.unique(said, return_inverse=True, return_counts=True)
    named = [_named(int(code), geographies, words[1], words[2]) for code in found]
    chosen = _chosen(indicator, dict(zip(named, counts.tolist(), strict=True)))
    wanted = {(one.geography, one.source, one.method) for one in chosen}
    keep = np.array([one in wanted for one in named], dtype=bool)[of_row]
    places = {slug: place for place, slug in enumerate(header.areas)}
    where = _each(words[0], places.__getitem__)[codes[0]][keep], _years(table)[keep] - header.first_year
    values[where] = np.asarray(table.column("value").fill_null(0))[keep]
    notes[where] = _notes(table)[keep]
    return chosen


def _coded(column: Any) -> tuple[list[str], Any]:
    """The words of a column, and for each row the place of its word."""
    coded = column.combine_chunks().dictionary_encode()
    return coded.dictionary.to_pylist(), np.asarray(coded.indices).astype(np.int64)


def _each(words: Sequence[str], meaning: Any) -> Any:
    return np.array([meaning(word) for word in words], dtype=np.int64)


def _named(code: int, geographies: Sequence[str], sources: Sequence[str], methods: Sequence[str]) -> tuple[str, ...]:
    rest, method = divmod(code, len(methods))
    geography, source = divmod(rest, len(sources))
    return geographies[geography], sources[source], methods[method]


def _years(table: Any) -> Any:
    return np.asarray(table.column("year")).astype(np.int64)


def _notes(table: Any) -> Any:
    """Status and scale of each row as one byte."""
    (statuses, status), (scales, scale) = (_coded(table.column(name)) for name in ("status", "scale"))
    notes = np.array([[note_of(one, other) for other in scales] for one in statuses], dtype=np.uint8)
    return notes[status, scale]


def _chosen(indicator: str, counts: Mapping[tuple[str, ...], int]) -> list[Series]:
    """Which source and method stands for each geography: by the preference of the indicator, then the one that says
    the most, then by name."""
    version = IndicatorVersion.objects.select_related("indicator").filter(slug=indicator).first()
    preference = list(version.indicator.preference) if version else []

    def order(one: tuple[str, ...]) -> tuple[int, int, str, str]:
        _geography, source, method = one
        place = preference.index(source) if source in preference else len(preference)
        return place, -counts[one], source, method

    found: dict[str, list[tuple[str, ...]]] = {}
    for one in sorted(counts, key=order):
        found.setdefault(one[0], []).append(one)
    return [
        Series(indicator, geography, ranked[0][1], ranked[0][2], tuple(f"{s}, {m}" for _g, s, m in ranked[1:]))
        for geography, ranked in sorted(found.items())
    ]
