"""Generated observations of any size: one value of one decimal for nine in ten of area, indicator and year.

As lines of CSV for the load, or straight as files of facts, some millions of rows at a time, so that memory stays
small whatever the size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

FIRST_YEAR = 1975
#: So many rows at most lie in memory, and in one file.
AT_ONCE = 6_000_000
MAPPING = """
source: generator
geography: cube
indicator: {column: indicator}
area: {column: area}
period: {column: year}
value: {column: value}
unit: points
method: generated
"""


def define(areas: int, indicators: int) -> None:
    """Definitions, areas and a geography in the database."""
    from metronome.ground.text import Text
    from metronome.observatory.models import Area, AreaVersion, Geography, Indicator, IndicatorVersion, Source

    label = Text.of({"en": "Generated"}, source="en")
    Source.objects.create(slug="generator", title=label, citation="Generated", licence="none")
    cube = Geography.objects.create(slug="cube", label=label, system="cube", release="1", kind="urban_centre")
    made = Area.objects.bulk_create(Area(slug=f"a{number:05d}", name=label) for number in range(areas))
    AreaVersion.objects.bulk_create(
        AreaVersion(slug=f"{area.slug}-cube", area=area, geography=cube, code=area.slug) for area in made
    )
    for number in range(indicators):
        indicator = Indicator.objects.create(slug=f"i{number:03d}")
        IndicatorVersion.objects.create(
            slug=f"{indicator.slug}-v1", indicator=indicator, name=label, definition=label, unit="points",
            unit_label=label, decimals=1,
        )  # fmt: skip


def values_of(chance: np.random.Generator, areas: int, years: int) -> tuple[Any, Any]:
    """The values of an indicator by year and area, in tenths, and where there is one."""
    level = chance.integers(0, 9000, areas)
    return level + chance.integers(0, 900, (years, areas)), chance.random((years, areas)) > 0.1


def csv_of(areas: int, indicators: int, years: int) -> bytes:
    """The cube as a file of somebody else."""
    chance = np.random.default_rng(2021)
    lines = ["indicator,area,year,value,unit"]
    for indicator in range(indicators):
        values, there = values_of(chance, areas, years)
        for year, area in zip(*(side.tolist() for side in there.nonzero()), strict=True):
            tenths = int(values[year, area])
            lines.append(f"i{indicator:03d}-v1,a{area:05d},{FIRST_YEAR + year},{tenths // 10}.{tenths % 10},points")
    return ("\n".join(lines) + "\n").encode()


@dataclass(frozen=True)
class Chunk:
    """The values of some indicators, by indicator, year and area, and where there is one."""

    indicators: range
    values: Any
    there: Any

    @property
    def rows(self) -> int:
        return int(self.there.sum())

    def by_year(self) -> Any:
        """The rows in the order of indicator, year and area, as the floor takes them."""
        import pyarrow as pa

        indicator, year, area = self.there.nonzero()
        return pa.table(
            {
                "indicator": _words([f"i{one:03d}-v1" for one in self.indicators], indicator),
                "area": _words([f"a{one:05d}-cube" for one in range(self.there.shape[2])], area),
                "year": pa.array((FIRST_YEAR + year).astype(np.int16)),
                "value": pa.array(self.values[indicator, year, area]),
            }
        )


def fill(areas: int, indicators: int, years: int, *, seed: int) -> Iterator[Chunk]:
    """Write the cube as files of facts, list each as a load of its own, and give what stands in it."""
    from metronome.observatory.facts.writing import write
    from metronome.observatory.models import FactFile, Load, Source
    from metronome.observatory.queries import last_number

    chance, source = np.random.default_rng(seed), Source.objects.get()
    step = max(1, AT_ONCE // (areas * years))
    for begin in range(0, indicators, step):
        number = last_number() + 1
        some = range(begin, min(indicators, begin + step))
        drawn = [values_of(chance, areas, years) for _ in some]
        chunk = Chunk(some, np.stack([one for one, _there in drawn]), np.stack([one for _values, one in drawn]))
        written = write(_facts(chunk, number))
        load = Load.objects.create(
            number=number, source=source, snapshot="0" * 64, file_name="generated", size=0, rows=written.rows,
            licence="none", citation="Generated", by="bench", at=datetime.now(UTC),
        )  # fmt: skip
        FactFile.objects.create(load=load, sha256=written.sha256, rows=written.rows, size=written.size)
        yield chunk


def _words(names: list[str], places: Any) -> Any:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), pa.array(names))


def _facts(chunk: Chunk, load: int) -> Any:
    """The facts of some indicators as the load of the file would write them, each with its row there."""
    import pyarrow as pa

    from metronome.observatory.facts.columns import SCHEMA

    _indicators, years, areas = chunk.there.shape
    indicator, year, area = chunk.there.nonzero()
    size = len(year)

    def days(month: int, day: int) -> Any:
        found = [date(FIRST_YEAR + one, month, day) for one in range(years)]
        return pa.array(found, pa.date32()).take(pa.array(year))

    def same(word: str) -> Any:
        return _words([word], np.zeros(size, np.int32))

    told = {
        "load": pa.array(np.full(size, load, np.int32)),
        "source": same("generator"),
        "indicator": _words([f"i{one:03d}-v1" for one in chunk.indicators], indicator),
        "area": _words([f"a{one:05d}-cube" for one in range(areas)], area),
        "first_day": days(1, 1),
        "last_day": days(12, 31),
        "sex": same("_T"),
        "age": same("_T"),
        "method": same("generated"),
        "value": pa.array(chunk.values[indicator, year, area]),
        "decimals": pa.array(np.ones(size, np.int8)),
        "low": pa.nulls(size, pa.int64()),
        "high": pa.nulls(size, pa.int64()),
        "status": same("A"),
        "scale": same("metropolitan"),
        "is_withdrawn": pa.array(np.zeros(size, bool)),
        "row": pa.array(np.arange(2, size + 2, dtype=np.int32)),
        "column": same("value"),
    }
    return pa.table({name: told[name] for name in SCHEMA.names}).cast(SCHEMA)
