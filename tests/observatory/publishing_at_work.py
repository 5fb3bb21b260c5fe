"""Run in a process of its own on an instance: publishes collection rounds, is killed at any moment, looks at what is
there each time, does it again, and says in JSON what came of it."""

from __future__ import annotations

import json
import random
import sys
import time
from functools import partial
from typing import Any

import django

django.setup()

from metronome.accounts.models import Person  # noqa: E402
from metronome.ground.audit import verify  # noqa: E402
from metronome.observatory.actions import answer_cells, approve_cells, close_round  # noqa: E402
from metronome.observatory.changes import differences, release_before  # noqa: E402
from metronome.observatory.dense.reading import cube_of  # noqa: E402
from metronome.observatory.enums import RoundState  # noqa: E402
from metronome.observatory.facts.files import fault_of  # noqa: E402
from metronome.observatory.models import Cell, FactFile, Load, Release, Round  # noqa: E402
from metronome.observatory.rounds.answers import GivenAnswer  # noqa: E402
from metronome.observatory.rounds.publishing import publish  # noqa: E402
from tests.factories.accounts import make_office  # noqa: E402
from tests.factories.network import make_network, text  # noqa: E402
from tests.factories.observatory import make_released  # noqa: E402
from tests.factories.rounds import asked_of, make_round  # noqa: E402
from tests.observatory.load_at_work import apart  # noqa: E402


def begin() -> None:
    """A network with something released, and the two hands of a round."""
    make_network()
    make_released()
    make_office("focal-point")
    make_office("editor")


def ready(slug: str) -> None:
    """A round whose answers are approved: every value is missing for a reason."""
    found = make_round(slug)
    focal, editor = (Person.objects.get(email=f"{name}@example.org") for name in ("focal-point", "editor"))
    for member in ("dakar", "lagos"):
        asked = asked_of(member, slug)
        given = {cell.pk: GivenAnswer("missing", reason="L") for cell in Cell.objects.filter(asked=asked)}
        answer_cells(asked=asked, given=given, by=focal)
    approve_cells(
        found=found, revisions=dict(Cell.objects.filter(asked__round=found).values_list("pk", "revision")), by=editor
    )
    close_round(slug=slug, by=editor)


def work(slug: str) -> None:
    publish(slug=slug, release=slug, title=text("Version"), by="editor")


def seen(slug: str) -> dict[str, Any]:
    """What a reader finds of a round: its load, its release and its state are there together or not at all."""
    release = Release.objects.filter(slug=slug).first()
    earlier = release_before(release) if release else None
    cube = cube_of(release.digest) if release else None
    return {
        "published": Round.objects.get(slug=slug).state == RoundState.PUBLISHED,
        "released": release is not None,
        "loads": Load.objects.filter(why=f"round:{slug}").count(),
        "numbers": list(Load.objects.values_list("number", flat=True)),
        "shown": cube is not None and bool(release and earlier and differences(earlier, release)),
        "harmed": sum(bool(fault_of(file)) for file in FactFile.objects.all()),
        "broken": len(verify()),
    }


def main(rounds: int) -> None:
    apart(begin)
    apart(partial(ready, "first"))
    began = time.monotonic()
    apart(partial(work, "first"))
    longest, found, cut = time.monotonic() - began, [], 0
    chance = random.Random(2021)  # noqa: S311 - the moments need be no secret
    for round in range(1, rounds + 1):
        slug = f"round-{round}"
        apart(partial(ready, slug))
        # Earlier after each that was quicker than expected: the machine may have other things to do.
        cut += not apart(partial(work, slug), chance.uniform(0, longest) / (round - cut))
        after = json.loads(apart(partial(seen, slug)))
        apart(partial(work, slug))
        found.append([after, json.loads(apart(partial(seen, slug)))])
    print(json.dumps({"cut": cut, "found": found}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
