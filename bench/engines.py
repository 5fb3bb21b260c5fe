"""DuckDB and Spark over the same files: `python -m bench.engines AREAS INDICATORS YEARS`, where pyspark and Java are.

Not one of `make bench`: it says from which size on another engine is worth its price (docs/scaling.md). The answers of
both are compared; times are by the clock and by CPU, that of Java included, the first of three runs apart.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any

from bench import cube, observatory
from bench.loads import cpu_of

MASTER = os.environ.get("BENCH_SPARK", "local[2]")


def sums() -> Any:
    """What is known now, added up by indicator."""
    from metronome.observatory.facts.reading import known
    from metronome.observatory.queries import last_number

    stands = known(last_number())
    told = stands.group_by("indicator").aggregate(sum=stands.value.sum(), n=stands.value.count()).to_pyarrow()
    return sorted(tuple(one.values()) for one in told.to_pylist())


def one_indicator() -> Any:
    """What is known of one indicator, as the arrays are filled with it."""
    import ibis

    from metronome.observatory.facts.reading import known
    from metronome.observatory.queries import last_number

    stands = known(last_number(), ibis._.indicator == "i003-v1").select("area", "first_day", "value")
    return stands.to_pyarrow().to_pandas().sort_values(["area", "first_day"])["value"].tolist()


def spent(what: Callable[[], Any], process: int | None) -> tuple[Any, str]:
    """The answer, and clock and CPU seconds of the first run and of the better of two more."""
    taken = []
    for _ in range(3):
        wall, cpu = time.monotonic(), time.process_time() + (cpu_of(process) if process else 0)
        answer = what()
        taken.append((time.monotonic() - wall, time.process_time() + (cpu_of(process) if process else 0) - cpu))
    (first, first_cpu), (later, later_cpu) = taken[0], min(taken[1:])
    return answer, f"first {first:.2f} s (CPU {first_cpu:.2f}), then {later:.2f} s (CPU {later_cpu:.2f})"


def main(areas: int = 1200, indicators: int = 10, years: int = 20) -> int:
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    observatory.begin()
    cube.define(areas, indicators)
    rows = sum(chunk.rows for chunk in cube.fill(areas, indicators, years, seed=2021))
    rows += sum(chunk.rows for chunk in cube.fill(areas, max(1, indicators // 10), years, seed=2022))
    print(f"{rows:,} statements in files of {observatory.bytes_in('facts') / 1e6:.0f} MB")
    answers: dict[str, list[Any]] = {}
    for engine in ("", MASTER):
        settings.SPARK, process = engine, None
        if engine:
            from metronome.observatory.facts.spark import connected

            began = time.monotonic()
            process = connected(engine)[1].sparkContext._gateway.proc.pid
            print(f"Spark {engine}: began in {time.monotonic() - began:.1f} s")
        for what in (one_indicator, sums):
            answer, told = spent(what, process)
            answers.setdefault(what.__name__, []).append(answer)
            print(f"{what.__name__}, {engine or 'DuckDB'}: {told}")
    assert all(one == other for one, other in answers.values())
    print("The answers are the same.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
