"""Answering cells of a round, and agreeing to what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.ground.refusal import Refusal

from ..enums import CellState, RoundState
from ..models import Cell, Round, RoundMember
from ..rounds.answers import GivenAnswer, settled, status_of

#: The columns of an answer.
ANSWER = ("state", "kind", "value", "status", "scale", "source", "method", "remark", "revision", "comment")
BY = ("answered_by", "answered_at", "approved_by", "approved_at")


class RefusedAnswers(Refusal):
    """Why answers were not taken: a refusal for each cell by its number. None of them was written."""

    def __init__(self, refused: Mapping[int, Refusal]) -> None:
        first = next(iter(refused.values()))
        super().__init__(first.reason, field=first.field, remedy=first.remedy)
        self.refused = refused


@transaction.atomic
def answer_cells(*, asked: RoundMember, given: Mapping[int, GivenAnswer], by: Person) -> int:
    """Take the answers of a member, all of them or none: by the number of the cell. How many are new or differ.

    What was approved stays as it is. Raises RefusedAnswers with what is wrong in each cell, Refusal where the round
    takes no answers or nothing was said.
    """
    _open(asked)
    cells = _cells(asked, given)
    refused: dict[int, Refusal] = {}
    changed = [cell for cell in cells if _answered(cell, given[cell.pk], by, refused)]
    if refused:
        raise RefusedAnswers(refused)
    if not changed:
        raise Refusal(_("Nothing new is said."), remedy=_("Answer at least one question."))
    Cell.objects.bulk_update(changed, [*ANSWER, *BY], batch_size=200)
    change = {
        f"cell:{cell.pk}": [None, f"{cell.kind} {cell.value if cell.value is not None else cell.status}"]
        for cell in changed
    }
    audit.note(by=by, verb="answer", subject=f"round:{asked.round.slug}/{asked.member.slug}", change=change)
    return len(changed)


def _answered(cell: Cell, given: GivenAnswer, by: Person, refused: dict[int, Refusal]) -> bool:
    """Put an answer into its cell; whether anything differs."""
    if not given.kind or cell.state == CellState.APPROVED:
        return False
    try:
        kept = settled(cell, given)
    except Refusal as refusal:
        refused[cell.pk] = refusal
        return False
    said = {
        "kind": kept.kind,
        "value": kept.value,
        "status": status_of(kept, cell),
        "scale": kept.scale,
        "source": kept.source[:300],
        "method": kept.method[:120],
        "remark": kept.remark[:1000],
    }
    if cell.state == CellState.ANSWERED and all(getattr(cell, name) == value for name, value in said.items()):
        return False
    for name, value in said.items():
        setattr(cell, name, value)
    cell.state, cell.comment, cell.revision = CellState.ANSWERED, "", cell.revision + 1
    cell.answered_by, cell.answered_at = by, datetime.now(UTC)
    cell.approved_by = cell.approved_at = None
    return True


@transaction.atomic
def approve_cells(*, found: Round, revisions: Mapping[int, int], by: Person) -> int:
    """Agree to answers as they were seen: by the number of the cell, its revision. How many were approved.

    Raises Refusal for an answer of one's own, and for one that was changed since it was seen.
    """
    cells = _seen(found, revisions)
    if any(cell.answered_by_id == by.pk for cell in cells):
        raise Refusal(
            _("An answer is approved by another hand than the one that gave it."),
            remedy=_("Ask somebody else of the secretariat."),
        )
    now = datetime.now(UTC)
    for cell in cells:
        cell.state, cell.revision = CellState.APPROVED, cell.revision + 1
        cell.approved_by, cell.approved_at = by, now
    return _kept(found, cells, "approve", by)


@transaction.atomic
def return_cells(*, found: Round, revisions: Mapping[int, int], comment: str, by: Person) -> int:
    """Give answers back with the reason, approved ones included while the round is not published.

    Raises Refusal without a reason, and for an answer that was changed since it was seen.
    """
    if not comment.strip():
        raise Refusal(_("It is not said why."), field="comment", remedy=_("The member reads it beside the cell."))
    cells = _seen(found, revisions, CellState.ANSWERED, CellState.APPROVED)
    for cell in cells:
        cell.state, cell.comment, cell.revision = CellState.RETURNED, comment.strip()[:1000], cell.revision + 1
        cell.approved_by = cell.approved_at = None
    return _kept(found, cells, "return", by, why=comment.strip())


def _kept(found: Round, cells: list[Cell], verb: str, by: object, why: str = "") -> int:
    Cell.objects.bulk_update(cells, [*ANSWER, *BY], batch_size=200)
    change = {f"cell:{cell.pk}": [None, cell.state] for cell in cells}
    audit.note(by=by, verb=verb, subject=f"round:{found.slug}", change=change, why=why)
    return len(cells)


def _open(asked: RoundMember) -> None:
    """Raises Refusal where the round takes no answers."""
    found = Round.objects.select_for_update().get(pk=asked.round_id)
    if found.state != RoundState.OPEN:
        reason = _("The round is %(state)s.") % {"state": RoundState(found.state).label}
        raise Refusal(reason, remedy=_("Write to the secretariat: it can open the round again."))


def _cells(asked: RoundMember, numbers: Iterable[int]) -> list[Cell]:
    """The cells of a member by number; what is another's is not there."""
    cells = Cell.objects.select_for_update().filter(asked=asked, pk__in=list(numbers))
    return list(cells.select_related("question__definition"))


def _seen(found: Round, revisions: Mapping[int, int], *states: str) -> list[Cell]:
    """Cells in the state and revision in which somebody saw them."""
    locked = Round.objects.select_for_update().get(pk=found.pk)
    if locked.state not in (RoundState.OPEN, RoundState.CLOSED):
        raise Refusal(_("The round is %(state)s.") % {"state": RoundState(locked.state).label})
    cells = list(Cell.objects.select_for_update().filter(asked__round=found, pk__in=list(revisions)))
    if not cells:
        raise Refusal(_("No answer is chosen."), remedy=_("Tick at least one."))
    for cell in cells:
        if cell.state not in (states or (CellState.ANSWERED,)) or cell.revision != revisions[cell.pk]:
            raise Refusal(
                _("An answer was changed since you saw it. Nothing was done."), remedy=_("Look at the answers again.")
            )
    return cells
