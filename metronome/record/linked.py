"""An activity for machines, in the words of schema.org."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from metronome.design.words import reader

from .enums import Format
from .shown import ActivityShown

MODES = {
    Format.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Format.HYBRID: "https://schema.org/MixedEventAttendanceMode",
    Format.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
}


def event_data(request: HttpRequest, shown: ActivityShown) -> dict[str, Any]:
    """The activity as an Event. Days known by their month are given as a month."""
    activity = shown.activity
    monthly = shown.precision == "month"
    first, last = activity.first_day.isoformat(), activity.last_day.isoformat()
    place = activity.place.in_(reader())
    return {
        "@type": "Event",
        "@id": request.build_absolute_uri(request.path),
        "name": activity.title.in_(reader()),
        "description": activity.summary.in_(reader()),
        "startDate": first[:7] if monthly else first,
        "endDate": last[:7] if monthly else last,
        "inLanguage": list(activity.languages),
        "eventAttendanceMode": MODES.get(Format(activity.format)) if activity.format else None,
        "location": {"@type": "Place", "name": place} if place else None,
        "contributor": [
            {"@type": "Organization", "name": named.name.in_(reader())}
            for part, _ in (*shown.members, *shown.partners)
            if (named := part.member or part.partner) is not None
        ],
    }
