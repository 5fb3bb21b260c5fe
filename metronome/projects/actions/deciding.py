"""What another hand decides of what was entered."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.refusal import Refusal

from ..entered import subject_of_delivery, subject_of_expense
from ..enums import DeliveryKind, EntryState
from ..models import Delivery, Expense, Project


@transaction.atomic
def accept_delivery(*, project: str, number: int, by: object) -> Delivery:
    """Accept a report or an output that was handed in. What is accepted of an output is public with its project.

    Raises Refusal where the hand is that which handed it in, and where it was decided already.
    """
    delivery = _delivery(project, number, by)
    _decide(delivery, EntryState.ACCEPTED, "", by)
    _note(
        subject_of_delivery(delivery.project, delivery), "accept", "", by, public=delivery.kind == DeliveryKind.OUTPUT
    )
    return delivery


@transaction.atomic
def return_delivery(*, project: str, number: int, comment: str, by: object) -> Delivery:
    """Give a report or an output back to be written anew. Raises Refusal without a reason, and as accepting does."""
    delivery = _delivery(project, number, by)
    _decide(delivery, EntryState.RETURNED, comment, by)
    _note(subject_of_delivery(delivery.project, delivery), "return", comment, by)
    return delivery


@transaction.atomic
def accept_expense(*, project: str, number: int, by: object) -> Expense:
    """Accept an expense by its number in the project; from now on it counts.

    Raises Refusal where the hand is that which entered it, and where it was decided already.
    """
    expense = _expense(project, number, by)
    _decide(expense, EntryState.ACCEPTED, "", by)
    _note(subject_of_expense(expense.project, expense), "accept", "", by)
    return expense


@transaction.atomic
def return_expense(*, project: str, number: int, comment: str, by: object) -> Expense:
    """Give an expense back; it counts nowhere. Raises Refusal without a reason, and as accepting does."""
    expense = _expense(project, number, by)
    _decide(expense, EntryState.RETURNED, comment, by)
    _note(subject_of_expense(expense.project, expense), "return", comment, by)
    return expense


def _delivery(project: str, number: int, by: object) -> Delivery:
    held = Project.objects.select_for_update().get(slug=project)
    found = Delivery.objects.select_related("project").get(project=held, pk=number)
    _refuse_decided(found, by)
    return found


def _expense(project: str, number: int, by: object) -> Expense:
    held = Project.objects.select_for_update().get(slug=project)
    found = Expense.objects.select_related("project").get(project=held, number=number)
    _refuse_decided(found, by)
    return found


def _refuse_decided(entry: Delivery | Expense, by: object) -> None:
    if entry.state != EntryState.ENTERED:
        raise Refusal(_("Somebody has decided this already."), remedy=_("Open the page again to see what stands."))
    if entry.entered_by == str(by):
        raise Refusal(_("It is accepted by another hand than the one that entered it."))


def _decide(entry: Delivery | Expense, state: EntryState, comment: str, by: object) -> None:
    if state == EntryState.RETURNED and not comment.strip():
        raise Refusal(_("Say what is to be mended."), field="comment")
    entry.state, entry.comment = state, comment.strip()
    entry.decided_by, entry.decided_on = str(by), timezone.localdate()
    entry.save(update_fields=["state", "comment", "decided_by", "decided_on"])


def _note(subject: str, verb: str, comment: str, by: object, *, public: bool = False) -> None:
    change = {"state": [EntryState.ENTERED.value, "accepted" if verb == "accept" else "returned"]}
    audit.note(by=by, verb=verb, subject=subject, change=change, public=public, why=comment)
