"""The files of facts, found again unharmed or not at all. No engine is needed to say so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ..models import FactFile
from ..phrases import damaged


def path_of(sha256: str) -> Path:
    return Path(settings.HOME) / "observatory" / "facts" / f"{sha256}.parquet"


def paths(files: Iterable[FactFile]) -> list[str]:
    """Where listed files lie.

    Raises Refusal, which names the file, for one that is missing or is not what was written.
    """
    found = []
    for file in files:
        path = path_of(file.sha256)
        if fault_of(file):
            raise damaged(file.sha256)
        found.append(str(path))
    return found


def fault_of(file: FactFile) -> str:
    """What is wrong with a listed file: `missing`, `changed`, or nothing."""
    path = path_of(file.sha256)
    try:
        state = path.stat()
    except OSError:
        return "missing"
    if state.st_size != file.size or _digest(path, state.st_size, state.st_mtime_ns) != file.sha256:
        return "changed"
    return ""


@lru_cache(maxsize=4096)
def _digest(path: Path, _size: int, _changed: int) -> str:
    """The digest of a file, once for as long as it is not written to."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unlisted() -> Iterator[Path]:
    """Files that no row lists: left by what was killed; they are none, and may be removed."""
    listed = set(FactFile.objects.values_list("sha256", flat=True))
    folder = path_of("").parent
    if folder.is_dir():
        yield from (path for path in sorted(folder.glob("*.parquet")) if path.stem not in listed)
