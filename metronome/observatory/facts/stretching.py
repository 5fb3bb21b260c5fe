"""Writing what a release states of stretches that are no calendar year, from its facts."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from ibis import _ as row

from metronome.ground.files import write_whole

from ..models import Release
from ..stretches import folder_of, is_stretched, path_of
from .reading import known, whole_year

ABOUT = ("area", "first_day", "last_day", "sex", "source", "method")


def make_stretches(release: Release) -> None:
    """Write them, an indicator a file; nothing is done where they are there.

    Raises Refusal for a file of facts that is missing or damaged.
    """
    if is_stretched(release.digest):
        return
    lines: dict[str, list[str]] = {}
    for one in _stated(release.cutoff.number):
        told = [str(one[name]) for name in ABOUT]
        lines.setdefault(one["indicator"], []).append(json.dumps([*told, _plain(one), one["status"], one["scale"]]))
    for indicator, rows in lines.items():
        write_whole(path_of(release.digest, indicator), "\n".join([*rows, ""]).encode())
    write_whole(folder_of(release.digest) / ".made", b"")


def _stated(cutoff: int) -> list[dict[str, Any]]:
    """What is of all ages and of no calendar year. Days are asked first, so that of years nothing is compared."""
    found = known(cutoff, row.age == "_T", ~whole_year()).order_by("indicator", *ABOUT)
    columns = ("indicator", *ABOUT, "value", "decimals", "status", "scale")
    rows: list[dict[str, Any]] = found.select(*columns).to_pyarrow().to_pylist()
    return rows


def _plain(one: dict[str, Any]) -> str | None:
    return None if one["value"] is None else format(Decimal(one["value"]).scaleb(-one["decimals"]), "f")
