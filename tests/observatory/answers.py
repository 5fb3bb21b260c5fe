"""Run in a process of its own on an instance: reads its observations with the engine that METRONOME_SPARK names, and
says in JSON what came of it, so that whoever started it can hold engines against each other."""

from __future__ import annotations

import json
import random

import django

django.setup()

from ibis import _ as row  # noqa: E402

from metronome.ground.canonical import digest  # noqa: E402
from metronome.ground.files import sha256_of  # noqa: E402
from metronome.observatory.actions import load_observations, make_release  # noqa: E402
from metronome.observatory.dense.building import build  # noqa: E402
from metronome.observatory.dense.layout import PARTS, folder, path_of  # noqa: E402
from metronome.observatory.facts.columns import SCHEMA  # noqa: E402
from metronome.observatory.facts.reading import known  # noqa: E402
from metronome.observatory.models import Release  # noqa: E402
from metronome.observatory.queries import last_number  # noqa: E402
from tests.factories.network import text  # noqa: E402
from tests.factories.observatory import HEADER, MAPPING, loaded, make_observatory, prepared  # noqa: E402

AREAS, YEARS = ("DAKAR", "LAGOS", "BAKU"), range(1960, 2021)


def rows(chance: random.Random) -> list[str]:
    """Half of what could be said: whole numbers, numbers with a point, and nothing at all."""
    said = []
    for area in AREAS:
        for year in YEARS:
            # Larger than what a floating point number holds to the last digit, beside cells that are empty.
            value = chance.choice(("", str(chance.randrange(10**17))))
            said.append(f"people-v1,{area},{year},{value},persons")
            said.append(f"share-v1,{area},{year},{chance.randrange(1000) / 10},percent")
    return chance.sample(said, len(said) // 2)


def fill() -> None:
    """Four loads of which later ones overrule earlier ones, one of them taking back; then a release."""
    chance = random.Random(2021)  # noqa: S311 - the numbers need be no secret
    make_observatory()
    for _ in range(3):
        loaded(*rows(chance))
    taken = prepared(*rows(chance), mapping=MAPPING + "kind: withdrawal\n")
    load_observations(prepared=taken, leave_out=True, by="operator")
    loaded(*rows(chance)[:40], header=HEADER)
    make_release(slug="spring", title=text("Printemps"), by="operator")


def told() -> dict[str, object]:
    """Everything that is read of observations, each as a digest or as whole numbers."""
    found: dict[str, object] = {}
    for cutoff in range(last_number() + 1):
        stands = known(cutoff)
        listed = sorted(json.dumps(one, default=str) for one in stands.to_pyarrow().to_pylist())
        found[f"known {cutoff}"] = [len(listed), digest(listed)]
        sums = stands.group_by("indicator", "area").aggregate(sum=row.value.sum(), n=row.value.count())
        found[f"sums {cutoff}"] = sorted(map(list, (one.values() for one in sums.to_pyarrow().to_pylist())))
    release = Release.objects.get()
    for path in folder().glob("*") if folder().exists() else ():
        path.unlink()
    build(release)
    found["arrays"] = [sha256_of(path_of(release.digest, part).read_bytes()) for part in ("header", *PARTS)]
    found["columns"] = known(last_number()).columns == tuple(name for name in SCHEMA.names if name != "is_withdrawn")
    return found


def main() -> None:
    if not last_number():
        fill()
    print(json.dumps(told()))


if __name__ == "__main__":
    main()
