"""What the desk says of a period to everybody who reads it: made once, until something public changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from metronome.design.parts import BeatPeriod, Tag
from metronome.design.words import reader
from metronome.ground.addresses import address
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.home.asked import Asked, asked_about
from metronome.home.coverage import Coverage, beat_of
from metronome.home.front import has_day_ticks, marks
from metronome.record.vocabulary import tags

from .remit import line_of


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Where the record stands in a period. Each silent result has its line, its code, its words, and the box to note
    an activity for it."""

    coverage: Coverage | None
    stands: str
    marks: Mapping[date, list[int]] | None
    beat: Sequence[BeatPeriod]
    silent_results: Sequence[tuple[str, Tag, Text, str]]


def overview_of(period: Period) -> Overview:
    return _overview(publication(), reader(), period)


@kept(16)
def _overview(_publication: int, _language: str, period: Period) -> Overview:
    wish = asked_about(period)
    coverage = Coverage(wish.stand, wish.plans[0]) if wish.plans else None
    return Overview(
        coverage=coverage,
        stands=stands_in_words(wish, coverage),
        marks=marks(wish.stand) if has_day_ticks(period) else None,
        beat=beat(wish, coverage) if coverage else (),
        silent_results=silent_results(wish),
    )


def beat(wish: Asked, coverage: Coverage) -> list[BeatPeriod]:
    href = address("home:desk")
    return beat_of(coverage.plan, wish.calendar, chosen=wish.period, record_until=wish.record_until, href=href)


def stands_in_words(wish: Asked, coverage: Coverage | None) -> str:
    """How far the period has come: activities on record, results worked on."""
    number = len(wish.stand.snapshot.activities)
    words = ngettext("%(count)s activity is on record.", "%(count)s activities are on record.", number)
    said = [words % {"count": number}]
    if coverage:
        reached = {"worked": coverage.worked_on, "total": coverage.total}
        said.append(gettext("Results worked on: %(worked)s of %(total)s.") % reached)
    return " ".join(said)


def silent_results(wish: Asked) -> list[tuple[str, Tag, Text, str]]:
    words, snapshot = tags(), wish.stand.snapshot
    found = []
    for key in wish.stand.items("results.silent"):
        node = snapshot.node.get(key)
        value = f"result:{node.plan}/{node.code}" if node else ""
        if value in words:
            word = words[value]
            found.append((line_of(snapshot, key), Tag(code=word.code, line=word.line), word.label, value))
    return found
