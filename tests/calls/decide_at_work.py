"""Decides about a call and writes its dossier, over and over, until it is killed, as test_killed_decisions does."""

from __future__ import annotations

import sys
from pathlib import Path

import django

django.setup()

from metronome.calls.actions.deciding import apply_verdicts, propose_verdict  # noqa: E402
from metronome.calls.dossier.writing import write_dossier  # noqa: E402
from metronome.calls.models import ReviewRound, Verdict  # noqa: E402
from tests.factories.calls import make_application, make_call  # noqa: E402
from tests.factories.panels import make_juror, make_review, make_round  # noqa: E402

ENTRIES = 12


def found_round() -> ReviewRound:
    """The round that the first child made."""
    if (found := ReviewRound.objects.first()) is not None:
        return found
    call = make_call()
    call.outcomes.update(places=None)
    found = make_round(call, frozen=True)
    juror = make_juror(found)
    for number in range(ENTRIES):
        entry = make_application(call, f"City {number}", state="eligible", country="")
        make_review(juror, entry, scores={"effect": str(number % 9)})
    return found


def main(folder: Path) -> None:
    found = found_round()
    print("begun", flush=True)
    number = 0
    while True:
        for entry in found.call.applications.all():
            propose_verdict(application=entry, outcome="" if entry.outcome else "winner", why="Turn", by="secretary")
        apply_verdicts(call=found.call, by="chair")
        number += 1
        place = folder / f"{Verdict.objects.count()}-{number}"
        write_dossier(found, place.with_suffix(".zip"))
        write_dossier(found, place)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
