"""What long work speaks through while it is done, whoever does it: a worker, or a page that somebody waits for."""

from __future__ import annotations

from collections.abc import Callable

#: What is being done, how much of it is done, of how much (0: not known).
Progress = Callable[[str, int, int], None]
#: Called last in a transaction: it stands only if the task is still this worker's.
Hold = Callable[[], None]


def silent(what: str, done: int, of: int) -> None:
    """Nobody watches."""


def nobody() -> None:
    """No worker does it: somebody waits for the page."""
