"""Averages of a release as a file, named by its content and listed by the release. Read without any engine: first the
line that says where the others lie, then only the line of the indicator that is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from metronome.ground.files import sha256_of, write_whole

from ..models import Release
from .record import Aggregate, Groups, Stated, to_row

#: Which layout this is.
FORM = 1
GROUPS = "groups"


def path_of(sha256: str) -> Path:
    return Path(settings.HOME) / "observatory" / "averages" / f"{sha256}.jsonl"


@dataclass(frozen=True, slots=True)
class Part:
    """The averages of one definition. `series`: the geographies with the source and method that were put together;
    `split`: those with the source of which women and men were."""

    indicator: str
    series: Sequence[Stated]
    split: Sequence[tuple[str, str]]
    rows: Iterable[Aggregate]


def write(groups: Groups, parts: Iterable[Part]) -> str:
    """Write the averages of a release, those of one indicator beside each other, and give the name of the file. It
    counts once its release lists it."""
    lines = {GROUPS: _line(groups)}
    for part in parts:
        lines[part.indicator] = _line(
            {"series": part.series, "split": part.split, "rows": [to_row(one) for one in part.rows]}
        )
    places, offset = {}, 0
    for name, line in lines.items():
        places[name] = [offset, len(line)]
        offset += len(line)
    content = _line({"form": FORM, "places": places}) + b"".join(lines.values())
    name = sha256_of(content)
    write_whole(path_of(name), content)
    return name


def _line(told: Any) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def fault_of(release: Release) -> str:
    """What is wrong with the averages of a release: `not made`, `missing`, `changed`, or nothing."""
    if not release.averages:
        return "not made"
    try:
        content = path_of(release.averages).read_bytes()
    except OSError:
        return "missing"
    return "" if sha256_of(content) == release.averages else "changed"
