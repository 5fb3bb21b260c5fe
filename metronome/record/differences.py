"""Two people at one activity: what each of them changed since they both began with the same version."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from metronome.ground.audit import Line
from metronome.ground.refusal import Refusal

from .given import GivenActivity
from .held import content_names, told, told_before


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both changed: as it was, as it stands now and by whom since when, and as it was to become."""

    field: str
    before: Any
    theirs: Any
    mine: Any
    by: str
    at: datetime


class Conflict(Refusal):
    """Somebody else changed the same fields meanwhile. Nothing was changed; `given` is what was to be written, with
    the fields that only the other changed already as they stand now; `version` is what it must be compared with next.
    """

    def __init__(
        self, reason: str, *, differences: Sequence[Difference], given: GivenActivity, version: int, remedy: str = ""
    ) -> None:
        super().__init__(reason, remedy=remedy)
        self.differences = tuple(differences)
        self.given = given
        self.version = version


def met(
    current: GivenActivity, given: GivenActivity, lines: Sequence[Line]
) -> tuple[GivenActivity, tuple[Difference, ...]]:
    """What is to be written if what others changed since (`lines`, the latest first) is to stay, and the fields that
    both changed."""
    before = told_before(lines)
    untouched: dict[str, Any] = {}
    differences = []
    for name in content_names():
        mine, theirs = told(given, name), told(current, name)
        if mine == theirs or name not in before:
            continue
        if mine == _as_told(before[name], theirs):
            untouched[name] = getattr(current, name)
        else:
            line = next(line for line in lines if name in line.change)
            differences.append(Difference(name, before[name], theirs, mine, line.actor, line.at))
    return dataclasses.replace(given, **untouched), tuple(differences)


def _as_told(before: Any, like: Any) -> Any:
    """A field that was empty as the fields of its kind tell it."""
    return type(like)() if before is None and like is not None else before
