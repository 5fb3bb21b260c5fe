"""What the pages of a running project show to those who keep it going: what it owes, what waits for acceptance, what
was spent and what may be paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from metronome.accounts.queries import names_of
from metronome.ground.money import Money, allocate

from .enums import EntryState
from .ledger import LineLeft, Standing, exact, lines_left, money_of, sums_of
from .models import ChangeRequest, Delivery, Expense, Project
from .shown import InstalmentShown, OwedShown, ProjectShown


@dataclass(frozen=True, kw_only=True)
class ExpenseShown:
    """An expense with the parts that its shares make of it, to the cent; the last one is what is unallocated."""

    expense: Expense
    line: str

    @property
    def money(self) -> Money:
        return exact(self.expense.amount, self.expense.currency)

    @property
    def parts(self) -> list[tuple[str, Money]]:
        """What each share comes to; an empty name for what is unallocated."""
        shares = list(self.expense.shares.all())
        names = [(one.result or one.activity).code for one in shares]  # type: ignore[union-attr] # one of the two
        if not shares:
            return []
        amounts = allocate(self.money, [one.share for one in shares])
        return list(zip([*names, *([""] * (len(amounts) - len(names)))], amounts, strict=True))


@dataclass(frozen=True, kw_only=True)
class LineShown:
    """A budget line with its label, and what of it was spent."""

    label: str
    line: LineLeft

    @property
    def planned(self) -> Money | None:
        return self.line.planned

    @property
    def spent(self) -> Money | None:
        return self.line.spent

    @property
    def elsewhere(self) -> Sequence[Money]:
        return self.line.elsewhere

    @property
    def left(self) -> Money | None:
        return self.line.left

    @property
    def is_overspent(self) -> bool:
        return self.line.is_overspent


@dataclass(frozen=True, kw_only=True)
class RequestShown:
    """A change that was asked for, by whom, and what became of it."""

    request: ChangeRequest
    by: str

    @property
    def state(self) -> str:
        return str(self.request.proposal.get_state_display())

    @property
    def comment(self) -> str:
        return self.request.proposal.comment


@dataclass(frozen=True, kw_only=True)
class Running:
    """A running project with all that somebody has to do about it."""

    shown: ProjectShown
    expenses: Sequence[ExpenseShown]
    lines: Sequence[LineShown]
    requests: Sequence[RequestShown]

    @property
    def waiting(self) -> list[Delivery]:
        """What was handed in and waits for acceptance."""
        return [one for one in self.shown.project.deliveries.all() if one.state == EntryState.ENTERED]

    @property
    def late(self) -> list[OwedShown]:
        return [one for one in (*self.shown.reports, *self.shown.outputs) if one.is_late]

    @property
    def due(self) -> list[InstalmentShown]:
        return [one for one in self.shown.instalments if one.standing is Standing.DUE]

    @cached_property
    def paid(self) -> Sequence[Money]:
        return sums_of(self.shown.project.payments.all()).amounts

    @cached_property
    def spent(self) -> Sequence[Money]:
        """What was accepted as spent, a currency at a time."""
        return sums_of(one.expense for one in self.expenses if one.expense.state == EntryState.ACCEPTED).amounts


def running(project: Project, today: date) -> Running:
    """The page of one running project; its parts were fetched with it."""
    labels = {line.code: str(line.label) for line in project.budget.all()}
    expenses = list(project.expenses.prefetch_related("shares__result", "shares__activity"))
    accepted = [one for one in expenses if one.state == EntryState.ACCEPTED]
    requests = list(project.change_requests.select_related("proposal"))
    people = names_of(one.asked_by for one in requests)
    lines = lines_left(
        {line.code: money_of(line) for line in project.budget.all()},
        [(one.line, exact(one.amount, one.currency)) for one in accepted],
    )
    return Running(
        shown=ProjectShown(project=project, today=today),
        expenses=[ExpenseShown(expense=one, line=labels.get(one.line, one.line)) for one in expenses],
        lines=[LineShown(label=labels.get(one.code, one.code), line=one) for one in lines],
        requests=[RequestShown(request=one, by=people.get(one.asked_by, one.asked_by)) for one in requests],
    )
