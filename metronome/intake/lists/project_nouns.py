"""Projects and their expenses as lists.

A project stands in one row with all its parts. An expense is never changed once it was entered: its row comes in as
new, or says what stands already; what comes in waits for another hand, as all expenses do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from metronome.intake.fields import Fields
from metronome.intake.nouns.projects import AMOUNT, read_project
from metronome.projects.actions import ProjectKeys, enter_expenses, put_projects
from metronome.projects.entered import expense_faults
from metronome.projects.given import GivenExpense, GivenProject, GivenShare
from metronome.projects.held import held_expense
from metronome.projects.models import BudgetLine, Expense
from metronome.projects.sheets import PROJECTS as SHEET
from metronome.record.models import Activity

from .columns import Column, Listing, Sort, from_sheet, held_of, key_column, made_of, order_column, row_of, rows_of
from .grammar import Row
from .on_record import OnRecord

#: Stands for a day that could not be read: the row is refused for it.
UNKNOWN = date.min


def same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


#: The fields of each part, as a folder calls them.
PARTS: Mapping[str, Mapping[str, str]] = {
    "carriers": same("member", "partner", "role", "since", "until"),
    "sources": same("code", "label", "kind", "member", "partner", "amount", "currency"),
    "budget": same("code", "label", "source", "amount", "currency"),
    "rates": same("base", "to", "value", "on", "source"),
    "instalments": same("code", "label", "source", "amount", "currency", "due_on", "after_reports", "after_outputs"),
    "reports": same("code", "label", "first_day", "last_day", "due_on"),
    "outputs": same("code", "label", "due_on"),
    "markers": same("marker", "score", "reason"),
    "trips": {
        "origin": "from",
        "destination": "to",
        **same("mode", "number", "kilometres", "factor", "factor_low", "factor_high", "factor_source"),
    },
    "risks": same("code", "text", "likelihood", "effect", "response", "owner", "closed_on"),
    "follow_ups": same("what", "owner", "due_on", "done_on"),
}
#: Whether the money of a project is public, no column can say: nobody but its keepers is given it.
MONEY = ("sources", "budget", "rates", "instalments", "reports")


def part(name: str) -> Column:
    """A part, a line for each of its rows. That of no fixed head begins with the name of its first field."""
    names, hidden = PARTS[name], name in MONEY or name in SHEET.hidden
    return from_sheet(
        SHEET, name, says=rows_of(name, names), head=next(iter(names.values())), parts=tuple(names.values()),
        choices=None, is_hidden=hidden,
    )  # fmt: skip


def _line(project: GivenProject, record: OnRecord) -> str:
    return record.short(record.ids.nodes, project.lead_line) if project.lead_line else ""


def _results(project: GivenProject, record: OnRecord) -> list[str]:
    return [record.short(record.ids.nodes, key) for key in project.results]


PROJECTS = Listing(
    kind="projects",
    subject="project",
    key="slug",
    own="projects",
    plural=SHEET.plural,
    one=SHEET.one,
    columns=(
        key_column(),
        from_sheet(SHEET, "title"),
        from_sheet(SHEET, "summary"),
        from_sheet(SHEET, "text"),
        from_sheet(SHEET, "state"),
        from_sheet(SHEET, "state_note"),
        from_sheet(SHEET, "first_day"),
        from_sheet(SHEET, "last_day"),
        from_sheet(SHEET, "months"),
        part("carriers"),
        from_sheet(SHEET, "line", of="lead_line", says=_line),
        from_sheet(SHEET, "results", says=_results),
        from_sheet(SHEET, "activities", is_hidden=True),
        part("outputs"),
        part("reports"),
        part("sources"),
        part("budget"),
        part("instalments"),
        from_sheet(SHEET, "currency"),
        part("rates"),
        part("markers"),
        part("trips"),
        from_sheet(SHEET, "no_trips", of="has_no_trips"),
        from_sheet(SHEET, "online_share"),
        part("risks"),
        part("follow_ups"),
        from_sheet(SHEET, "call"),
        from_sheet(SHEET, "application", is_hidden=True),
        from_sheet(SHEET, "source"),
        from_sheet(SHEET, "money_public", of="is_money_public"),
        from_sheet(SHEET, "published", of="is_published", is_hidden=True),
        order_column(),
    ),
    rows=lambda: SHEET.rows().order_by("order", "slug"),
    open=lambda rows: rows.filter(is_published=True),
    given=lambda rows: held_of(SHEET, rows),
    read=read_project,
    put=lambda projects, hand, source: put_projects(projects=projects, keys=ProjectKeys.of_the_record(), by=hand),
    identity=lambda given, record: made_of(SHEET, given),
)


# Expenses


def _shares(expense: GivenExpense, record: OnRecord) -> list[Row]:
    return [
        {
            **({"result": record.short(record.ids.nodes, one.result)} if one.result else {}),
            **row_of(one, {"activity": "activity", "share": "share"}, ()),
        }
        for one in expense.shares
    ]


def _read_shares(record: OnRecord, fields: Fields) -> Iterator[GivenShare]:
    for item in fields.items("shares"):
        result, activity = item.text("result"), item.text("activity")
        if bool(result) == bool(activity):
            item.refuse(
                "shares",
                _("A share names a result or an activity, and not both."),
                _("Write result or activity, and share, from 0 to 1."),
            )
        key = record.coded(item, "result", record.ids.nodes, result) if result else ""
        if activity and not Activity.objects.filter(code=activity).exists():
            reason = _("“%(name)s” is not on record.") % {"name": activity}
            item.refuse("activity", reason, _("Write the code of an activity, as its list has it."))
        yield GivenShare(key, activity, item.decimal("share", ends=1, places=6) or Decimal(0))
        item.close()


def _read_expense(record: OnRecord, fields: Fields, number: int) -> GivenExpense:
    """An expense. Its code follows from what it says, so that one that was changed is none that stands."""
    del number
    expense = GivenExpense(
        code="",
        project=fields.reference("project", record.ids.projects, required=True),
        spent_on=fields.day("spent_on", required=True) or UNKNOWN,
        supplier=fields.text("supplier", required=True, most=200),
        what=fields.text("what", required=True, most=300),
        line=fields.text("line", required=True, most=50),
        amount=fields.decimal("amount", ends=AMOUNT, places=3) or Decimal(0),
        currency=fields.text("currency", required=True, most=3),
        url=fields.text("url", most=500),
        shares=tuple(_read_shares(record, fields)),
    )
    code = fields.text("code")
    if code and code != expense.own_code:
        reason = _("This code is that of another expense: one that was entered is not changed.")
        fields.refuse("code", reason, _("Leave the code empty, and have the wrong expense given back."))
    _refuse_faults(expense, fields)
    return replace(expense, code=expense.own_code)


def _refuse_faults(expense: GivenExpense, fields: Fields) -> None:
    lines = set(BudgetLine.objects.filter(project__slug=expense.project).values_list("code", flat=True))
    for fault in expense_faults(expense, lines=lines, has_file=False):
        name = "url" if fault.field == "file" else fault.field or ""
        fields.refuse(name, fault.reason, fault.remedy)


def _held_expenses(rows: QuerySet[Expense]) -> Iterator[GivenExpense]:
    whole = rows.select_related("project").prefetch_related("shares__result__plan", "shares__activity")
    return (held_expense(row) for row in whole.iterator(chunk_size=500))


def _of_the_same_day(rows: QuerySet[Expense], wanted: Sequence[str]) -> QuerySet[Expense]:
    """Those of the projects and days that stand in these codes."""
    is_one = Q(pk=None)
    for code in wanted:
        project, _slash, rest = code.partition("/")
        with suppress(ValueError):  # No code of an expense holds what is no day.
            is_one |= Q(project__slug=project, spent_on=date.fromisoformat(rest.partition("/")[0]))
    return rows.filter(is_one)


def _says(name: str) -> Any:
    return lambda expense, record: getattr(expense, name)


def _column(name: str, label: Any, sort: Sort = Sort.TEXT, **more: Any) -> Column:
    return Column(name=name, label=label, sort=sort, says=_says(name), **more)


EXPENSES = Listing(
    kind="expenses",
    subject="expense",
    key="code",
    plural=lambda: _("Expenses of projects"),
    one=lambda: _("Expense"),
    columns=(
        _column("code", lambda: _("Code"), hint=lambda: _("Stays empty for a new expense: it is made of the row.")),
        _column("project", lambda: _("Project"), is_required=True),
        _column("spent_on", lambda: _("Paid on"), Sort.DAY, is_required=True),
        _column("what", lambda: _("What for"), is_required=True),
        _column("supplier", lambda: _("Supplier"), is_required=True),
        _column("line", lambda: _("Budget line"), is_required=True),
        _column("amount", lambda: _("Amount"), Sort.NUMBER, is_required=True),
        _column("currency", lambda: _("Currency"), is_required=True),
        _column("url", lambda: _("Address of the bill on the web"), is_required=True),
        Column(
            name="shares",
            label=lambda: _("What it was for"),
            sort=Sort.ROWS,
            says=_shares,
            head="result",
            parts=("result", "activity", "share"),
        ),
    ),
    rows=lambda: Expense.objects.order_by("project__order", "project__slug", "number"),
    open=lambda rows: rows.none(),
    given=_held_expenses,
    read=_read_expense,
    put=lambda expenses, hand, source: enter_expenses(expenses=expenses, by=hand),
    identity=lambda given, record: given.own_code,
    refused=lambda standing: _("An expense that was entered is not changed."),
    found=_of_the_same_day,
)
