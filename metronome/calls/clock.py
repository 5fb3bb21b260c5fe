"""Instants of a call: a day and a time by the clock of its zone, and what that is for everybody.

They are kept as the clock on the wall shows them, with the name of the zone: that is what a call announces, and it
stays true when a country changes the rules of its clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones

from .enums import Clock

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
#: A day without a time begins with its first second and ends with its last.
FIRST, LAST = time(0, 0, 0), time(23, 59, 59)


class Staged(Protocol):
    """What opens and closes: a day, where it is known, and a time as 18:00 or 18:00:30, where there is one."""

    @property
    def opens_on(self) -> date | None: ...
    @property
    def opens_at(self) -> str: ...
    @property
    def closes_on(self) -> date | None: ...
    @property
    def closes_at(self) -> str: ...


@cache
def zones() -> frozenset[str]:
    """The names of the time zone database that is at hand."""
    return frozenset(available_timezones())


@cache
def places() -> tuple[str, ...]:
    """The places by which people know their time zone, by name."""
    return ("UTC", *sorted(name for name in zones() if "/" in name and not name.startswith("Etc/")))


def moment(on: date | None, at: str, zone: str, otherwise: time) -> datetime | None:
    """The instant of a day and a time in a zone; None where no day is known.

    Where a clock is put back, an hour comes twice: the first is meant. Raises ValueError for a time that the clock
    leaves out when it is put forward.
    """
    if on is None:
        return None
    local = datetime.combine(on, time.fromisoformat(at) if at else otherwise, ZoneInfo(zone))
    back = datetime.fromtimestamp(local.timestamp(), ZoneInfo(zone))
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError(f"{local:%Y-%m-%d %H:%M:%S} is left out in {zone}")
    return local


def opening(stage: Staged, zone: str) -> datetime | None:
    """The first second of a stage."""
    return moment(stage.opens_on, stage.opens_at, zone, FIRST)


def closing(stage: Staged, zone: str) -> datetime | None:
    """The last second of a stage: what comes in with it is in time, with the next one it is late."""
    return moment(stage.closes_on, stage.closes_at, zone, LAST)


def stands(stage: Staged, zone: str, now: datetime) -> Clock:
    """Where a stage stands at a moment. Without an end it is open-ended, without a beginning it has begun."""
    begins, ends = opening(stage, zone), closing(stage, zone)
    if begins is None and ends is None:
        return Clock.UNDATED
    # Seconds that are the same for all: within one zone Python compares what the clock shows, across its changes too.
    second = int(now.timestamp())
    if begins is not None and second < begins.timestamp():
        return Clock.COMING
    if ends is not None and second > ends.timestamp():
        return Clock.PAST
    return Clock.RUNNING


def stands_in_all(stages: Iterable[Staged], zone: str, now: datetime) -> Clock:
    """Where a call stands by all its stages: it runs from the first of them to the last."""
    found = {stands(stage, zone, now) for stage in stages} - {Clock.UNDATED}
    if not found:
        return Clock.UNDATED
    return found.pop() if len(found) == 1 else Clock.RUNNING


class Taking(Staged, Protocol):
    """A stage that says whether applications are taken in it."""

    @property
    def takes_applications(self) -> bool: ...


def is_taken(stages: Iterable[Taking], zone: str, at: datetime) -> bool:
    """Whether an application that arrives at a moment is taken: by the second of the call's clock."""
    return any(stage.takes_applications and stands(stage, zone, at) is Clock.RUNNING for stage in stages)


def taking_until(stages: Iterable[Taking], zone: str, at: datetime) -> datetime | None:
    """The last second in which applications are, or were last, taken, as seen from a moment; None where no end is
    known."""
    taking = [stage for stage in stages if stage.takes_applications]
    running = [stage for stage in taking if stands(stage, zone, at) is Clock.RUNNING]
    past = [stage for stage in taking if stands(stage, zone, at) is Clock.PAST]
    ends = [end for stage in running or past if (end := closing(stage, zone)) is not None]
    return max(ends, key=datetime.timestamp, default=None)
