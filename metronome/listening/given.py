"""What is given to be put: bilateral meetings, as plain values that know no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class GivenBilateral:
    slug: str
    first_day: date
    last_day: date
    precision: str
    channel: str
    member: str
    partner: str
    needs: Text
    follow_up: Text
    notes: str
    order: int
    is_cancelled: bool
