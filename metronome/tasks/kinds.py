"""The kinds of tasks that there are. A room says in its tasks.py what it does as one:

    @task("report.statements", label=_("Statements of the members"), manner=Manner.AGAIN, may=can_publish)
    def statements(work: Work, *, by: Person, edition: str) -> Result | None:

Whoever wants it done calls `enqueue` with the name of the kind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from .enums import Manner


@dataclass(frozen=True, kw_only=True)
class Result:
    """How a task ended: a whole sentence in the reader's language, and the address of what came of it."""

    words: str = ""
    href: str = ""


class Work(Protocol):
    """What a task is given to speak through."""

    def progress(self, step: str, number: int = 0, of: int = 0) -> None:
        """Say what is done now, its number and of how many. Ends the task if it was cancelled: call it often."""

    def hold(self) -> None:
        """To be called in the transaction of a change, last: it stands only if the task is still this worker's."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of task: what it is called, what it does, what becomes of it when its worker is killed, who may."""

    name: str
    label: Promise | str
    do: Callable[..., Result | None]
    manner: Manner
    may: Callable[[Any], bool] | None


KINDS: dict[str, Kind] = {}


def task(
    name: str, *, label: Promise | str, manner: Manner, may: Callable[[Any], bool] | None = None
) -> Callable[[Callable[..., Result | None]], Callable[..., Result | None]]:
    """Make a function a kind of task, named `room.what`.

    `may` is asked about whoever asked, once more when the task begins: a right may have been withdrawn since.
    """

    def register(do: Callable[..., Result | None]) -> Callable[..., Result | None]:
        KINDS[name] = Kind(name=name, label=label, do=do, manner=manner, may=may)
        return do

    return register


#: For the kinds that are due every day, what is to be asked for now: arguments, or None before the hour.
DUE: dict[str, Callable[[datetime], dict[str, str] | None]] = {}


def daily(
    name: str,
) -> Callable[[Callable[[datetime], dict[str, str] | None]], Callable[[datetime], dict[str, str] | None]]:
    """Make a function say when a kind of task is due. With the same arguments it is done once."""

    def register(due: Callable[[datetime], dict[str, str] | None]) -> Callable[[datetime], dict[str, str] | None]:
        DUE[name] = due
        return due

    return register


def label_of(name: str) -> str:
    """What a kind is called in the reader's language; its name where this version no longer has it."""
    return str(KINDS[name].label) if name in KINDS else name
