"""A file made ready to come in: read, held against what is known and what stands, nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from metronome.ground.files import sha256_of

from ..engine import refuse_without_engine
from ..queries import last_number
from .mapping import Mapping, read_mapping

if TYPE_CHECKING:
    from .checking import Checked


@dataclass(frozen=True)
class FileGiven:
    """A file with its mapping, as it was handed over."""

    name: str
    content: bytes
    mapping: str

    @cached_property
    def sha256(self) -> str:
        """The digest by which it is kept: asked for three times, of many megabytes."""
        return sha256_of(self.content)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a file would bring, and the load after which it was held against what stands."""

    given: FileGiven
    wish: Mapping
    checked: Checked
    after: int
    notes: Sequence[tuple[int, str]] = ()


def prepare(given: FileGiven) -> Prepared:
    """Read and check a file.

    Raises Refusal where the file or its mapping cannot be understood, or the engine is not installed.
    """
    refuse_without_engine()
    from .checking import Checked, check
    from .cleaning import cleaned
    from .known import known_for
    from .standing import held_against, with_withdrawn
    from .tables import read_table

    wish, after = read_mapping(given.mapping), last_number()
    known = known_for(wish)
    read = cleaned(read_table(given.content, given.name, wish), wish, known)
    checked = check(read.table, wish, known, read.numbers)
    if read.findings:
        named = sorted([*checked.findings, *read.findings], key=lambda one: (one.row, one.column))
        checked = Checked(checked.table, named, checked.expected)
    held = held_against(checked, kind=wish.kind, cutoff=after)
    if wish.whole:
        held = with_withdrawn(held, wish=wish, cutoff=after)
    return Prepared(given, wish, held, after, read.notes)
