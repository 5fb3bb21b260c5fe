"""Writing what a release states of women and of men, from its facts."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from ibis import _ as row

from metronome.ground.files import write_whole

from ..enums import WITHOUT_VALUE, Sex
from ..models import Release
from ..sexes import folder_of, is_split, path_of
from .reading import known, yearly

ABOUT = ("indicator", "area", "source", "method", "year")


def make_splits(release: Release) -> None:
    """Write them, an indicator a file; nothing is done where they are there.

    Raises Refusal for a file of facts that is missing or damaged.
    """
    if is_split(release.digest):
        return
    lines: dict[str, list[str]] = {}
    for about, women, men, both in _pairs(release.cutoff.number):
        indicator, area, source, method, year = about
        told = [area, year, source, method, _plain(women), _plain(men), None if both is None else _plain(both)]
        lines.setdefault(indicator, []).append(json.dumps([*told, women["status"], women["scale"]]))
    for indicator, rows in lines.items():
        write_whole(path_of(release.digest, indicator), "\n".join([*rows, ""]).encode())
    write_whole(folder_of(release.digest) / ".made", b"")


def _pairs(cutoff: int) -> list[tuple[tuple[Any, ...], Any, Any, Any]]:
    """Women and men of one area, calendar year, source and method, where both have a value."""
    split = (Sex.FEMALE.value, Sex.MALE.value)
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    # Only what is stated by sex is looked up of both together.
    for one in _yearly(known(cutoff, row.sex.isin(split))):
        found.setdefault(tuple(one[name] for name in ABOUT), {})[one["sex"]] = one
    if not found:
        return []
    areas = sorted({about[1] for about in found})
    for one in _yearly(known(cutoff, row.sex == Sex.TOTAL.value, row.area.isin(areas))):
        about = tuple(one[name] for name in ABOUT)
        if about in found:
            found[about][one["sex"]] = one
    return [
        (about, said[split[0]], said[split[1]], said.get(Sex.TOTAL.value))
        for about, said in sorted(found.items())
        if all(sex in said for sex in split)
    ]


def _yearly(table: Any) -> list[dict[str, Any]]:
    columns = ("indicator", "area", "source", "method", "sex", "value", "decimals", "status", "scale")
    rows = yearly(table.filter(row.value.notnull())).select(*columns, "year").to_pyarrow().to_pylist()
    return [one for one in rows if one["status"] not in WITHOUT_VALUE]


def _plain(one: dict[str, Any]) -> str:
    return format(Decimal(one["value"]).scaleb(-one["decimals"]), "f")
