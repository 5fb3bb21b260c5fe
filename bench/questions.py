"""What a page asks of a release, from its arrays and from a database of DuckDB's own with the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

Seconds = Callable[[Callable[[], Any]], float]
AREAS, INDICATORS = 20, 10


class Native:
    """A database on disk whose one table lies in the order of indicator, year and area, as is best for a ranking."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.path, self.database = path, duckdb.connect(str(path))
        self.database.execute("SET threads = 2")
        self.database.execute("CREATE TABLE facts (indicator VARCHAR, area VARCHAR, year SMALLINT, value BIGINT)")

    def take(self, table: Any) -> None:
        """Take in rows that lie in that order."""
        self.database.register("given", table)
        self.database.execute("INSERT INTO facts SELECT indicator::VARCHAR, area::VARCHAR, year, value FROM given")
        self.database.unregister("given")

    def ask(self, sql: str, words: list[Any]) -> Any:
        return self.database.execute(sql, words)

    def close(self) -> None:
        self.database.close()
        self.path.unlink()


def asked(cube: Any, native: Native, seconds: Seconds) -> dict[str, tuple[float, float]]:
    """CPU seconds of each question, ours and DuckDB's; both have to say the same."""
    year = cube.header.last_year
    found = {}
    for name, make in (("ranking", ranking), ("profile", profile), ("pivot", pivot), ("correlation", correlation)):
        ours, floor = make(cube, native, year)
        assert ours() == floor(), name
        found[name] = (seconds(ours), seconds(floor))
    return found


Both = tuple[Callable[[], Any], Callable[[], Any]]


def ranking(cube: Any, native: Native, year: int) -> Both:
    """The ten highest of an indicator in a year."""
    indicator, everywhere = cube.header.indicators[3], np.arange(len(cube.header.areas))

    def ours() -> list[tuple[str, int]]:
        column = cube.column(indicator, year, everywhere).valued()
        # As many as can share the tenth place come along, and are put in order by name.
        least = np.partition(column.numbers, -10)[-10] if len(column) > 10 else column.numbers.min()
        rows = np.flatnonzero(column.numbers >= least)
        order = rows[np.argsort(-column.numbers[rows].astype(np.int64), kind="stable")[:10]]
        return [(cube.header.areas[column.places[row]], int(column.numbers[row])) for row in order]

    sql = "SELECT area, value FROM facts WHERE indicator = ? AND year = ? ORDER BY value DESC, area LIMIT 10"
    return ours, lambda: native.ask(sql, [indicator, year]).fetchall()


def profile(cube: Any, native: Native, _year: int) -> Both:
    """Everything of an area."""
    place = 7
    area = cube.header.areas[place]

    def floor() -> int:
        rows = native.ask("SELECT indicator, year, value FROM facts WHERE area = ?", [area]).fetchnumpy()
        return int(rows["value"].sum())

    return lambda: int(cube.values[:, place].sum(dtype=np.int64)), floor


def pivot(cube: Any, native: Native, year: int) -> Both:
    """Twenty areas by ten indicators in a year."""
    areas, indicators = cube.header.areas[:AREAS], cube.header.indicators[:INDICATORS]
    along = np.ix_([cube.of_indicator[one] for one in indicators], [cube.places[one] for one in areas])

    def ours() -> list[list[int]]:
        place = year - cube.header.first_year
        return np.where(cube.notes[*along, place] > 0, cube.values[*along, place], -1).tolist()

    some, places = ", ".join("?" * len(indicators)), ", ".join("?" * len(areas))
    sql = (
        "SELECT indicator, area, value FROM facts "  # noqa: S608 - as many question marks as there are words
        f"WHERE year = ? AND indicator IN ({some}) AND area IN ({places})"
    )

    def floor() -> list[list[int]]:
        rows = native.ask(sql, [year, *indicators, *areas]).fetchall()
        told = {(indicator, area): value for indicator, area, value in rows}
        return [[told.get((indicator, area), -1) for area in areas] for indicator in indicators]

    return ours, floor


def correlation(cube: Any, native: Native, year: int) -> Both:
    """How two indicators go together in a year, to six places."""
    place = year - cube.header.first_year

    def ours() -> float:
        one, other = (cube.values[number, :, place].astype(float) for number in (0, 1))
        both = (cube.notes[0, :, place] > 0) & (cube.notes[1, :, place] > 0)
        return round(float(np.corrcoef(one[both], other[both])[0, 1]), 6)

    sql = (
        "SELECT corr(a.value, b.value) FROM facts a JOIN facts b USING (area) "
        "WHERE a.indicator = ? AND b.indicator = ? AND a.year = ? AND b.year = ?"
    )
    asked = [*cube.header.indicators[:2], year, year]
    return ours, lambda: round(float(native.ask(sql, asked).fetchone()[0]), 6)
