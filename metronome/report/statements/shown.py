"""What the pages of statements show: the sets, one set with its members, one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language

from metronome.design.words import reader
from metronome.ground.fold import fold
from metronome.ground.phrases import language_in_words, period_in_words
from metronome.report.kinds import Kind, kinds
from metronome.report.models import Statement, StatementSet
from metronome.report.rendering.statement import StatementContent, statement_content

from .queries import in_set, reading_of_statement, statements_of


@dataclass(frozen=True, kw_only=True)
class SetShown:
    """The statements of a period in a list."""

    href: str
    period: str
    kind: str
    number: int
    count: int
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class StatementShown:
    """The statement of a member in a list."""

    href: str
    file: str
    member: str
    language: str
    activities: int
    period: str


def kinds_offered() -> list[Kind]:
    """The kinds of report that are made for each member."""
    return [kind for kind in kinds().values() if kind.about == "member"]


def sets_shown() -> list[SetShown]:
    """Every set, the latest period first."""
    return [set_shown(found) for found in StatementSet.objects.all()]


def set_shown(found: StatementSet) -> SetShown:
    known = kinds()
    return SetShown(
        href=reverse("report:statement_set", args=[found.slug]),
        period=period_in_words(found.period),
        kind=known[found.kind].named() if found.kind in known else found.kind,
        number=found.number,
        count=found.statements.count(),
        made_at=found.made_at,
    )


def members_shown(found: StatementSet) -> list[StatementShown]:
    """The statements of a set by the names of the members."""
    return sorted((statement_shown(one) for one in in_set(found)), key=lambda one: fold(one.member))


def statement_shown(statement: Statement) -> StatementShown:
    parts = [statement.set.slug, statement.member.slug]
    return StatementShown(
        href=reverse("report:statement", args=parts),
        file=reverse("report:statement_file", args=parts),
        member=statement.member.name.in_(reader()),
        language=language_in_words(statement.language),
        activities=statement.activities,
        period=period_in_words(statement.set.period),
    )


def content_of_statement(statement: Statement) -> StatementContent:
    """What a statement says, in the language of the page; its numbers lead to pages of this site, wherever it is."""
    reading, language = reading_of_statement(statement), get_language() or statement.language
    return statement_content(reading.snapshot, reading.figures, language=language, address="", slug=reading.head.slug)


def others_of(statement: Statement) -> list[StatementShown]:
    """The statements of the same member for other periods."""
    return [statement_shown(one) for one in statements_of(statement.member) if one.set_id != statement.set_id]
