"""What all that is entered into a running project rests on: the project held, what lines call an entry, and what no
entry may be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.ground.web import web_address

from .checked import fault_in
from .enums import ProjectState
from .given import GivenExpense, GivenShare
from .models import Delivery, Expense, Project


def locked(slug: str) -> Project:
    """The project, which nobody else changes in this transaction.

    Raises ObjectDoesNotExist, and Refusal for one that was called off.
    """
    project = Project.objects.select_for_update().get(slug=slug)
    if project.state == ProjectState.CANCELLED:
        raise Refusal(_("This project was called off: nothing more is entered for it."))
    return project


def subject_of_delivery(project: Project, delivery: Delivery) -> str:
    """What lines of the audit call it."""
    return f"delivery:{project.slug}/{delivery.kind}/{delivery.code}"


def subject_of_expense(project: Project, expense: Expense) -> str:
    return f"expense:{project.slug}/{expense.number}"


def expense_faults(given: GivenExpense, *, lines: Collection[str], has_file: bool) -> Iterator[Refusal]:
    """Everything that is wrong with an expense of a project whose budget has these lines, each with its field."""
    if given.line not in lines:
        yield Refusal(_("The budget has no line “%(code)s”.") % {"code": given.line}, field="line")
    if not given.amount or fault_in(given.amount, given.currency):
        yield Refusal(
            _("An expense is an amount above zero, and its currency."),
            field="amount",
            remedy=_("Write both, as 1200.50 and EUR, no finer than the currency’s smallest unit."),
        )
    if not (given.url or has_file):
        yield Refusal(
            _("There is no evidence for this expense."), field="file", remedy=_("Add the bill, or give its address.")
        )
    yield from _address_faults(given.url)
    yield from _day_faults(given.spent_on, "spent_on")
    yield from _share_faults(given.shares)


def _share_faults(shares: Sequence[GivenShare]) -> Iterator[Refusal]:
    if any(one.share <= 0 for one in shares) or sum(one.share for one in shares) > 1:
        yield Refusal(
            _("The shares are more than the whole, or one of them is not above zero."),
            field="shares",
            remedy=_("Write shares that make up 100 per cent at most; the rest is unallocated."),
        )
    named = [(one.result, one.activity) for one in shares]
    if len(set(named)) < len(named):
        yield Refusal(_("Two shares are of the same."), field="shares", remedy=_("Write them as one."))


def _address_faults(url: str) -> Iterator[Refusal]:
    if url and not web_address(url):
        yield Refusal(_("Write a whole address, as https://example.org/page."), field="url")


def _day_faults(on: date, field: str) -> Iterator[Refusal]:
    if on > timezone.localdate():
        yield Refusal(_("This day is still to come."), field=field, remedy=_("Write the day on which it was."))


def refuse_address(url: str) -> None:
    """Raises Refusal for an address that does not lead to the web."""
    for fault in _address_faults(url):
        raise fault


def refuse_day_to_come(on: date, field: str) -> None:
    """Raises Refusal for a day after today."""
    for fault in _day_faults(on, field):
        raise fault
