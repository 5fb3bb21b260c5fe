"""What the files of real publishers need before their rows can be checked: rows that are no rows, names of columns,
values with more places than are kept. Each of it is asked for by the mapping, counted, and told as a note of the load.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .checking import FIRST, Finding
from .known import Known
from .mapping import Mapping

#: A number with a point, whatever its length.
BROKEN = r"^[+-]?[0-9]+\.[0-9]+$"


@dataclass(frozen=True, slots=True)
class Read:
    """A file as columns of text: the number of each row in the file, rows that are none of the table, and what was
    noted on the way."""

    table: pa.Table
    numbers: Any
    findings: Sequence[Finding] = ()
    notes: Sequence[tuple[int, str]] = field(default_factory=tuple)

    @classmethod
    def of(cls, table: pa.Table, skipped: Sequence[tuple[int, str]] = ()) -> Read:
        """A table of which some rows had another number of cells: those below the last whole row are footnotes, the
        others cannot come in."""
        gone = sorted({number for number, _text in skipped})
        there = np.arange(FIRST, FIRST + table.num_rows + len(gone), dtype=np.int32)
        numbers = there[~np.isin(there, gone)][: table.num_rows]
        last = int(numbers[-1]) if len(numbers) else FIRST
        findings = [Finding(one, "", text[:120], "cells") for one, text in skipped if one < last]
        notes = [(one, text) for one, text in skipped if one > last and text.strip()]
        return cls(table, numbers, findings, notes)


def cleaned(read: Read, wish: Mapping, known: Known) -> Read:
    """The rows that the mapping means, with values of as many places as are kept.

    Raises Refusal where values are to be rounded and the mapping does not name one indicator.
    """
    notes = list(read.notes)
    table, numbers = read.table, read.numbers
    if wish.areas == "known":
        texts = pc.binary_join_element_wise(
            *(pc.utf8_trim_whitespace(_column(table, c)) for c in wish.area.columns), "/"
        )
        codes = [text for text, slug in known.areas.items() if slug]
        meant = pc.is_in(texts, pa.array(codes, pa.string()))
        left = table.num_rows - (pc.sum(meant).as_py() or 0)
        table, numbers = table.filter(meant), numbers[np.asarray(meant)]
        if left:
            notes.append((0, _("Rows of areas that are not on record, left aside: %(number)d.") % {"number": left}))
    if wish.rounded:
        table, rounded = _rounded(table, wish, known)
        if rounded:
            notes.append((0, _("Values rounded to the places that are kept: %(number)d.") % {"number": rounded}))
    return Read(table, numbers, read.findings, notes)


def _column(table: pa.Table, name: str) -> pa.Array:
    return table.column(name).combine_chunks()


def _rounded(table: pa.Table, wish: Mapping, known: Known) -> tuple[pa.Table, int]:
    """The values rounded, a half to the even neighbour, and how many of them were."""
    definition = known.definitions.get(wish.indicator.constant)
    if definition is None or wish.times != 1:
        raise Refusal(
            _("Values are rounded where the mapping names one indicator and multiplies by nothing."),
            field="rounded",
            remedy=_("Leave “rounded” out: values with too many decimals are then findings."),
        )
    place = Decimal(1).scaleb(-definition.decimals)
    count = 0
    for name in [wish.value] if wish.value else [c for c in table.column_names if re.fullmatch(r"\d{4}", c)]:
        texts = _column(table, name)
        texts = texts if isinstance(texts, pa.Array) else pa.concat_arrays(texts.chunks)
        where = np.flatnonzero(np.asarray(pc.match_substring_regex(texts, BROKEN)))
        words = texts.to_pylist() if len(where) else []
        for one in where:
            exact = Decimal(words[one])
            kept = exact.quantize(place, ROUND_HALF_EVEN)
            if kept != exact:
                words[one], count = f"{kept:f}", count + 1
        if len(where):
            table = table.set_column(table.schema.get_field_index(name), name, pa.array(words, pa.string()))
    return table, count
