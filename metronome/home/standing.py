"""Where the record stands in a period: the rows of a report and its figures, kept until the next change.

Pages that show numbers take them from here, so that a page and a report can never differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.period import Period
from metronome.report.figures.figure import Figure
from metronome.report.figures.ledger import compute_all
from metronome.report.queries import snapshot
from metronome.report.snapshot import Snapshot

#: How many periods are kept at once.
KEPT = 8


@dataclass(frozen=True)
class Stand:
    """The frozen rows of a period, and every figure that they give."""

    snapshot: Snapshot
    figures: Mapping[str, Figure]

    @property
    def period(self) -> Period:
        return self.snapshot.period

    def items(self, id: str) -> tuple[str, ...]:
        """What a figure counted."""
        return self.figures[id].items or ()

    def by(self, id: str) -> Mapping[str, int]:
        """How a figure that counts is split."""
        return {key: int(number) for key, number in (self.figures[id].by or {}).items()}


def stand(period: Period) -> Stand:
    """Where the record stands in a closed period.

    Raises Refusal before a network was loaded.
    """
    return _stand(publication(), period)


@kept(KEPT)
def _stand(_publication: int, period: Period) -> Stand:
    rows = snapshot(period)
    return Stand(rows, compute_all(rows))
