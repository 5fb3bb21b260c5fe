"""The observatory against its floors, on a cube that it generates: load, bytes, as-of reads, ranking, profile, pivot.

Floors: Django's bulk_create of the same rows into a table with an index; DuckDB's own table for the questions. Each
answer is compared before it is timed. Sizes are modest; three numbers (areas, indicators, years) ask for others.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOME = tempfile.TemporaryDirectory(prefix="metronome-bench-")
os.environ["METRONOME_HOME"] = HOME.name
os.environ["DJANGO_SETTINGS_MODULE"] = "metronome.config.settings"

import django  # noqa: E402

django.setup()

import numpy as np  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from metronome.ground.text import Text  # noqa: E402

TIMES = 15
#: So many rows are written by the floor of the load; its cost is that of a row.
FLOOR_ROWS = 100_000
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


def seconds(what: Callable[[], Any], times: int = TIMES) -> float:
    """The median of the CPU time of this process, threads included."""
    taken = []
    for _ in range(times):
        before = time.process_time()
        what()
        taken.append(time.process_time() - before)
    return statistics.median(taken)


def make_definitions(areas: int, indicators: int) -> None:
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


def csv_of(areas: int, indicators: int, years: int, shift: int = 0) -> bytes:
    """Every area, indicator and year with a value of one decimal; a tenth is not there."""
    chance = np.random.default_rng(2021 + shift)
    lines = ["indicator,area,year,value,unit"]
    for indicator in range(indicators):
        level = chance.integers(0, 9000, areas)
        for year in range(years):
            values = level + chance.integers(0, 900, areas)
            there = chance.random(areas) > 0.1
            lines += [
                f"i{indicator:03d}-v1,a{area:05d},{1975 + year},{values[area] // 10}.{values[area] % 10},points"
                for area in np.flatnonzero(there)
            ]
    return ("\n".join(lines) + "\n").encode()


class Plain(models.Model):
    """The floor of the load: the same row in a table with an index over its key."""

    indicator = models.CharField(max_length=80)
    area = models.CharField(max_length=120)
    year = models.SmallIntegerField()
    value = models.DecimalField(max_digits=12, decimal_places=1)
    status = models.CharField(max_length=1)

    class Meta:
        app_label = "ground"
        indexes = (models.Index(fields=["indicator", "year", "area"], name="plain_key"),)

    def __str__(self) -> str:
        return self.area


def bulk_create(content: bytes) -> float:
    """CPU seconds a row of Django's way."""
    lines = content.decode().splitlines()[1 : FLOOR_ROWS + 1]
    with connection.schema_editor() as editor:
        editor.create_model(Plain)
    before = time.process_time()
    with transaction.atomic():
        rows = (line.split(",") for line in lines)
        Plain.objects.bulk_create(
            (Plain(indicator=row[0], area=row[1], year=int(row[2]), value=row[3], status="A") for row in rows),
            batch_size=1000,
        )
    return (time.process_time() - before) / len(lines)


def load(content: bytes) -> Any:
    from metronome.observatory.actions import load_observations
    from metronome.observatory.loading.preparing import FileGiven, prepare

    prepared = prepare(FileGiven("cube.csv", content, MAPPING))
    assert prepared.checked.findings == []
    return load_observations(prepared=prepared, by="bench")


def questions(release: Any, year: int) -> dict[str, tuple[float, float]]:
    """CPU seconds of each question from the arrays, and from a table of DuckDB's own with the same numbers."""
    import duckdb

    from metronome.observatory.dense.reading import cube_of
    from metronome.observatory.facts.reading import known

    cube = cube_of(release.digest)
    assert cube is not None
    native = duckdb.connect()
    native.execute("SET threads = 2")
    facts = known(release.cutoff.number).select("indicator", "area", "first_day", "value").to_pyarrow()
    native.register("given", facts)
    native.execute(
        "CREATE TABLE facts AS SELECT indicator::VARCHAR indicator, area::VARCHAR area, "
        "year(first_day)::SMALLINT AS year, value FROM given ORDER BY indicator, year, area"
    )
    place, along = 3, year - cube.header.first_year
    indicator, area = cube.header.indicators[place], cube.header.areas[7]

    def rank() -> list[tuple[str, int]]:
        values, stated = cube.values[place, along], cube.notes[place, along] > 0
        found = np.flatnonzero(stated)
        order = found[np.argsort(-values[found], kind="stable")[:10]]
        return [(cube.header.areas[one], int(values[one])) for one in order]

    def rank_native() -> list[tuple[str, int]]:
        sql = "SELECT area, value FROM facts WHERE indicator = ? AND year = ? ORDER BY value DESC, area LIMIT 10"
        return native.execute(sql, [indicator, year]).fetchall()

    def profile() -> int:
        return int(cube.by_area[cube.places[area]].sum(dtype=np.int64))

    def profile_native() -> int:
        rows = native.execute("SELECT indicator, year, value FROM facts WHERE area = ?", [area]).fetchnumpy()
        return int(rows["value"].sum())

    def correlation() -> float:
        one, other = cube.values[0, along].astype(float), cube.values[1, along].astype(float)
        both = (cube.notes[0, along] > 0) & (cube.notes[1, along] > 0)
        return round(float(np.corrcoef(one[both], other[both])[0, 1]), 6)

    def correlation_native() -> float:
        sql = (
            "SELECT corr(a.value, b.value) FROM facts a JOIN facts b USING (area) "
            "WHERE a.indicator = ? AND b.indicator = ? AND a.year = ? AND b.year = ?"
        )
        found = native.execute(sql, [*cube.header.indicators[:2], year, year]).fetchone()
        assert found is not None
        return round(float(found[0]), 6)

    asked = {
        "ranking": (rank, rank_native),
        "profile": (profile, profile_native),
        "correlation": (correlation, correlation_native),
    }
    for name, (ours, floor) in asked.items():
        assert ours() == floor(), name
    return {name: (seconds(ours), seconds(floor)) for name, (ours, floor) in asked.items()}


def as_of(first: int, last: int) -> tuple[float, float]:
    """CPU seconds of a sum by indicator as it was known before the second load, and as it is known now."""
    from metronome.observatory.facts.reading import known

    def total(cutoff: int) -> Any:
        stands = known(cutoff)
        return stands.group_by("indicator").aggregate(sum=stands.value.sum()).to_pyarrow()

    return seconds(lambda: total(first), 3), seconds(lambda: total(last), 3)


def page() -> float:
    """CPU seconds of a ranking page that is not ready yet: another metropolis is marked each time."""
    from django.test import Client

    client, numbers = Client(headers={"host": "localhost"}), iter(range(10_000))

    def ask() -> None:
        answer = client.get(f"/en/observatory/indicators/i003/?area=a{next(numbers):05d}")
        assert answer.status_code == 200

    ask()
    return seconds(ask)


def size_of(folder: str) -> int:
    return sum(path.stat().st_size for path in (Path(HOME.name) / "observatory" / folder).iterdir())


def main(areas: int = 2000, indicators: int = 20, years: int = 25) -> int:
    from metronome.observatory.actions import make_release
    from metronome.observatory.dense.building import build

    call_command("migrate", verbosity=0)
    make_definitions(areas, indicators)
    content = csv_of(areas, indicators, years)
    before = time.process_time()
    loaded = load(content)
    ours, floor = (time.process_time() - before) / loaded.rows, bulk_create(content)
    release = make_release(slug="bench", title=Text.of({"en": "Bench"}, source="en"), by="bench")
    before = time.process_time()
    build(release)
    built = time.process_time() - before
    facts, dense = size_of("facts") / loaded.rows, size_of("dense") / loaded.rows
    found = questions(release, 1975 + years - 1)
    shown = page()
    load(csv_of(areas, max(1, indicators // 10), years, shift=1))
    past, now = as_of(1, 2)
    print(f"{loaded.rows:,} observations: {areas:,} areas, {indicators} indicators, {years} years")
    print(
        f"load: {ours * 1e6:.2f} µs a row; bulk_create {floor * 1e6:.1f} µs; {floor / ours:.1f} times quicker (aim 10)"
    )
    print(f"bytes an observation: facts {facts:.2f} (aim 3), with the arrays {facts + dense:.2f} (aim 12)")
    print(f"arrays made in {built:.2f} s of CPU")
    for name, (one, native) in found.items():
        print(f"{name}: {one * 1e3:.3f} ms, DuckDB {native * 1e3:.3f} ms, {native / one:.1f} times quicker")
    print(f"known before: {past * 1e3:.0f} ms; known now: {now * 1e3:.0f} ms; {past / now:.2f} (aim 2)")
    print(f"ranking page, made anew: {shown * 1e3:.1f} ms of CPU (aim 4)")
    return int(floor / ours < 10 or facts > 3 or facts + dense > 12 or past > 2 * now)


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
