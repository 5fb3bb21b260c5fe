"""What a folder cannot be loaded for: all of it at once, each with its place and its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

#: So many are collected; whoever has more has one cause behind them.
MOST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A file of the folder and the row (line) in it; row 0 means the whole file."""

    file: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One reason not to load. `reason` and `remedy` are whole sentences in the language that was active."""

    file: str
    row: int
    field: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row else self.file
        return (
            f"{place} {self.field}: {self.reason} {self.remedy}"
            if self.field
            else f"{place}: {self.reason} {self.remedy}"
        )


class LoadRefused(Exception):
    """The folder was not loaded and nothing was changed. `refusals` says why, in the order of files and rows."""

    def __init__(self, refusals: Sequence[RefusedRow]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(map(str, self.refusals)))


class Stop(Exception):
    """Enough was refused, or a file cannot be read on: reading stops here."""


@dataclass(slots=True)
class Refusals:
    """Collects what is refused while reading goes on."""

    rows: list[RefusedRow] = field(default_factory=list)

    def add(self, place: Place, name: str, reason: str, remedy: str) -> None:
        """Note one. Raises Stop when there are too many to be of use."""
        if len(self.rows) > MOST:
            raise Stop
        self.rows.append(RefusedRow(place.file, place.row, name, reason, remedy))
        if len(self.rows) >= MOST:
            self.rows.append(
                RefusedRow(
                    place.file,
                    0,
                    "",
                    _("Reading stopped here because too much is refused."),
                    _("Mend what is named so far and load again."),
                )
            )
            raise Stop

    def __bool__(self) -> bool:
        return bool(self.rows)
