"""Many statements as PDF: the same promises as a report of its own, with one compiler for many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from metronome.report.editions.build import Reading
from metronome.report.editions.manifest import signed
from metronome.report.rendering.pdf import statement_data, typeset
from metronome.report.rendering.readback import page_digests

Progress = Callable[[str, int, int], None]
#: How many are typeset by one child: it begins once for them, and its memory ends with them.
TOGETHER = 24


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
    """The PDF of each. Each is set twice, first for the digests of its pages, which its manifest then holds.

    Raises Refusal when one cannot be typeset.
    """
    data = [statement_data(one.reading.statement(one.language)) for one in wanted]
    last = [one.reading.snapshot.period.last for one in wanted]
    first = typeset("statement.typ", data, [one.reading.manifest.to_bytes() for one in wanted], last)
    manifests = [
        signed(
            {**one.reading.manifest.data, "rendered": {"language": one.language, "pages": page_digests(pdf)}}
        ).to_bytes()
        for one, pdf in zip(wanted, first, strict=True)
    ]
    return typeset("statement.typ", data, manifests, last)
