"""What is entered while a project runs: reports, outputs and expenses, with what shows them. Nothing of it
counts before another hand has accepted it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.refusal import Refusal
from metronome.plan.work_sheets import node_keys
from metronome.record.models import Activity

from ..checked import fault_in
from ..entered import locked, refuse_address, refuse_day_to_come, subject_of_delivery, subject_of_expense
from ..enums import DeliveryKind, EntryState
from ..models import Delivery, Expense, ExpenseShare


@dataclass(frozen=True, slots=True)
class GivenShare:
    """Which share of an expense was for a result (plan/code) or for an activity (its code)."""

    result: str
    activity: str
    share: Decimal


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
    if not found.budget.filter(code=line).exists():
        raise Refusal(_("The budget has no line “%(code)s”.") % {"code": line}, field="line")
    _refuse_no_money(amount, currency)
    if not (url or file):
        raise Refusal(
            _("There is no evidence for this expense."), field="file", remedy=_("Add the bill, or give its address.")
        )
    refuse_address(url)
    refuse_day_to_come(spent_on, "spent_on")
    _refuse_shares(shares)
    number = (found.expenses.aggregate(last=Max("number"))["last"] or 0) + 1
    expense = Expense.objects.create(
        project=found, number=number, spent_on=spent_on, supplier=supplier.strip(), what=what.strip(), line=line,
        amount=amount, currency=currency, url=url, file=file, entered_by=str(by),
    )  # fmt: skip
    ExpenseShare.objects.bulk_create(_shares(expense, shares))
    audit.note(by=by, verb="enter", subject=subject_of_expense(found, expense), change=_told(expense, shares))
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


def _refuse_no_money(amount: Decimal, currency: str) -> None:
    if not amount or fault_in(amount, currency):
        raise Refusal(
            _("An expense is an amount above zero, and its currency."),
            field="amount",
            remedy=_("Write both, as 1200.50 and EUR, no finer than the currency’s smallest unit."),
        )


def _refuse_shares(shares: Sequence[GivenShare]) -> None:
    if any(one.share <= 0 for one in shares) or sum(one.share for one in shares) > 1:
        raise Refusal(
            _("The shares are more than the whole, or one of them is not above zero."),
            field="shares",
            remedy=_("Write shares that make up 100 per cent at most; the rest is unallocated."),
        )
    named = [(one.result, one.activity) for one in shares]
    if len(set(named)) < len(named):
        raise Refusal(_("Two shares are of the same."), field="shares", remedy=_("Write them as one."))


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
