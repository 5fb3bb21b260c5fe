"""What waits for somebody in a room above the desk: how it is counted, and told in one line of my desk."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One sort of thing. `rows` are those that wait for a person, or None where they are not of their office; behind
    `door` one sees them."""

    name: str
    rows: Callable[[Any], QuerySet[Any] | None]
    title: Callable[[], str]
    words: Callable[[int], str]
    door: str
    icon: str


_sorts: dict[str, Waiting] = {}


def register_waiting(*sorts: Waiting) -> None:
    """Hand in what waits in a room, when the site starts."""
    _sorts.update({one.name: one for one in sorts})


def sorts() -> Collection[Waiting]:
    """All that may wait in rooms."""
    return _sorts.values()
