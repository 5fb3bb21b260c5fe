"""What all that is entered into a running project rests on: the project held, what lines call an entry, and what no
entry may be."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.ground.web import web_address

from .enums import ProjectState
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


def refuse_address(url: str) -> None:
    """Raises Refusal for an address that does not lead to the web."""
    if url and not web_address(url):
        raise Refusal(_("Write a whole address, as https://example.org/page."), field="url")


def refuse_day_to_come(on: date, field: str) -> None:
    """Raises Refusal for a day after today."""
    if on > timezone.localdate():
        raise Refusal(_("This day is still to come."), field=field, remedy=_("Write the day on which it was."))
