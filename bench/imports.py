"""A list of 10,000 activities as a workbook: looked at while a person waits, and put on record.

An instance of its own with the synthetic network; its activities leave as a workbook, are taken off the record, and
come in again by a process of its own, whose memory is told by the system.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ACTIVITIES = 10_000
#: Seconds of processor time to look and to commit (other work on the machine does not count), and megabytes of the
#: process that does.
LOOK, COMMIT, MEMORY = 20.0, 40.0, 400


def made(path: Path) -> None:
    """The workbook, and a record without what it lists."""
    from django.core.management import call_command

    from metronome.ground.text import Text
    from metronome.intake.lists.catalogue import LISTINGS
    from metronome.intake.lists.exporting import export_file
    from metronome.record.models import Activity, PersonInvolved

    from .synthetic import LANGUAGES, make

    call_command("migrate", verbosity=0)
    make(ACTIVITIES)
    # A folder and a list have all required languages.
    PersonInvolved.objects.update(title=Text.of(dict.fromkeys(LANGUAGES, "director"), source="fr"))
    path.write_bytes(export_file(LISTINGS["activities"], "xlsx", all=True))
    Activity.objects.all().delete()


def _used() -> float:
    """Seconds of processor time of this process and of the children that read for it."""
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def measured(path: Path) -> dict[str, float]:
    """Seconds of processor time to look at what is new, to commit it, to look at it once more; megabytes at most."""
    from metronome.intake.lists.actions import commit_import, hand_in, look_through

    times = {}
    for name in ("new", "unchanged"):
        found = hand_in(content=path.read_bytes(), name=path.name, kind="activities", by="editor")
        begun = _used()
        look_through(found=found, by="editor")
        times[f"look at {name}"] = _used() - begun
        if found.counts[name] != ACTIVITIES:
            raise SystemExit(f"not all rows are {name}: {found.counts}")
        if name == "new":
            begun = _used()
            commit_import(found=found, whole=False, by="editor")
            times["commit"] = _used() - begun
    return {**times, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> int:
    if len(sys.argv) > 1:
        import django

        django.setup()
        step, path = sys.argv[1], Path(sys.argv[2])
        if step == "make":
            made(path)
        else:
            print(json.dumps(measured(path)))
        return 0
    with tempfile.TemporaryDirectory() as home:
        settings = {"METRONOME_HOME": home, "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
        path = Path(home) / "activities.xlsx"

        def run(step: str) -> str:
            command = [sys.executable, "-m", "bench.imports", step, str(path)]
            return subprocess.run(
                command, check=True, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True
            ).stdout

        run("make")
        found = json.loads(run("measure"))
    print(f"{ACTIVITIES} activities: " + ", ".join(f"{name} {value:.1f}" for name, value in found.items()))
    slow = max(found["look at new"], found["look at unchanged"]) > LOOK or found["commit"] > COMMIT
    return int(slow or found["memory"] > MEMORY)


if __name__ == "__main__":
    raise SystemExit(main())
