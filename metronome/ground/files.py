"""Files that are whole or not there: written aside, flushed, then renamed into place."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a crash at any moment, sees the old content or the new, never a part.

    Raises OSError when the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.parent / f".part-{secrets.token_hex(8)}"
    try:
        handle, has_name = _open_aside(aside)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if not has_name:
                _name(file.fileno(), aside)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _open_aside(aside: Path) -> tuple[int, bool]:
    """A new file beside the one to be written, and whether it has its name already. A nameless one, where the system
    has those, is gone by itself when the process is killed."""
    nameless = getattr(os, "O_TMPFILE", 0)
    if nameless and Path("/proc/self/fd").exists():
        try:
            return os.open(aside.parent, os.O_WRONLY | nameless, 0o644), False
        except OSError:  # some file systems have no nameless files
            pass
    return os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), True


def _name(handle: int, aside: Path) -> None:
    # Only with a folder given does Python follow the link that stands for the open file.
    descriptors = os.open("/proc/self/fd", os.O_RDONLY)
    try:
        os.link(str(handle), aside, src_dir_fd=descriptors)
    finally:
        os.close(descriptors)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(content: bytes) -> str:
    """The digest by which a file is named or compared, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
