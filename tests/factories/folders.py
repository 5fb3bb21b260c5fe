"""Copies of a reference folder, to plant one fault or one edit in."""

from __future__ import annotations

import shutil
from pathlib import Path

NETWORKS = Path(__file__).resolve().parents[1] / "networks"


def copy_of(source: Path, folder: Path) -> Path:
    """A copy that a test may write to."""
    shutil.copytree(source, folder)
    return folder


def edit(folder: Path, file: str, old: str, new: str) -> Path:
    """Replace one wording in one file; it must be there exactly once."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def append(folder: Path, file: str, text: str) -> Path:
    """Add to the end of a file."""
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return folder
