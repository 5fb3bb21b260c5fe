"""Run in a process of its own on an instance: loads and releases observations, is killed at any moment, looks at what
is there each time, and says in JSON what came of it. Nothing is read in the parent, whose engine would not survive a
fork."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from metronome.ground.audit import Line, verify  # noqa: E402
from metronome.observatory.actions import load_observations, make_release  # noqa: E402
from metronome.observatory.dense.building import build  # noqa: E402
from metronome.observatory.dense.reading import cube_of  # noqa: E402
from metronome.observatory.facts.files import fault_of, unlisted  # noqa: E402
from metronome.observatory.facts.reading import known  # noqa: E402
from metronome.observatory.loading.preparing import FileGiven, prepare  # noqa: E402
from metronome.observatory.models import FactFile, Load, Release  # noqa: E402
from metronome.observatory.queries import last_number  # noqa: E402
from tests.factories.network import text  # noqa: E402
from tests.factories.observatory import HEADER, MAPPING, make_observatory  # noqa: E402

AREAS, YEARS = ("DAKAR", "LAGOS", "BAKU"), range(1500, 2000)


def work(round: int) -> None:
    """Load the value of a round for every area and year, and release it."""
    rows = [f"people-v1,{area},{year},{round},persons" for area in AREAS for year in YEARS]
    given = FileGiven(f"{round}.csv", "\n".join([HEADER, *rows, ""]).encode(), MAPPING)
    load_observations(prepared=prepare(given), by="operator")
    build(make_release(slug=f"release-{round}", title=text("Version"), by="operator"))


def seen() -> dict[str, Any]:
    """What a reader finds: of each load all rows or none; of each release its arrays whole or not at all."""
    last = last_number()
    values = {row["value"] for row in known(last).select("value").distinct().to_pyarrow().to_pylist()}
    cubes = [cube for release in Release.objects.all() if (cube := cube_of(release.digest))]
    return {
        "loads": list(Load.objects.values_list("number", flat=True)),
        "rows": known(last).count().to_pyarrow().as_py(),
        "values": len(values),
        "harmed": sum(bool(fault_of(file)) for file in FactFile.objects.all()),
        "without_file": Load.objects.filter(files=None).count(),
        "unlisted": len(list(unlisted())),
        "lines": Line.objects.filter(subject__startswith="load:").count(),
        "cells": [len(cube.cells("people-v1", YEARS[-1], cube.header.areas)) for cube in cubes],
        "broken": len(verify()),
    }


def apart(what: Callable[[], Any], after: float | None = None) -> str:
    """What a process of its own answers; nothing where it was killed after some seconds."""
    connection.close()
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)
        os.write(writing, json.dumps(what()).encode())
        os._exit(0)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(process, signal.SIGKILL)
    with os.fdopen(reading) as answer:
        told = answer.read()
    os.waitpid(process, 0)
    return told


def main(rounds: int) -> None:
    make_observatory()
    chance = random.Random(2021)  # noqa: S311 - the moments need be no secret
    began = time.monotonic()
    apart(lambda: work(0))
    longest, found, cut = time.monotonic() - began, [], 0
    for round in range(1, rounds + 1):
        # Earlier after each that was quicker than expected: the machine may have other things to do.
        cut += not apart(partial(work, round), chance.uniform(0, longest) / (round - cut))
        found.append(json.loads(apart(seen)))
    apart(lambda: work(rounds + 1))
    print(json.dumps({"cut": cut, "found": found, "after": json.loads(apart(seen))}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
