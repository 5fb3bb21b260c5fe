"""A file looked at before anything is done with it: what it is, and what would become of each of its rows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.canonical import dumps
from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.table import Table
from metronome.tasks.work import Progress

from .catalogue import LISTINGS
from .columns import Listing
from .enums import Fate
from .fates import Judged, judged
from .headers import likeliest, recognised
from .incoming import Choices, RowsIn, opened
from .on_record import OnRecord, Picks, network_record

#: After how many rows it is told how far it is.
TOLD = 50


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it is understood: of which list, as which table, with which columns."""

    listing: Listing
    table: Table
    choices: Choices
    record: OnRecord

    def rows(self) -> RowsIn:
        """The rows of the file as they are understood."""
        return RowsIn(self.table, self.listing, self.choices, self.record)

    def fates(self, rows: RowsIn | None = None) -> Iterator[Judged]:
        """What would become of each row now."""
        return judged(self.listing, self.record, self.rows() if rows is None else rows)


def look_at(path: Path, *, kind: str = "", choices: Choices | None = None, picks: Picks = ()) -> Look:
    """Open a file as a list: of the kind that is said, or of the one whose columns it has.

    Raises Refusal, with the name of the choice that would settle it as its field.
    """
    choices = choices or Choices()
    record = network_record(LISTINGS[kind].own if kind else "", picks)
    listing = LISTINGS[kind] if kind else None
    table = opened(path, choices, record.ways)
    if listing is None:
        listing = _listing_of(table, record)
        record = network_record(listing.own, picks)
    if not choices.columns:
        choices = replace(choices, columns=recognised(table.columns, listing, record))
    _refuse_columns(listing, choices, record.languages.all, table)
    return Look(listing, table, choices, record)


def _listing_of(table: Table, record: OnRecord) -> Listing:
    found = likeliest(table.columns, LISTINGS.values(), record)
    if found is None:
        raise Refusal(
            _("The columns do not say what sort of list this is."),
            field="as",
            remedy=_("Say it: %(kinds)s.") % {"kinds": ", ".join(LISTINGS)},
        )
    return found


def _refuse_columns(listing: Listing, choices: Choices, languages: Sequence[str], table: Table) -> None:
    used, known = [key for key in choices.columns.values() if key], listing.by_key(languages)
    if unknown := [key for key in used if key not in known]:
        raise Refusal(
            _("“%(column)s” is no column of this list.") % {"column": unknown[0]},
            field="columns",
            remedy=_("Choose one of: %(columns)s.") % {"columns": ", ".join(known)},
        )
    if not used:
        raise Refusal(
            _("No column of the file is one of this list."),
            field="columns",
            remedy=_("Say for each column what it is, or begin with the template of the list."),
        )
    if missing := [name for name, key in choices.columns.items() if key and name not in table.columns]:
        raise Refusal(
            _("The file has no column “%(column)s”.") % {"column": missing[0]},
            field="columns",
            remedy=_("See whether it is called otherwise by now, or whether this is another file."),
        )
    if doubled := [key for key, times in Counter(used).items() if times > 1]:
        raise Refusal(
            _("Two columns of the file are meant to be “%(column)s”.") % {"column": doubled[0]},
            field="columns",
            remedy=_("Choose one of them."),
        )


@dataclass
class Tally:
    """What a look found, row by row: how many of each fate, and a digest of all that would be done."""

    counts: Counter[Fate] = field(default_factory=Counter)
    refused: list[Judged] = field(default_factory=list)
    _digest: Any = field(default_factory=hashlib.sha256)

    def take(self, one: Judged) -> Judged:
        self.counts[one.fate] += 1
        self._digest.update(dumps([one.number, one.identity, one.fate.value, dict(one.changes)]).encode())
        if one.fate is Fate.REFUSED:
            self.refused.append(one)
        return one

    @property
    def digest(self) -> str:
        return str(self._digest.hexdigest())

    def over(self, look: Look, progress: Progress) -> Iterator[Judged]:
        """The rows of a file with their fates, counted while they pass."""
        rows = look.rows()
        for number, one in enumerate(look.fates(rows), 1):
            if number % TOLD == 0:
                progress(_("Looking at the rows"), number, rows.of)
            yield self.take(one)


def counted(counts: Mapping[Fate, int]) -> dict[str, int]:
    """How many rows there are of each fate, in their order."""
    return {fate.value: counts.get(fate, 0) for fate in Fate}


def labels_of(listing: Listing, languages: Sequence[str]) -> Mapping[str, str]:
    """What each cell is called in the reader's language; a text that is in none of its languages, by its column."""
    columns = {column.name: column.label() for column in listing.columns}
    return columns | dict(zip(listing.keys(languages), listing.labels(languages), strict=True))
