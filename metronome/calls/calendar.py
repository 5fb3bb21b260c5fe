"""The stages of a call as a calendar that anybody's program subscribes to (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from metronome.design.words import reader

from .clock import closing, opening
from .models import Call, Stage

#: Octets of a line; a longer one goes on in the next, after a blank.
FOLD = 75


def calendar_of(call: Call, *, sequence: int, stamp: datetime) -> str:
    """The stages of a call that have a day. `sequence` rises when the call is changed; an event is known by its uid,
    which stays, so that a moved deadline moves in the reader's calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Metronome//Calls//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_escaped(call.title.in_(reader()))}"]
    for stage in call.stages.all():
        lines += _event(call, stage, sequence, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(call: Call, stage: Stage, sequence: int, stamp: datetime) -> Iterable[str]:
    begins, ends = opening(stage, call.zone), closing(stage, call.zone)
    first, last = begins or ends, ends or begins
    if first is None or last is None:
        return []
    host = urlsplit(settings.ADDRESS).hostname or "metronome"
    title = f"{call.title.in_(reader())} · {stage.label.in_(reader())}"
    return [
        "BEGIN:VEVENT",
        f"UID:{call.slug}.{stage.code}@{host}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{_instant(stamp)}",
        f"DTSTART:{_instant(first)}",
        f"DTEND:{_instant(last)}",
        f"SUMMARY:{_escaped(title)}",
        f"URL:{settings.ADDRESS}{reverse('calls:call', args=[call.slug])}",
        f"STATUS:{'CANCELLED' if call.is_cancelled else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.split("\n")).replace("\r", "")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, none of which cuts a character."""
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > FOLD:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    yield piece
