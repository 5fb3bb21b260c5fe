"""Whether a worker of this machine is alive: it holds a lock on a file of its own, which the system takes from it when
its process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from django.conf import settings


def _path(name: str) -> Path:
    folder: Path = settings.HOME / "workers"
    # The name comes out of a table: it never leads to another folder.
    return folder / f"{name if name.isalnum() else '-'}.lock"


class Lock:
    """Held until `release`, or until the process ends."""

    def __init__(self, name: str) -> None:
        self.path = _path(name)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_EX)

    def release(self) -> None:
        self.path.unlink(missing_ok=True)
        os.close(self._handle)


def is_held(name: str) -> bool | None:
    """Whether somebody holds the lock; None where there is none on this machine."""
    try:
        handle = os.open(_path(name), os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def forget(name: str) -> None:
    """Throw the file of a dead worker away."""
    _path(name).unlink(missing_ok=True)
