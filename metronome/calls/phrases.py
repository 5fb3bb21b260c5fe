"""Sentences about calls that stand in more than one place."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from metronome.ground.phrases import zoned_moment_in_words


def moment_for(instant: datetime, zone: str, own: str = "") -> str:
    """An instant by the clock of the call, and, where the reader's clock shows something else, by that as well."""
    there = instant.astimezone(ZoneInfo(zone))
    words = zoned_moment_in_words(there)
    try:
        beside = instant.astimezone(ZoneInfo(own)) if own else there
    except (KeyError, ValueError):
        # A zone that the database of this machine no longer knows.
        return words
    if beside.utcoffset() == there.utcoffset():
        return words
    here = zoned_moment_in_words(beside)
    return _("%(when)s; by your clock %(here)s") % {"when": words, "here": here}


def what_the_jury_says() -> str:
    """What words of the jury for everybody are called."""
    return _("What the jury says")
