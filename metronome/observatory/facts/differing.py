"""Making the differences of two releases from their facts.

Two statements are about the same where source, indicator, area, period, sex and age are; the method is left out, so
that a revision which names a later edition of the source is a change of value, or none, and never one thing gone and
another come. Where the values are the same and only method, status or scale differ, it is restated.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from itertools import groupby
from typing import Any

from ibis import _ as row
from ibis.expr.types import Table

from metronome.ground.files import write_whole

from ..changes import Counted, Differences, differences, path_of
from ..enums import Difference
from ..models import Release
from .columns import KEY
from .reading import known, statements

#: What two statements have to share to be about the same.
ABOUT = tuple(name for name in KEY if name != "method")
SAID = ("method", "value", "decimals", "status", "scale")


def make_differences(earlier: Release, later: Release) -> Differences:
    """Write what differs between two releases, of which the second has the later cutoff; nothing is done where they
    are there.

    Raises Refusal for a file of facts that is missing or damaged.
    """
    if found := differences(earlier, later):
        return found
    counts: dict[tuple[str, str], Counter[str]] = {}
    lines = []
    for kind, about, before, after in _differing(earlier.cutoff.number, later.cutoff.number):
        counts.setdefault((about["source"], about["indicator"]), Counter())[kind.value] += 1
        lines.append(json.dumps({"kind": kind.value, **about, "before": before, "after": after}, ensure_ascii=False))
    for source, indicator, number in _new(earlier.cutoff.number, later.cutoff.number):
        counts.setdefault((source, indicator), Counter())[Difference.NEW.value] += number
    head = {"counts": [{**asdict(Counted(*key)), **found} for key, found in sorted(counts.items())]}
    content = "\n".join([json.dumps(head), *lines, ""])
    write_whole(path_of(earlier.digest, later.digest), content.encode())
    made = differences(earlier, later)
    assert made is not None  # noqa: S101 - it was just written
    return made


def _touched(first: int, last: int) -> Table:
    """What the loads after the first cutoff, up to the last, say something of."""
    return statements(last).filter(row.load > first).select(*ABOUT).distinct()


def _new(first: int, last: int) -> Iterator[tuple[str, str, int]]:
    """How much the later cutoff knows of which the earlier knew nothing, by source and indicator."""
    there = known(last).select(*ABOUT).distinct().semi_join(_touched(first, last), ABOUT)
    come = there.anti_join(known(first).select(*ABOUT).distinct(), ABOUT)
    counted = come.group_by("source", "indicator").aggregate(number=come.count())
    for one in counted.to_pyarrow().to_pylist():
        yield one["source"], one["indicator"], one["number"]


def _differing(first: int, last: int) -> Iterator[tuple[Difference, dict[str, str], list[Any], list[Any]]]:
    """What was stated after the first cutoff and is stated otherwise, or no longer, after the last."""
    touched = _touched(first, last)
    before = known(first).semi_join(touched, ABOUT)
    after = known(last).semi_join(before.select(*ABOUT).distinct(), ABOUT)
    both = (
        before.mutate(side=0).select(*ABOUT, *SAID, "side").union(after.mutate(side=1).select(*ABOUT, *SAID, "side"))
    )
    ordered = both.order_by(*ABOUT, "side", "method")
    for about, said in groupby(_rows(ordered), key=lambda one: tuple(str(one[name]) for name in ABOUT)):
        found: tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]] = ([], [])
        for one in said:
            found[one["side"]].append(one)
        if (kind := _kind(*found)) is not None:
            yield kind, dict(zip(ABOUT, about, strict=True)), _told(found[0]), _told(found[1])


def _rows(table: Table) -> Iterator[Mapping[str, Any]]:
    for batch in table.to_pyarrow().to_batches(max_chunksize=1 << 14):
        yield from batch.to_pylist()


def _kind(before: list[Mapping[str, Any]], after: list[Mapping[str, Any]]) -> Difference | None:
    """What became of a statement; None where nothing differs."""
    if not after:
        return Difference.GONE
    if {_units(one) for one in before} != {_units(one) for one in after}:
        return Difference.CHANGED
    same = [[one[name] for name in SAID] for one in before] == [[one[name] for name in SAID] for one in after]
    return None if same else Difference.RESTATED


def _units(one: Mapping[str, Any]) -> Decimal | None:
    return None if one["value"] is None else Decimal(one["value"]).scaleb(-one["decimals"])


def _told(several: Iterable[Mapping[str, Any]]) -> list[Any]:
    return [
        [one["method"], None if (value := _units(one)) is None else f"{value:f}", one["status"]] for one in several
    ]
