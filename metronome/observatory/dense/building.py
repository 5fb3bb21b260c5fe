"""Making the arrays of a release from its facts, one indicator after the other, so that memory stays small."""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from ibis import _ as row

from metronome.ground.files import write_whole

from ..enums import Sex
from ..facts.reading import known
from ..models import AreaVersion, IndicatorVersion, Release
from .layout import Header, Series, note_of, path_of

NARROW = np.iinfo(np.int32)


def build(release: Release) -> Header:
    """Write the arrays of a release; nothing is done where they are there.

    Raises Refusal for a file of facts that is missing or damaged.
    """
    path = path_of(release.digest, "header")
    if path.exists():
        return Header.from_json(json.loads(path.read_bytes()))
    rows = _yearly(release.cutoff.number)
    span = rows.aggregate(
        first=row.year.min(), last=row.year.max(), widest=row.value.abs().max().fill_null(0)
    ).to_pyarrow().to_pylist()[0]  # fmt: skip
    indicators = tuple(sorted(rows.select("indicator").distinct().to_pyarrow().column(0).to_pylist()))
    areas = tuple(sorted(rows.select("area").distinct().to_pyarrow().column(0).to_pylist()))
    first, last = span["first"] or 0, span["last"] or 0
    kind = np.int32 if (span["widest"] or 0) <= NARROW.max else np.int64
    shape = (len(indicators), last - first + 1, len(areas))
    header = Header(release.digest, indicators, first, last, areas, ())
    series: list[Series] = []
    with _array(release, "values", shape, kind) as values, _array(release, "notes", shape, np.uint8) as notes:
        for place, slug in enumerate(indicators):
            series += _fill(rows, slug, header, values[place], notes[place])
        turned = (shape[2], shape[0], shape[1])
        with _array(release, "by_area", turned, kind) as by_area:
            for place in range(shape[0]):
                by_area[:, place, :] = values[place].T
    header = Header(release.digest, indicators, first, last, areas, tuple(series))
    write_whole(path, json.dumps(header.to_json()).encode())
    return header


def _yearly(cutoff: int) -> Any:
    """What was known of whole calendar years, of both sexes and all ages together."""
    whole = (
        row.sex == Sex.TOTAL.value,
        row.age == "_T",
        row.first_day.month() == 1,
        row.first_day.day() == 1,
        row.last_day.month() == 12,
        row.last_day.day() == 31,
        row.first_day.year() == row.last_day.year(),
    )
    return known(cutoff).filter(*whole).mutate(year=row.first_day.year())


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


def _fill(rows: Any, indicator: str, header: Header, values: Any, notes: Any) -> list[Series]:
    """Put the statements of one indicator in their places: of each geography those of one source and method."""
    columns = ("area", "source", "method", "year", "value", "status", "scale")
    table = rows.filter(row.indicator == indicator).select(*columns).to_pyarrow()
    drawn = dict(AreaVersion.objects.values_list("slug", "geography__slug"))
    statements = [
        (drawn.get(area, ""), source, method)
        for area, source, method in zip(*(table.column(name).to_pylist() for name in columns[:3]), strict=True)
    ]
    chosen = _chosen(indicator, Counter(statements))
    wanted = {(one.geography, one.source, one.method) for one in chosen}
    keep = np.fromiter((one in wanted for one in statements), bool, len(statements))
    places = {slug: place for place, slug in enumerate(header.areas)}
    area = np.fromiter((places[slug] for slug in table.column("area").to_pylist()), np.int64, len(statements))[keep]
    year = np.asarray(table.column("year"))[keep].astype(np.int64) - header.first_year
    told = zip(table.column("status").to_pylist(), table.column("scale").to_pylist(), strict=True)
    values[year, area] = np.asarray(table.column("value").fill_null(0))[keep]
    notes[year, area] = np.fromiter((note_of(*one) for one in told), np.uint8, len(statements))[keep]
    return chosen


def _chosen(indicator: str, counts: Mapping[tuple[str, str, str], int]) -> list[Series]:
    """Which source and method stands for each geography: by the preference of the indicator, then the one that says
    the most, then by name."""
    version = IndicatorVersion.objects.select_related("indicator").filter(slug=indicator).first()
    preference = list(version.indicator.preference) if version else []

    def order(one: tuple[str, str, str]) -> tuple[int, int, str, str]:
        _geography, source, method = one
        place = preference.index(source) if source in preference else len(preference)
        return place, -counts[one], source, method

    found: dict[str, list[tuple[str, str, str]]] = {}
    for one in sorted(counts, key=order):
        found.setdefault(one[0], []).append(one)
    return [
        Series(indicator, geography, ranked[0][1], ranked[0][2], tuple(f"{s}, {m}" for _g, s, m in ranked[1:]))
        for geography, ranked in sorted(found.items())
    ]
