"""The desk of whoever keeps the record: what waits for them, and where the record stands in its period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext, ngettext

from metronome.design.parts import Tag
from metronome.ground.audit import publication
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.record.kept import waiting
from metronome.record.rules import can_review_activities
from metronome.record.vocabulary import vocabulary
from metronome.report.checks.inspection import inspect
from metronome.report.enums import Severity

from .asked import Asked
from .standing import figure_href, stand


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the page of the desk says."""

    counts: Sequence[tuple[str, int]]
    days_left: str
    silent_results: Sequence[tuple[Tag, Text, str]]
    silent_members: Sequence[tuple[str, Text]]
    findings: Sequence[tuple[int, str]]
    results_href: str
    members_href: str


def desk_of(person: object, wish: Asked, *, today: date) -> Desk:
    """The desk of somebody in a period."""
    words = vocabulary()
    silent = wish.stand.items("members.silent")
    return Desk(
        counts=counts_of(person),
        days_left=days_left(wish.period, today),
        silent_results=silent_results(wish),
        silent_members=[(slug, words.members[slug].label) for slug in silent if slug in words.members],
        findings=findings_in_words(wish.period),
        results_href=figure_href("results.silent", wish.period),
        members_href=figure_href("members.silent", wish.period),
    )


def counts_of(person: object) -> list[tuple[str, int]]:
    """How much waits for somebody, by what is to be done."""
    labels = {
        "returned": gettext("Returned to me"),
        "draft": gettext("My drafts"),
        "review": gettext("To review"),
        "publish": gettext("Approved, to publish"),
    }
    found = waiting(person, reviews=can_review_activities(person))
    return [(labels[name], activities.count()) for name, activities in found.items()]


def days_left(period: Period, today: date) -> str:
    """How long the period still runs."""
    if period.last is None or period.last < today:
        return gettext("The period is over.")
    left = (period.last - today).days + 1
    return ngettext("One day is left in the period.", "%(count)s days are left in the period.", left) % {"count": left}


def silent_results(wish: Asked) -> list[tuple[Tag, Text, str]]:
    """Each result without an activity: its code, its words, and the box to note one for it."""
    words = vocabulary()
    found = []
    silent = set(wish.stand.items("results.silent"))
    for plan in wish.plans:
        for value, word in words.tags.items():
            if value.startswith(f"result:{plan.slug}/") and {word.code, value.removeprefix("result:")} & silent:
                found.append((Tag(code=word.code, line=word.line), word.label, value))
    return found


def findings_in_words(period: Period) -> list[tuple[int, str]]:
    """How many findings stop, ask and tell."""
    counts = _findings(publication(), period)
    said = {
        Severity.STOP: gettext("stop publication"),
        Severity.ASK: gettext("ask for a decision"),
        Severity.TELL: gettext("are told only"),
    }
    return [(counts.get(severity, 0), words) for severity, words in said.items()]


@lru_cache(maxsize=8)
def _findings(_publication: int, period: Period) -> Mapping[Severity, int]:
    where = stand(period)
    return Counter(finding.severity for finding in inspect(where.snapshot, where.figures))
