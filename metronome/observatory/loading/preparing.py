"""A file made ready to come in: read, held against what is known and what stands, nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..engine import refuse_without_engine
from ..queries import last_number
from .mapping import Mapping, read_mapping

if TYPE_CHECKING:
    from .checking import Checked


@dataclass(frozen=True, slots=True)
class FileGiven:
    """A file with its mapping, as it was handed over."""

    name: str
    content: bytes
    mapping: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a file would bring, and the load after which it was held against what stands."""

    given: FileGiven
    wish: Mapping
    checked: Checked
    after: int


def prepare(given: FileGiven) -> Prepared:
    """Read and check a file.

    Raises Refusal where the file or its mapping cannot be understood, or the engine is not installed.
    """
    refuse_without_engine()
    from .checking import check
    from .known import known_for
    from .standing import held_against
    from .tables import read_table

    wish, after = read_mapping(given.mapping), last_number()
    known = known_for(wish.source, wish.geography)
    checked = check(read_table(given.content, given.name, wish), wish, known)
    return Prepared(given, wish, held_against(checked, kind=wish.kind, cutoff=after), after)
