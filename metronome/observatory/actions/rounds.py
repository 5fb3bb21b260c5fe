"""Asking the members: a round is prepared, begun, reminded of, closed and published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.network.models import Member

from ..enums import CellState, RoundState
from ..models import AreaVersion, Cell, Geography, IndicatorVersion, Release, Round, RoundMember, RoundQuestion, Source
from ..rounds.prefill import FILLED, Beginnings

#: So many cells are asked for in one round at most: more is no question to members any more.
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that is asked of every area: an indicator by one definition, a period, a sex."""

    definition: IndicatorVersion
    period: Period
    sex: str


@transaction.atomic
def prepare_round(
    *,
    slug: str,
    title: Text,
    geography: Geography,
    source: Source,
    due_on: date,
    questions: Sequence[Wanted],
    members: Iterable[Member],
    by: object,
) -> Round:
    """Make a round with its cells: every question of every area of the geography in which a member acts.

    Raises Refusal where the name is taken, nothing is asked, nobody of those asked acts in an area of the geography,
    or too much is asked at once.
    """
    if Round.objects.filter(slug=slug).exists():
        reason = _("There is a round “%(round)s” already.") % {"round": slug}
        raise Refusal(reason, field="slug", remedy=_("Give another name."))
    if not questions:
        raise Refusal(_("Nothing is asked."), field="definitions", remedy=_("Choose at least one indicator."))
    now = datetime.now(UTC)
    found = Round.objects.create(
        slug=slug,
        title=title,
        geography=geography,
        source=source,
        due_on=due_on,
        made_by=str(by)[:200],
        made_at=now,
    )
    wanted = [_question(found, one, place) for place, one in enumerate(dict.fromkeys(questions))]
    RoundQuestion.objects.bulk_create(wanted)
    cells = _ask(found, wanted, members, now.date())
    change = {"state": [None, found.state], "cells": [0, cells], "due": [None, due_on.isoformat()]}
    audit.note(by=by, verb="prepare", subject=f"round:{slug}", change=change)
    return found


def _question(found: Round, wanted: Wanted, place: int) -> RoundQuestion:
    first, last = wanted.period.ends
    return RoundQuestion(
        round=found, definition=wanted.definition, first_day=first, last_day=last, sex=wanted.sex, order=place
    )


def _ask(found: Round, questions: Sequence[RoundQuestion], members: Iterable[Member], today: date) -> int:
    """Make the cells, empty; how many there are."""
    begun = Q(area__memberships__since=None) | Q(area__memberships__since__lte=today)
    lasting = Q(area__memberships__until=None) | Q(area__memberships__until__gte=today)
    cells: list[Cell] = []
    for member in members:
        drawn = AreaVersion.objects.filter(begun, lasting, geography=found.geography, area__memberships__member=member)
        areas = list(drawn.distinct())
        if areas:
            asked = RoundMember.objects.create(round=found, member=member)
            cells += [Cell(asked=asked, question=one, drawn=area) for area in areas for one in questions]
    if not cells:
        raise Refusal(
            _("None of these members acts in an area of this geography."),
            field="members",
            remedy=_("Choose other members or another geography; area_members.csv says who acts where."),
        )
    if len(cells) > MOST:
        reason = _("This asks for %(number)d values at once.") % {"number": len(cells)}
        raise Refusal(reason, field="members", remedy=_("Make several rounds."))
    Cell.objects.bulk_create(cells, batch_size=500)
    return len(cells)


@transaction.atomic
def begin_round(*, slug: str, by: object) -> Round:
    """Open a round: each cell begins with what is known now. Raises Refusal where it is open already."""
    found = _round(slug, RoundState.PREPARED)
    cells = list(Cell.objects.filter(asked__round=found).select_related("question__definition", "drawn"))
    known = Beginnings(found.geography, [cell.drawn for cell in cells])
    for cell in cells:
        for name, value in known.of(cell.question, cell.drawn).fields().items():
            setattr(cell, name, value)
    Cell.objects.bulk_update(cells, FILLED, batch_size=200)
    found.begun_at = datetime.now(UTC)
    return _step(found, RoundState.OPEN, "begin", by)


@transaction.atomic
def close_round(*, slug: str, by: object) -> Round:
    """Take no answers any more; what was answered can still be approved. Raises Refusal where it is not open."""
    found = _round(slug, RoundState.OPEN)
    found.closed_at = datetime.now(UTC)
    return _step(found, RoundState.CLOSED, "close", by)


@transaction.atomic
def reopen_round(*, slug: str, due_on: date, by: object) -> Round:
    """Take answers again, until another day. Raises Refusal where it is not closed."""
    found = _round(slug, RoundState.CLOSED)
    found.closed_at, found.due_on = None, due_on
    return _step(found, RoundState.OPEN, "reopen", by)


@transaction.atomic
def publish_round(
    *,
    slug: str,
    make: Callable[[Round], Release],
    by: object,
) -> Round:
    """Publish what is approved: `make` loads and names it within this transaction, so that the round, its load and its
    release are there together or not at all.

    Raises Refusal where answers wait to be checked, nothing is approved, or as `make` does.
    """
    found = _round(slug, RoundState.CLOSED)
    cells = Cell.objects.filter(asked__round=found)
    if waiting := cells.filter(state=CellState.ANSWERED).count():
        reason = _("Answers that nobody has checked: %(number)d.") % {"number": waiting}
        raise Refusal(reason, remedy=_("Approve them or give them back first."))
    found.release = make(found)
    return _step(found, RoundState.PUBLISHED, "publish", by, public=True)


def _round(slug: str, state: RoundState) -> Round:
    """A round in a state, held until the end of the transaction."""
    found = Round.objects.select_for_update().get(slug=slug)
    if found.state != state:
        reason = _("The round is %(state)s.") % {"state": RoundState(found.state).label}
        raise Refusal(reason, remedy=_("Look at it again: somebody was quicker."))
    return found


def _step(found: Round, state: RoundState, verb: str, by: object, *, public: bool = False) -> Round:
    before, found.state = found.state, state
    found.save()
    change = {"state": [before, state.value]}
    audit.note(by=by, verb=verb, subject=f"round:{found.slug}", change=change, public=public)
    return found
