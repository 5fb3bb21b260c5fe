"""What becomes of each row of a table: new, changed field by field, unchanged, or refused with the reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.text import Text
from metronome.intake.refused import RefusedRow

from .columns import Listing
from .enums import Fate
from .incoming import Incoming, tidied
from .on_record import OnRecord, Unresolved
from .rows import ReadRow, Rows

BATCH = 500
#: Stands for the identity of a row that has none, while one is made of what it says.
NAMELESS = "nameless"


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with its fate. `changes` says for each cell what stands and what is to stand; `wanted` is what is put."""

    number: int
    identity: str
    fate: Fate
    printed: Sequence[str]
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    refusals: tuple[RefusedRow, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    wanted: Any = None


def judged(listing: Listing, record: OnRecord, rows: Iterable[Incoming]) -> Iterator[Judged]:
    """Each row with its fate, in their order, against what is on record now."""
    judge = Judge(listing, record)
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield from judge.batch(batch)


class Judge:
    """Says what becomes of rows, some at a time; one that stands in the table twice it refuses the second time."""

    def __init__(self, listing: Listing, record: OnRecord) -> None:
        self.listing, self.record = listing, record
        self.rows = Rows(listing, record)
        self.seen: dict[str, int] = {}

    def renew(self, record: OnRecord) -> None:
        """Refer to the record as it is by now."""
        self.record, self.rows = record, Rows(self.listing, record)

    def batch(self, batch: Sequence[Incoming]) -> Iterator[Judged]:
        """Each of some rows with its fate, against what is on record now."""
        identities = [row.cells.get(self.listing.key) or self._made(row) for row in batch]
        held = self.listing.held(filter(None, identities))
        for row, identity in zip(batch, identities, strict=True):
            yield self._judged(row, identity, held.get(identity))

    def _made(self, row: Incoming) -> str:
        """What a row without an identity is known by."""
        read = self.rows.read({**row.cells, self.listing.key: NAMELESS}, row.number)
        if read.given is None or any(self._is_about_identity(refusal) for refusal in read.refusals):
            return ""
        return self.listing.identity(read.given, self.record)

    def _is_about_identity(self, refusal: RefusedRow) -> bool:
        """Whether what is wrong could be part of what something is known by."""
        return _column(refusal).partition("_")[0] in {"title", "name", "days", "on", "office", "person", "body"}

    def _judged(self, row: Incoming, identity: str, standing: Any) -> Judged:
        doubled = self._doubled(row, identity)
        base = self.listing.cells(standing, self.record) if standing is not None else {}
        # As a table holds it: lines end in one way, and nothing but words is at the ends of a cell.
        held = {key: tidied(text) for key, text in base.items()}
        cells = {**row.cells, self.listing.key: identity}
        if standing is not None and not row.refusals and not doubled and _says_nothing_new(cells, held):
            return Judged(row.number, identity, Fate.UNCHANGED, row.printed)
        read = self.rows.read({**held, **cells}, row.number)
        before = self.rows.read(held, row.number) if standing is not None else None
        refusals = [*row.refusals, *doubled, *_added(read, before, {refusal.field for refusal in row.refusals})]
        if not identity:  # that it has none follows from what else is wrong, where something is
            refusals = [one for one in refusals if one.field != self.listing.key] or refusals
        if refusals or read.given is None or not identity:
            return Judged(
                row.number, identity, Fate.REFUSED, row.printed, refusals=tuple(refusals), unresolved=read.unresolved
            )
        wanted = self._wanted(standing, before, read)
        after = self.listing.cells(wanted, self.record)
        changes = {key: (base.get(key, ""), text) for key, text in after.items() if base.get(key, "") != text}
        if not changes:
            return Judged(row.number, identity, Fate.UNCHANGED, row.printed)
        if standing is not None and (reason := self.listing.refused(standing)):
            refusal = RefusedRow(self.listing.key, row.number, self.listing.key, reason, _("Change it at the desk."))
            return Judged(row.number, identity, Fate.REFUSED, row.printed, changes, (refusal,))
        fate = Fate.NEW if standing is None else Fate.CHANGED
        return Judged(row.number, identity, fate, row.printed, changes, wanted=wanted)

    def _doubled(self, row: Incoming, identity: str) -> list[RefusedRow]:
        if not identity:
            return []
        first = self.seen.setdefault(identity, row.number)
        if first == row.number:
            return []
        reason = _("“%(slug)s” stands twice: first in row %(first)s.") % {"slug": identity, "first": first}
        remedy = _("Remove one of the two, or give it a name of its own.")
        return [RefusedRow(self.listing.key, row.number, self.listing.key, reason, remedy)]

    def _wanted(self, standing: Any, before: ReadRow | None, read: ReadRow) -> Any:
        if standing is None or before is None:
            return read.given
        changes = {}
        for one in dataclasses.fields(standing):
            stands, was, new = (getattr(given, one.name) for given in (standing, before.given, read.given))
            if was != new:
                changes[one.name] = self._merged(stands, was, new)
        return self.listing.kept(standing, replace(standing, **changes))

    def _merged(self, stands: Any, was: Any, new: Any) -> Any:
        """A text keeps how its other languages were made, and a part the rows that stay as they are."""
        if isinstance(new, Text):
            text: Text = stands
            for code in self.record.languages.all:
                if was.texts.get(code, "") != new.texts.get(code, ""):
                    text = text.reworded(code, new.texts.get(code, ""))
            return text
        if isinstance(new, tuple) and len(stands) == len(was):
            return tuple(stands[was.index(item)] if item in was else item for item in new)
        return new


def _says_nothing_new(cells: Mapping[str, str], held: Mapping[str, str]) -> bool:
    return all(text == held[key] for key, text in cells.items())


def _added(read: ReadRow, before: ReadRow | None, known: set[str]) -> list[RefusedRow]:
    """What is wrong in the row, without what is wrong on record already and what could not be read at all."""
    stood = {(_column(one), one.reason) for one in before.refusals} if before else set()
    found = [replace(one, field=_column(one)) for one in read.refusals]
    return [one for one in found if (one.field, one.reason) not in stood and one.field not in known]


def _column(refusal: RefusedRow) -> str:
    """The column that a fault stands in: its place says so, or the name of the field."""
    return refusal.file or refusal.field.replace(".", "_")
