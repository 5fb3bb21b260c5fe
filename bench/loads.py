"""A file of a million rows: checked and taken in, against Django's bulk_create and PostgreSQL's COPY of the same."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction

from bench import cube

#: A million rows, about; and so many of them are written by bulk_create, whose cost is that of a row.
SIZE, FLOOR_ROWS = (2000, 20, 28), 100_000
TICKS = os.sysconf("SC_CLK_TCK")


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


def measure_load() -> bool:
    """Print what a row costs; whether it missed its aim."""
    cube.define(*SIZE[:2])
    content = cube.csv_of(*SIZE)
    load(content.splitlines(keepends=True)[0] + b"".join(content.splitlines(keepends=True)[1:500]), "warm.csv")
    before, wall = time.process_time(), time.monotonic()
    rows = load(content, "cube.csv").rows
    ours, ours_wall = (time.process_time() - before) / rows, time.monotonic() - wall
    floor = bulk_create(content)
    print(f"load of {rows:,} rows: {ours * 1e6:.2f} µs a row, {ours_wall:.1f} s by the clock")
    print(f"bulk_create: {floor * 1e6:.1f} µs a row, {floor / ours:.1f} times as much (aim 10)")
    copied = {"without": copy(content, ""), "with": copy(content, ", PRIMARY KEY (indicator, area, year)")}
    for name, found in copied.items():
        if found is None:
            print("COPY was not measured: no PostgreSQL answers (METRONOME_TEST_POSTGRES)")
            break
        cost = found[0] / rows
        print(f"COPY {name} a key: {cost * 1e6:.2f} µs a row, {found[1]:.1f} s by the clock; ours {ours / cost:.2f}")
    checked = copied["with"]
    return ours * 10 > floor or bool(checked and ours * rows > checked[0])


def load(content: bytes, name: str) -> Any:
    from metronome.observatory.actions import load_observations
    from metronome.observatory.loading.preparing import FileGiven, prepare

    prepared = prepare(FileGiven(name, content, cube.MAPPING))
    assert prepared.checked.findings == []
    return load_observations(prepared=prepared, by="bench")


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
    spent = (time.process_time() - before) / len(lines)
    with connection.schema_editor() as editor:
        editor.delete_model(Plain)
    return spent


def copy(content: bytes, key: str) -> tuple[float, float] | None:
    """CPU and clock seconds of COPY, the server's and the client's together; None where no server answers."""
    import psycopg

    address = os.environ.get("METRONOME_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
    try:
        server = psycopg.connect(address, autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        return None
    with server:
        number = server.info.backend_pid
        server.execute("DROP TABLE IF EXISTS bench_copy")
        server.execute(
            f"CREATE TABLE bench_copy (indicator text, area text, year smallint, value numeric(12, 1), unit text{key})"
        )
        before, wall = time.process_time() + cpu_of(number), time.monotonic()
        with server.cursor() as cursor, cursor.copy("COPY bench_copy FROM STDIN WITH (FORMAT csv, HEADER)") as into:
            into.write(content)
        found = time.process_time() + cpu_of(number) - before, time.monotonic() - wall
        server.execute("DROP TABLE bench_copy")
    return found


def cpu_of(process: int) -> float:
    """CPU seconds of another process of this machine."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
