"""The observatory against its floors, on cubes that it generates: load, bytes, as-of reads, questions, page, memory.

Floors: Django's bulk_create and PostgreSQL's COPY of the same rows for the load; a database of DuckDB's own for the
questions. Each answer is compared before it is timed. Without arguments it measures a load of a million rows and then
cubes of 0.24, 2.4 and 24 million places; three numbers (areas, indicators, years) ask for one other cube, such as
12000 400 50 for 240 million.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The process that measures memory opens the instance of the one that asked for it.
if "METRONOME_HOME" not in os.environ:
    HOME = tempfile.TemporaryDirectory(prefix="metronome-bench-")
    os.environ["METRONOME_HOME"] = HOME.name
os.environ["DJANGO_SETTINGS_MODULE"] = "metronome.config.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from bench import cube  # noqa: E402
from metronome.ground.text import Text  # noqa: E402

SIZES = ((1200, 10, 20), (2400, 40, 25), (12_000, 40, 50))
TIMES = 15
FOLDER = Path(settings.HOME) / "observatory"


def spent(what: Callable[[], Any]) -> float:
    """CPU seconds of this process, threads included."""
    before = time.process_time()
    what()
    return time.process_time() - before


def seconds(what: Callable[[], Any], times: int = TIMES) -> float:
    return statistics.median(spent(what) for _ in range(times))


@dataclass
class Measured:
    """A cube, and what it cost."""

    areas: int
    indicators: int
    years: int
    rows: int
    facts: float
    dense: float
    built: float
    questions: dict[str, tuple[float, float]]
    made: float
    ready: float
    then: float
    now: float
    memory: tuple[float, float]


def begin() -> None:
    """An instance without anything in it."""
    call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(FOLDER, ignore_errors=True)


def measure(areas: int, indicators: int, years: int) -> Measured:
    from bench.questions import Native, asked
    from metronome.observatory.actions import make_release
    from metronome.observatory.dense.building import build
    from metronome.observatory.dense.reading import cube_of

    begin()
    cube.define(areas, indicators)
    native = Native(Path(settings.HOME) / "native.duckdb")
    rows = 0
    for chunk in cube.fill(areas, indicators, years, seed=2021):
        rows += chunk.rows
        native.take(chunk.by_year())
    facts = bytes_in("facts")
    tell(f"{rows:,} observations written")
    release = make_release(slug="bench", title=Text.of({"en": "Bench"}, source="en"), by="bench")
    built = spent(lambda: build(release))
    tell(f"arrays made in {built:.1f} s of CPU")
    found = cube_of(release.digest)
    assert found is not None
    questions = asked(found, native, seconds)
    native.close()
    tell(f"questions asked: {questions}")
    made, ready = pages()
    tell(f"page made in {made:.4f} s, given ready in {ready:.5f} s")
    then, now = as_of(areas, min(indicators, 10), years)
    tell(f"known before in {then:.2f} s, known now in {now:.2f} s")
    return Measured(
        areas, indicators, years, rows, facts / rows, bytes_in("dense") / rows, built, questions, made, ready, then,
        now, memory(),
    )  # fmt: skip


def tell(words: str) -> None:
    """What a long run has come to."""
    print(time.strftime("%H:%M:%S"), words, file=sys.stderr, flush=True)


def bytes_in(folder: str) -> int:
    return sum(path.stat().st_size for path in (FOLDER / folder).iterdir())


def pages() -> tuple[float, float]:
    """CPU seconds of a ranking page: made anew, since another metropolis is marked each time, and ready."""
    # As it serves, with the collector of cycles set as there.
    import metronome.config.wsgi  # noqa: F401, I001
    from django.test import Client

    client, numbers = Client(headers={"host": "localhost"}), iter(range(10_000))

    def ask(area: int) -> None:
        answer = client.get(f"/en/observatory/indicators/i003/?area=a{area:05d}")
        assert answer.status_code == 200

    ask(next(numbers))
    return seconds(lambda: ask(next(numbers))), seconds(lambda: ask(0), 100)


def as_of(areas: int, indicators: int, years: int) -> tuple[float, float]:
    """CPU seconds of the sums of ten indicators as they were known before another load of these, and as now."""
    from metronome.observatory.facts.reading import known
    from metronome.observatory.queries import last_number

    before = last_number()
    for _ in cube.fill(areas, indicators, years, seed=2022):
        pass
    wanted = [f"i{number:03d}-v1" for number in range(indicators)]

    def total(cutoff: int) -> Any:
        import ibis

        stands = known(cutoff, ibis._.indicator.isin(wanted))
        return stands.group_by("indicator").aggregate(sum=stands.value.sum()).to_pyarrow()

    assert total(before) != total(last_number())
    return seconds(lambda: total(before), 3), seconds(lambda: total(last_number()), 3)


def memory() -> tuple[float, float]:
    """MB that a worker of the server holds for itself after some pages, and with what it maps of files."""
    from bench.desk import connected, got, served
    from metronome.observatory.models import Indicator

    shown = Indicator.objects.order_by("slug").values_list("slug", flat=True)[:10]
    with served("metronome.config.wsgi", Path(settings.HOME)) as (port, worker):
        connection = connected(port)
        for slug in shown:
            got(connection, f"/en/observatory/indicators/{slug}/", "")
        got(connection, "/en/observatory/areas/a00007/", "")
        lines = [line.split() for line in Path(f"/proc/{worker}/smaps_rollup").read_text().splitlines()[1:]]
    found = {line[0].rstrip(":"): int(line[1]) / 1024 for line in lines}
    return found["Private_Dirty"], found["Rss"]


def said(one: Measured) -> bool:
    """Print what was measured; whether something missed its aim."""
    print(f"\n{one.rows:,} observations: {one.areas:,} areas, {one.indicators} indicators, {one.years} years")
    print(f"bytes an observation: facts {one.facts:.2f} (aim 3), with the arrays {one.facts + one.dense:.2f} (aim 12)")
    print(f"arrays made in {one.built:.2f} s of CPU, {one.built / one.rows * 1e6:.2f} µs an observation")
    # A small cube is mostly the heads of its files, and answers too soon for a ratio to mean anything.
    is_large = one.rows > 1_000_000
    missed = is_large and (one.facts > 3 or one.facts + one.dense > 12)
    for name, (ours, native) in one.questions.items():
        aim = 5 if name == "ranking" else 10
        print(f"{name}: {ours * 1e3:.3f} ms, DuckDB {native * 1e3:.3f} ms, {native / ours:.1f} times quicker ({aim})")
        missed |= is_large and native < ours * aim
    print(
        f"known before: {one.then * 1e3:.0f} ms; known now: {one.now * 1e3:.0f} ms; {one.then / one.now:.2f} (aim 2)"
    )
    print(f"ranking page, made anew: {one.made * 1e3:.1f} ms of CPU, ready: {one.ready * 1e3:.2f} ms (aim 4)")
    print(
        f"a worker holds {one.memory[0]:.0f} MB for itself, {one.memory[1]:.0f} MB with files that it maps (aim 120)"
    )
    return missed or one.then > 2 * one.now or one.memory[0] > 120


def main(words: list[str]) -> int:
    call_command("migrate", verbosity=0)
    missed = False
    if not words or words == ["load"]:
        from bench.loads import measure_load

        begin()
        missed |= measure_load()
    sizes = [tuple(map(int, words))] if len(words) == 3 else [] if words else SIZES
    for areas, indicators, years in sizes:
        missed |= said(measure(areas, indicators, years))
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
