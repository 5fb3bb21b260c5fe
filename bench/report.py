"""Figures of a period against one hand-written SQL pass over the same rows, for 29 to 30,000 activities.

Each size has a process and a SQLite file of its own. Times are CPU seconds, the best of three. Two ratios are printed:
of the figures alone, made of rows that are there, and of the figures with the snapshot, which also reads all that a
report shows besides (summaries, places, people, spellings, plans) in some thirty questions; those cost the same at any
size, so that this ratio means something from a few thousand activities on. The target is for the first.

The checks have no peer: what they cost an activity is printed, and is to stay the same from a few hundred on.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from time import process_time
from typing import Any

SIZES = (29, 300, 3_000, 30_000)
TARGET = 3.0
ROUNDS = 3
HEADER = f"{'activities':>10} {'rows':>9} {'SQL pass':>9} {'snapshot':>9} {'figures':>9} {'hashes':>9} "
HEADER += f"{'figures/pass':>12} {'both/pass':>9} {'checks, an activity':>20}"


def main() -> int:
    """Measure every size; 1 when one misses the target."""
    print("Snapshot and figures against a hand-written SQL pass over the same rows (CPU ms)")
    print(HEADER, flush=True)
    missed = 0
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="metronome-bench-") as home:
            surroundings = {**os.environ, "METRONOME_HOME": home, "METRONOME_DATABASE": ""}
            command = [sys.executable, "-m", "bench.report", str(size)]
            missed += subprocess.run(command, check=False, env=surroundings).returncode
    return int(missed > 0)


def measure(size: int) -> int:
    """Print the line of one size; 1 when it misses the target."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metronome.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bench import sqlpass, synthetic
    from metronome.report import queries
    from metronome.report.checks.inspection import inspect
    from metronome.report.figures.ledger import compute_all

    synthetic.make(size)
    database = sqlite3.connect(str(settings.DATABASES["default"]["NAME"]))
    for pragma in ("mmap_size=268435456", "cache_size=-32000", "temp_store=MEMORY"):
        database.execute(f"PRAGMA {pragma}")  # as the platform's own connection has them
    by_hand, floor = best(lambda: sqlpass.numbers(database, synthetic.PERIOD))
    snapshot, asking = best(lambda: queries.snapshot(synthetic.PERIOD))
    figures, computing = best(lambda: compute_all(anew(snapshot)))
    _, hashing = best(lambda: [figure.hash for figure in figures.values()])
    _, checking = best(lambda: inspect(snapshot, figures))
    compare(by_hand, figures)
    alone, both = computing / floor, (asking + computing) / floor
    rows = sum(len(figure.rows) for figure in figures.values())
    times = " ".join(f"{seconds * 1000:>9.1f}" for seconds in (floor, asking, computing, hashing))
    print(f"{size:>10} {rows:>9} {times} {alone:>12.2f} {both:>9.2f} {checking * 1000 / size:>17.3f} ms", flush=True)
    return int(alone > TARGET)


def anew(snapshot: Any) -> Any:
    """The same snapshot, without what figures derived from it before."""
    snapshot.__dict__.pop("derived", None)
    return snapshot


def best(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and the least CPU time that it took; its first run, which warms up, is not counted."""
    found, times = work(), []
    for _ in range(ROUNDS):
        begun = process_time()
        found = work()
        times.append(process_time() - begun)
    return found, min(times)


def compare(by_hand: dict[str, Any], figures: dict[str, Any]) -> None:
    """Stops the bench unless both found the same numbers."""
    for id, number in by_hand.items():
        figure = figures[id]
        if id.startswith("people."):
            assert (figure.bound.low, figure.bound.strict) == number, id
        elif isinstance(number, int):
            assert figure.value == number, id
        else:
            assert {key: parts for key, parts in figure.by.items() if parts} == dict(number), id


if __name__ == "__main__":
    raise SystemExit(measure(int(sys.argv[1])) if sys.argv[1:] else main())
