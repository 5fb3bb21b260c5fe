"""What is entered while a project runs: reports, outputs and expenses, with what shows them. Nothing of it
counts before another hand has accepted it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from metronome.plan.work_sheets import node_keys
from metronome.record.models import Activity

from ..entered import (
    expense_faults,
    locked,
    refuse_address,
    refuse_day_to_come,
    subject_of_delivery,
    subject_of_expense,
)
from ..enums import DeliveryKind, EntryState
from ..given import GivenExpense, GivenShare
from ..models import Delivery, Expense, ExpenseShare, Project


@transaction.atomic
def hand_in(
    *, project: str, kind: str, code: str, text: str = "", url: str = "", file: str = "", on: date, by: object
) -> Delivery:
    """Hand in a report or an output that the project owes, by its code.

    Raises Refusal where the project owes no such thing, where one lies there already and was not given back, where
    nothing is in it, and for a day to come.
    """
    found = locked(project)
    owed = found.reports if kind == DeliveryKind.REPORT else found.outputs
    if not owed.filter(code=code).exists():
        raise Refusal(_("“%(code)s” is not in this project.") % {"code": code}, field="code")
    if found.deliveries.filter(kind=kind, code=code).exclude(state=EntryState.RETURNED).exists():
        raise Refusal(
            _("It was handed in already."), remedy=_("Wait until it is accepted, or given back to be written anew.")
        )
    if not (text.strip() or url or file):
        raise Refusal(
            _("There is nothing in it."), field="text", remedy=_("Write something, give an address, or add a file.")
        )
    refuse_address(url)
    refuse_day_to_come(on, "on")
    delivery = Delivery.objects.create(
        project=found, kind=kind, code=code, text=text.strip(), url=url, file=file, handed_in_on=on, entered_by=str(by)
    )
    told = {"url": url, "file": file, "on": on.isoformat(), "characters": len(delivery.text)}
    audit.note(by=by, verb="hand-in", subject=subject_of_delivery(found, delivery), change=_new(told))
    return delivery


@transaction.atomic
def enter_expense(
    *,
    project: str,
    spent_on: date,
    supplier: str,
    what: str,
    line: str,
    amount: Decimal,
    currency: str,
    url: str = "",
    file: str = "",
    shares: Sequence[GivenShare] = (),
    by: object,
) -> Expense:
    """Enter what was spent on a line of the budget, with its evidence and what it was for.

    Raises Refusal for a line that the budget has not, for what is no money, without evidence, for a day to come, and
    for shares that are more than the whole.
    """
    found = locked(project)
    given = GivenExpense("", project, spent_on, supplier, what, line, amount, currency, url, tuple(shares))
    expense = _enter(found, given, file=file, by=by)
    audit.note(by=by, verb="enter", subject=subject_of_expense(found, expense), change=_told(expense, shares))
    return expense


def enter_expenses(*, expenses: Iterable[GivenExpense], by: Hand) -> None:
    """Enter many, as `enter_expense` does; the caller holds the transaction. Raises its Refusal for the first."""
    for given in expenses:
        found = locked(given.project)
        expense = _enter(found, given, file="", by=by)
        by.note("enter", subject_of_expense(found, expense), _told(expense, given.shares))


def _enter(project: Project, given: GivenExpense, *, file: str, by: object) -> Expense:
    for fault in expense_faults(given, lines=set(project.budget.values_list("code", flat=True)), has_file=bool(file)):
        raise fault
    number = (project.expenses.aggregate(last=Max("number"))["last"] or 0) + 1
    expense = Expense.objects.create(
        project=project, number=number, spent_on=given.spent_on, supplier=given.supplier.strip(),
        what=given.what.strip(), line=given.line, amount=given.amount, currency=given.currency, url=given.url,
        file=file, entered_by=str(by),
    )  # fmt: skip
    ExpenseShare.objects.bulk_create(_shares(expense, given.shares))
    return expense


def _told(expense: Expense, shares: Sequence[GivenShare]) -> dict[str, list[Any]]:
    """What a line of the audit says of an expense: neither who was paid nor what it was called."""
    return _new(
        {
            "spent_on": expense.spent_on.isoformat(),
            "line": expense.line,
            "amount": str(expense.amount),
            "currency": expense.currency,
            "file": expense.file,
            "url": expense.url,
            "shares": [[one.result or one.activity, str(one.share)] for one in shares],
        }
    )


def _shares(expense: Expense, shares: Sequence[GivenShare]) -> list[ExpenseShare]:
    """Raises Refusal for a result or an activity that is not on record."""
    nodes = node_keys().ids if shares else {}
    rows: dict[str, int] = dict(
        Activity.objects.filter(code__in=[one.activity for one in shares if one.activity]).values_list("code", "pk")
    )
    found = []
    for order, one in enumerate(shares, 1):
        known = nodes.get(one.result) if one.result else rows.get(one.activity)
        if known is None:
            name = one.result or one.activity
            raise Refusal(_("“%(name)s” is not on record.") % {"name": name}, field="shares")
        key: dict[str, Any] = {"result_id": known} if one.result else {"activity_id": known}
        found.append(ExpenseShare(expense=expense, share=one.share, order=order, **key))
    return found


def _new(told: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {name: [None, value] for name, value in told.items() if value not in ("", [], 0)}
