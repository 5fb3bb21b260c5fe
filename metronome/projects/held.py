"""A project on record, as it would be given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args, get_type_hints

from metronome.ground.told import held_rows, known_as

from .given import GivenExpense, GivenProject, GivenShare
from .ledger import exact
from .models import Expense, ExpenseShare, Project

#: Parts of one column, which are known by a code and not by a row.
REFERENCES = ("member", "partner", "marker")
CODED = {"results": "result", "activities": "activity"}


def held_project(project: Project) -> GivenProject:
    """The project with its parts, each in the order in which it was put."""
    hints: dict[str, Any] = get_type_hints(GivenProject)
    values: dict[str, Any] = {}
    for name, hint in hints.items():
        if name in CODED:
            continue
        value = getattr(project, name)
        if hasattr(value, "order_by"):
            rows = value.order_by("pk")
            beside = [field.name for field in rows.model._meta.fields if field.name in REFERENCES]
            values[name] = held_rows(get_args(hint)[0], rows.select_related(*beside) if beside else rows)
        else:
            values[name] = known_as(value, hint)
    lead = project.lead_line
    values["lead_line"] = f"{lead.plan.slug}/{lead.code}" if lead else ""
    results = project.results.order_by("pk").values_list("result__plan__slug", "result__code")
    values["results"] = tuple(f"{plan}/{code}" for plan, code in results)
    values["activities"] = tuple(project.activities.order_by("pk").values_list("activity__code", flat=True))
    return GivenProject(**values)


def held_expense(expense: Expense) -> GivenExpense:
    """An expense as it was entered; a file that shows it is no part of it. Its project and shares came with it."""
    given = GivenExpense(
        code="",
        project=expense.project.slug,
        spent_on=expense.spent_on,
        supplier=expense.supplier,
        what=expense.what,
        line=expense.line,
        amount=exact(expense.amount, expense.currency).amount,
        currency=expense.currency,
        url=expense.url,
        shares=tuple(_share(one) for one in expense.shares.all()),
    )
    return replace(given, code=given.own_code)


def _share(share: ExpenseShare) -> GivenShare:
    node = share.result
    key = f"{node.plan.slug}/{node.code}" if node else ""
    return GivenShare(key, share.activity.code if share.activity else "", share.share.normalize())
