from __future__ import annotations

from metronome.listening.models import Bilateral

from .record import SPRING_DAY


def make_bilateral(slug: str = "meeting", **fields: object) -> Bilateral:
    """A meeting with the member or the partner that is given."""
    return Bilateral.objects.create(slug=slug, **{"first_day": SPRING_DAY, "last_day": SPRING_DAY, **fields})
