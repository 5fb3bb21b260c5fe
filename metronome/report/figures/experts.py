"""Figures of the people who speak and write."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.ground.fold import fold_words
from metronome.record.enums import PersonRole
from metronome.report.rows import ActivityRow, PersonRow
from metronome.report.snapshot import Snapshot

from .figure import Answer, define
from .rows import activity_rows

EXPERT_ROLES = frozenset((PersonRole.SPEAKER, PersonRole.EXPERT, PersonRole.AUTHOR))


def _experts(activity: ActivityRow) -> list[PersonRow]:
    return [person for person in activity.people if person.role in EXPERT_ROLES]


@define(
    "experts.named",
    unit="person",
    label=lambda: _("Experts named"),
    words=lambda: _(
        "Distinct people named as speaker, expert or author in counted activities of the period, people of the "
        "network itself included; case and accents make no difference between two names. Whoever may not be named in "
        "public is counted with the unnamed."
    ),
)
def named(snapshot: Snapshot) -> Answer:
    rows = activity_rows(snapshot, lambda activity: (person.name for person in _experts(activity) if person.name))
    by_key = {fold_words(row.used): row.used for row in reversed(rows)}  # as spelled first
    return Answer(rows, len(by_key), items=tuple(by_key[key] for key in sorted(by_key)))


@define(
    "experts.unnamed",
    unit="person",
    label=lambda: _("Experts not named"),
    words=lambda: _(
        "Speakers, experts and authors of counted activities of the period of whom only the office is public. Without "
        "a name nobody can tell whether two of them are one person, so each counts every time."
    ),
)
def unnamed(snapshot: Snapshot) -> Answer:
    rows = activity_rows(
        snapshot, lambda activity: (str(person.title) for person in _experts(activity) if not person.name)
    )
    return Answer(rows, len(rows))


@define(
    "experts.collaborations",
    unit="collaboration",
    label=lambda: _("Collaborations with experts"),
    words=lambda: _(
        "Parts of people as speaker, expert or author in counted activities of the period, named or not. Whoever took "
        "part in two activities collaborated twice."
    ),
)
def collaborations(snapshot: Snapshot) -> Answer:
    rows = activity_rows(
        snapshot, lambda activity: (person.name or str(person.title) for person in _experts(activity))
    )
    return Answer(rows, len(rows))
