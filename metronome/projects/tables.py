"""The list of projects as a file, one row for each project; and the expenses of one, for whoever pays for it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from metronome.design.words import direction_of, reader
from metronome.ground.workbooks import writing
from metronome.ground.workbooks.table import Value

from .enums import CarrierRole
from .ledger import exact
from .models import Expense, ExpenseShare, Project

COLUMNS = ("slug", "title", "state", "first_day", "last_day", "months", "lead", "partners", "call", "summary")


def project_row(project: Project) -> Sequence[object]:
    carriers = list(project.carriers.all())
    names = {role: "; ".join(one.slug for one in carriers if one.role == role) for role in CarrierRole}
    return (
        project.slug,
        project.title.in_(reader()),
        project.state,
        project.first_day.isoformat() if project.first_day else "",
        project.last_day.isoformat() if project.last_day else "",
        project.months,
        names[CarrierRole.LEAD],
        names[CarrierRole.PARTNER],
        project.call,
        project.summary.in_(reader()),
    )


#: Of an expense: `bill` leads to what shows it, `shares` says for what it was, the rest of one being unallocated.
EXPENSES = (
    "number", "spent_on", "what", "supplier", "line", "line_label", "source", "amount", "currency", "state",
    "decided_on", "bill", "shares",
)  # fmt: skip


def expense_rows(project: Project, *, source: str, origin: str) -> Iterator[Sequence[Value]]:
    """The expenses of a project in their order, of all sources or of one; `origin` leads to files that were handed
    in. Its budget came with it."""
    lines = {line.code: line for line in project.budget.all()}
    for one in project.expenses.prefetch_related("shares__result", "shares__activity"):
        line = lines.get(one.line)
        if source and (line is None or line.source != source):
            continue
        yield (
            one.number,
            one.spent_on.isoformat(),
            one.what,
            one.supplier,
            one.line,
            line.label.in_(reader()) if line else "",
            line.source if line else "",
            exact(one.amount, one.currency).amount,
            one.currency,
            one.state,
            one.decided_on.isoformat() if one.decided_on else "",
            _bill(one, origin),
            "; ".join(_share(share) for share in one.shares.all()),
        )


def _bill(expense: Expense, origin: str) -> str:
    return expense.url or (f"{origin}{expense.kept}" if expense.kept else "")


def _share(share: ExpenseShare) -> str:
    about = share.result or share.activity
    return f"{about.code if about else ''} {share.share.normalize():f}"


def expenses_workbook(name: str, rows: Iterator[Sequence[Value]]) -> bytes:
    """The same as a workbook in which nothing is a formula."""
    columns = tuple(writing.Column(header) for header in EXPENSES)
    file = io.BytesIO()
    page = writing.Page(name, columns, rows)
    writing.write_workbook(file, page=page, is_right_to_left=direction_of(reader()) == "rtl")
    return file.getvalue()
