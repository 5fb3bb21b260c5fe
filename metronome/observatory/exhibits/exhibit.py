"""An exhibit: rows, their picture, and the address by which they are found again unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from metronome.design.pictures.pen import Palette
from metronome.ground.addresses import address
from metronome.ground.canonical import digest

from ..models import Release, Source

Row = Sequence[object]
Draw = Callable[[int, Palette], SafeString]
#: Columns in the reader's language, and the one that names the release: they are no part of what is held against a
#: citation.
NAMES = frozenset({"name", "release"})
#: How much of a digest stands in an address.
MARK = 16
#: So many rows are read at once for it.
STRETCH = 500


class Unclear(Exception):
    """An address that means nothing; `faults` says why, in sentences for its reader."""

    def __init__(self, *faults: str) -> None:
        super().__init__(*faults)
        self.faults = faults


@dataclass(frozen=True)
class Exhibit:
    """Something that a release shows.

    `view` names the sort; `query` is what an address has to ask for to find exactly this again, whatever comes later;
    `make` gives the rows, of plain values under `columns`; `draw` their picture in a width and a palette; `page` is
    the address of the page that shows it; `notes` are sentences without which it would be misread. `once` keeps what
    does not depend on its reader, where more than one asks for it.
    """

    view: str
    title: str
    release: Release
    query: Mapping[str, str | Sequence[str]]
    columns: Sequence[str]
    make: Callable[[], Iterable[Row]]
    draw: Draw
    sources: Sequence[Source]
    page: str
    notes: Sequence[str] = ()
    once: Callable[[str, Callable[[], str]], str] | None = None

    @cached_property
    def rows(self) -> list[Row]:
        return list(self.make())

    @cached_property
    def pinned(self) -> str:
        """The part of an address after the question mark by which this is found again."""
        given = {"release": self.release.slug, **self.query}
        return urlencode({key: value for key, value in given.items() if value}, doseq=True)

    @cached_property
    def stated(self) -> list[tuple[str, ...]]:
        """The rows without what is said in the reader's language, and without the name of the release."""
        return self._stated(self.rows)

    def _stated(self, rows: Sequence[Row]) -> list[tuple[str, ...]]:
        kept = [place for place, name in enumerate(self.columns) if name not in NAMES]
        return [tuple("" if row[place] is None else str(row[place]) for place in kept) for row in rows]

    @property
    def mark(self) -> str:
        """The first signs of a digest of everything that is stated, equal in every language."""
        return self.once(f"mark of {self.view}", self._mark) if self.once else self._mark()

    def _mark(self) -> str:
        columns = [name for name in self.columns if name not in NAMES]
        # Twelve thousand rows: as text, since a walk from cell to cell takes a third of a second, and in stretches
        # that nobody keeps, since all of it at once is many megabytes, which a process does not give back.
        stated, between, rows = hashlib.sha256(b"["), "", iter(vars(self).get("rows") or self.make())
        while some := list(islice(rows, STRETCH)):
            stated.update((between + json.dumps(self._stated(some))[1:-1]).encode())
            between = ", "
        stated.update(b"]")
        return digest([self.view, self.release.digest, columns, stated.hexdigest()])[:MARK]

    @property
    def href(self) -> str:
        """The page that shows it, as it is now and for ever."""
        return f"{self.page}?{self.pinned}"

    @property
    def citation_href(self) -> str:
        """The page that says whether it is still so."""
        return f"{address('observatory:cite', self.view)}?{self.pinned}&mark={self.mark}"

    @property
    def file_name(self) -> str:
        return f"{self.view}-{self.release.slug}"
