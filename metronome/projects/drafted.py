"""What is typed of an expense, a report or an output and not sent: drafts of the desk, known by the project, what is
written, and its code."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from metronome.desk.drafts import Page

EXPENSES, DELIVERIES = "project-expenses", "project-deliveries"


def _expense() -> str:
    return gettext("Expense")


def _delivery() -> str:
    return gettext("Report or output of a project")


HERE = {"add": "projects:my_projects", "change": "projects:go_on", "waits": "projects:my_projects"}
PAGES = {
    EXPENSES: Page(one=_expense, title="what", **HERE),
    DELIVERIES: Page(one=_delivery, title="text", **HERE),
}


def identity_of(project: str, kind: str, code: str = "") -> str:
    """What a draft is about: the project, "expense", "report" or "output", and the code of what is handed in."""
    return ":".join(filter(None, (project, kind, code)))


def kind_of(identity: str) -> str:
    """Of which kind a draft of that is."""
    return EXPENSES if identity.split(":")[1:] == ["expense"] else DELIVERIES


def place_of(identity: str) -> str:
    """The page on which that is written. Raises LookupError where it is nothing of a project."""
    match identity.split(":"):
        case [project, "expense"]:
            return reverse("projects:expense", args=[project])
        case [project, ("report" | "output") as kind, code]:
            return reverse(f"projects:{kind}", args=[project, code])
    raise LookupError(identity)
