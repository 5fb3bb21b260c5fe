"""Many statements as PDF: the same promises as a report of its own, with one compiler for many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from metronome.report.editions.build import Reading
from metronome.report.editions.manifest import signed
from metronome.report.rendering.pdf import statement_data, typesetter

Progress = Callable[[str, int, int], None]
#: How many are typeset by one child: it begins once for them, and its memory ends with them.
TOGETHER = 48


@dataclass(frozen=True, slots=True)
class Wanted:
    """A statement to be made, in a language."""

    member: str
    language: str
    reading: Reading


def typeset_all(wanted: Sequence[Wanted], progress: Progress | None = None) -> Iterator[tuple[Wanted, bytes]]:
    """Each with its PDF, some by one compiler."""
    for begins in range(0, len(wanted), TOGETHER):
        some = wanted[begins : begins + TOGETHER]
        yield from zip(some, typeset_statements(some), strict=True)
        if progress:
            progress("", begins + len(some), len(wanted))


def typeset_statements(wanted: Sequence[Wanted]) -> list[bytes]:
    """The PDF of each. Each is set twice, first for the digests of its pages, which its manifest then holds; of the
    second time the compiler finds its pages laid out.

    Raises Refusal when one cannot be typeset.
    """
    with typesetter() as typeset:
        return [_typeset_twice(one, typeset) for one in wanted]


def _typeset_twice(one: Wanted, typeset: Callable[[dict[str, Any], bytes, date | None], bytes]) -> bytes:
    data, manifest = statement_data(one.reading.statement(one.language)), one.reading.manifest
    last = one.reading.snapshot.period.last
    # What reads a PDF weighs more than most pages need.
    from metronome.report.rendering.readback import page_digests

    pages = page_digests(typeset(data, manifest.to_bytes(), last))
    with_pages = signed({**manifest.data, "rendered": {"language": one.language, "pages": pages}})
    return typeset(data, with_pages.to_bytes(), last)
