"""What a process that opens hostile files allows itself. Nothing of this project is imported here, so that the process
can limit itself before anything goes wrong."""

from __future__ import annotations

import resource


def limit(*, memory: int, seconds: int) -> None:
    """Bytes of memory and seconds of processor time; from now on nothing is written but to what is open already."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
