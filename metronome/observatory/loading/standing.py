"""Corrections and withdrawals held against what stands: who expects otherwise is told, and nothing is overruled."""

from __future__ import annotations

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..enums import LoadKind
from ..facts.columns import KEY, SCHEMA
from ..facts.reading import known
from ..models import AreaVersion
from .checking import Checked, Finding
from .mapping import Mapping


def held_against(checked: Checked, *, kind: str, cutoff: int) -> Checked:
    """Refuse the rows of a correction whose value is not the expected one, and those about what is not on record."""
    if kind == LoadKind.OBSERVATIONS or not checked.table.num_rows:
        return checked
    stands = _standing(checked.table, cutoff)
    lost = np.asarray(stands.is_null())
    faults = np.where(lost, "nothing-to-correct" if kind == LoadKind.CORRECTION else "nothing-there", "").astype(
        object
    )
    if kind == LoadKind.CORRECTION:
        other = np.asarray(stands.fill_null(0)) != checked.expected
        faults[other & ~lost] = "expected"
    wrong = np.flatnonzero(faults != "")
    told = checked.table.select(["row", "column", "value"]).take(pa.array(wrong)).to_pylist()
    findings = [
        Finding(one["row"], one["column"], str(one["value"] if one["value"] is not None else ""), str(faults[place]))
        for one, place in zip(told, wrong, strict=True)
    ]
    named = sorted([*checked.findings, *findings], key=lambda one: (one.row, one.column))
    return Checked(checked.table.filter(pa.array(faults == "")), named)


def _standing(table: pa.Table, cutoff: int) -> pa.Array:
    """The number that stands for each row, null where there is none on record; a missing value stands as nothing."""
    about = {name: pc.unique(table.column(name)).to_pylist() for name in ("source", "indicator", "area")}
    stands = known(cutoff)
    narrowed = stands.filter(*(stands[name].isin(words) for name, words in about.items()))
    there = narrowed.select(*KEY, ibis._.value.fill_null(0).name("stands")).to_pyarrow()
    asked = _plain(table.select(KEY)).append_column("place", pa.array(range(table.num_rows)))
    there = _plain(there)
    joined = asked.join(there, keys=list(KEY), join_type="left outer").sort_by("place")
    return joined.column("stands").combine_chunks()


def _plain(table: pa.Table) -> pa.Table:
    """Keys as plain text and days: columns in words of their own cannot be held against each other."""
    kinds = {name: pa.date32() if name.endswith("_day") else pa.string() for name in KEY}
    return table.cast(pa.schema([(one.name, kinds.get(one.name, one.type)) for one in table.schema]))


def with_withdrawn(checked: Checked, *, wish: Mapping, cutoff: int) -> Checked:
    """The rows of a file that is all that its source says, and of what stands and is not in it a withdrawal each: of
    the same source, geographies, indicators and sexes."""
    table = checked.table
    if not table.num_rows:
        return checked
    areas = list(AreaVersion.objects.filter(geography__slug__in=wish.geographies).values_list("slug", flat=True))
    about = {"source": [wish.source], "area": areas}
    about |= {name: pc.unique(table.column(name)).to_pylist() for name in ("indicator", "sex")}
    stands = known(cutoff)
    there = stands.filter(*(stands[name].isin(words) for name, words in about.items()))
    said = ibis.memtable(_plain(table.select(list(KEY))))
    gone = there.anti_join(said, KEY).select(*SCHEMA.names[:-3]).to_pyarrow()
    if not gone.num_rows:
        return checked
    taken = {
        "load": pa.array([0] * gone.num_rows, pa.int32()),
        **dict.fromkeys(("value", "low", "high"), pa.nulls(gone.num_rows, pa.int64())),
        "is_withdrawn": pa.array([True] * gone.num_rows),
        "row": pa.array([0] * gone.num_rows, pa.int32()),
        "column": pa.array([""] * gone.num_rows),
    }
    told = pa.table({name: taken[name] if name in taken else gone.column(name) for name in SCHEMA.names})
    kinds = pa.schema([(one.name, pa.string() if pa.types.is_dictionary(one.type) else one.type) for one in SCHEMA])
    both = pa.concat_tables([table.select(SCHEMA.names).cast(kinds), told.cast(kinds)])
    both = both.sort_by([(name, "ascending") for name in KEY])
    return Checked(both.cast(SCHEMA), checked.findings)
