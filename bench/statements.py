"""Statements for all members in three languages against as many bare compiles of documents of the same size.

Target: rows, figures, manifests, pictures, typesetting twice and the digests of the pages within three times the CPU
of compiling as many documents of the same size with typst and nothing else.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metronome.config.settings")
django.setup()

from metronome.report.kinds import shipped  # noqa: E402 - Django is set up first
from metronome.report.rendering.pdf import statement_data, typesetter  # noqa: E402
from metronome.report.rows import PersonRow  # noqa: E402
from metronome.report.snapshot import Snapshot  # noqa: E402
from metronome.report.statements.reading import Begun, statement_of  # noqa: E402
from metronome.report.statements.typeset import TOGETHER, Wanted, typeset_all  # noqa: E402
from tests.factories import snapshot as rows  # noqa: E402

MEMBERS, ACTIVITIES, LANGUAGES, TIMES, LAST = 141, 120, ("fr", "en", "es"), 3.0, date(2021, 4, 30)


def network() -> Snapshot:
    """A period in which each member had a part in about five activities, with people, partners and results."""
    mayor = rows.words("Maire", "Mayor")
    done = tuple(
        rows.activity_row(
            f"meeting-{number}",
            f"2021-{number % 4 + 1:02}-{number % 28 + 1:02}",
            results=("G1.1", "G1.2"),
            challenges=("C1",),
            members=rows.parts(*(f"city-{(number * 7 + other) % MEMBERS}" for other in range(6))),
            partners=rows.parts("alpha", "beta", role="partner"),
            people=(PersonRow("", mayor, "speaker", f"city-{(number * 7) % MEMBERS}", "", False, False),),
            summary=rows.words("Une journée de travail sur les transports, l'eau et le logement. " * 4),
        )
        for number in range(ACTIVITIES)
    )
    return rows.quiet_snapshot(members=tuple(rows.member_row(f"city-{n}") for n in range(MEMBERS)), activities=done)


def cpu(make: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of this process and of the children that it waited for."""

    def spent() -> float:
        times = os.times()
        return times.user + times.system + times.children_user + times.children_system

    begun = spent()
    made = make()
    return spent() - begun, made


def statements(snapshot: Snapshot) -> list[tuple[Wanted, bytes]]:
    kind = next(kind for kind in shipped() if kind.about == "member")
    begun = Begun(kind, snapshot, "0:0", "statement-2021-01-01-2021-04-30-1", {})
    wanted = [
        Wanted(member.slug, language, statement_of(begun, member.slug, language))
        for member in snapshot.members
        for language in LANGUAGES
    ]
    return list(typeset_all(wanted))


def bare(made: list[tuple[Wanted, bytes]], together: int) -> Callable[[], None]:
    """The same documents by typst alone, each once: the data stands ready, and nothing is signed or read back. So many
    by one process, the fonts read once for them."""
    ready = [(statement_data(one.reading.statement(one.language)), LAST) for one, _pdf in made]

    def compile_all() -> None:
        for begins in range(0, len(ready), together):
            with typesetter() as typeset:
                for data, last in ready[begins : begins + together]:
                    typeset(data, b"{}", last)

    return compile_all


def main() -> int:
    ours, made = cpu(lambda: statements(network()))
    together, _ = cpu(bare(made, TOGETHER))
    alone, _ = cpu(bare(made[:MEMBERS], 1))
    each = alone / MEMBERS * len(made)
    size = sum(len(pdf) for _, pdf in made) / len(made) / 1000
    print(f"{len(made)} statements: {ours:.1f} s CPU, {ours / len(made) * 1000:.0f} ms each, {size:.0f} kB each")
    print(
        f"bare compiles, {TOGETHER} by a process: {together:.1f} s CPU; ratio {ours / together:.2f} (target {TIMES})"
    )
    print(f"bare compiles, one by a process: {each:.1f} s CPU; ratio {ours / each:.2f}")
    return int(ours > TIMES * together)


if __name__ == "__main__":
    sys.exit(main())
