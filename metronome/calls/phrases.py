"""Sentences about calls that stand in more than one place."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_time, get_timezone_name
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metronome.ground.phrases import customs_of, day_in_words


def moment_in_words(instant: datetime) -> str:
    """An instant by the clock of its own zone, which is named; with its seconds where it has some."""
    customs = customs_of(get_language() or "en")
    # Babel would turn it to universal time: it is given as the clock on the wall shows it.
    wall = instant.replace(tzinfo=None)
    time = format_time(wall, "medium" if instant.second else "short", locale=customs)
    zone = get_timezone_name(instant, width="long", locale=customs)
    return _("%(day)s, %(time)s, %(zone)s") % {"day": day_in_words(instant.date()), "time": time, "zone": zone}


def moment_for(instant: datetime, zone: str, own: str = "") -> str:
    """An instant by the clock of the call, and, where the reader's clock shows something else, by that as well."""
    there = instant.astimezone(ZoneInfo(zone))
    words = moment_in_words(there)
    try:
        beside = instant.astimezone(ZoneInfo(own)) if own else there
    except (KeyError, ValueError):
        # A zone that the database of this machine no longer knows.
        return words
    if beside.utcoffset() == there.utcoffset():
        return words
    here = moment_in_words(beside)
    return _("%(when)s; by your clock %(here)s") % {"when": words, "here": here}
