"""What other rooms did and the record may not have yet: each is noted by one step, and never by itself.

Rooms write to the record. What a room does is told here as a title, a day and the members concerned; whoever keeps the
record says of which kind it is and what it serves. An activity that was noted of it names it as its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from metronome.ground.addresses import address
from metronome.ground.period import Period
from metronome.ground.text import Text

from .enums import State
from .models import Activity


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that a room did. `source` is what the room calls it, as release:2026-11."""

    source: str
    title: Text
    on: date
    members: tuple[str, ...] = ()

    @property
    def note_href(self) -> str:
        """The page on which an activity is noted, begun with what is known of it."""
        titles = [(f"title_{code}", text) for code, text in self.title.texts.items()]
        members = [("member", slug) for slug in self.members]
        asked = [("source", self.source), ("first", self.on.isoformat()), *titles, *members]
        return f"{address('record:note')}?{urlencode(asked)}"


def not_noted(happenings: Iterable[Happening], *, period: Period) -> Sequence[Happening]:
    """Those of a period of which no activity stands in the record, the latest first."""
    found = [one for one in happenings if period.holds(one.on)]
    noted = Activity.objects.filter(source__in=[one.source for one in found]).exclude(state=State.CANCELLED)
    sources = set(noted.values_list("source", flat=True)) if found else set()
    return sorted(
        (one for one in found if one.source not in sources), key=lambda one: (one.on, one.source), reverse=True
    )
