"""Two people at one thing: what each of them changed since they both began with the same version."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from .audit import Line
from .refusal import Refusal
from .told import told


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both changed: as it was, as it stands now and by whom since when, and as it was to become.

    Nobody and never, where it was changed without a line that names the field.
    """

    field: str
    before: Any
    theirs: Any
    mine: Any
    by: str
    at: datetime | None


class Conflict(Refusal):
    """Somebody else changed the same fields meanwhile. Nothing was changed; `given` is what was to be written, with
    the fields that only the other changed already as they stand now; `version` is what it must be compared with next.
    """

    def __init__(self, *, differences: Sequence[Difference], given: Any, version: int) -> None:
        super().__init__(
            _("Somebody else changed the same fields meanwhile. Nothing of yours is lost."),
            remedy=_("Choose for each field which text is to stand, then save again."),
        )
        self.differences = tuple(differences)
        self.given = given
        self.version = version


def met(
    current: Any, given: Any, *, names: Iterable[str], before: Mapping[str, Any], lines: Sequence[Line]
) -> tuple[Any, tuple[Difference, ...]]:
    """What is to be written if what others changed since is to stay, and the fields that both changed.

    `before` is what each field was, as a line tells it, that others changed; `lines` are theirs, the latest first.
    """
    untouched: dict[str, Any] = {}
    differences = []
    for name in names:
        mine, theirs = told(given, name), told(current, name)
        if mine == theirs or name not in before:
            continue
        # A day or a number that nobody had said is nothing on both sides, and told as nothing.
        if mine == before[name] or mine == _as_told(before[name], theirs):
            untouched[name] = getattr(current, name)
        else:
            line = next((line for line in lines if name in line.change), None)
            by, at = (line.actor, line.at) if line else ("", None)
            differences.append(Difference(name, before[name], theirs, mine, by, at))
    return dataclasses.replace(given, **untouched), tuple(differences)


def _as_told(before: Any, like: Any) -> Any:
    """A field that was empty as the fields of its kind tell it."""
    return type(like)() if before is None and like is not None else before
