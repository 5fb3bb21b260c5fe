"""Projects and expenses as lists: they leave, come in again and change nothing; what comes in is looked at first."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metronome.ground.audit import Line, verify
from metronome.ground.refusal import Refusal
from metronome.intake.lists.actions import ListRefused, import_list
from metronome.intake.lists.catalogue import LISTINGS
from metronome.intake.lists.enums import Fate
from metronome.intake.lists.exporting import export_file
from metronome.intake.lists.looking import look_at
from metronome.network.actions import appoint_focal_point
from metronome.plan.models import Marker
from metronome.projects import actions
from metronome.projects.held import held_project
from metronome.projects.models import Expense, Project
from tests.factories.accounts import make_account, signed_in
from tests.factories.desk import make_proposal
from tests.factories.network import make_member, make_network
from tests.factories.plan import make_node, make_plan
from tests.factories.projects import make_entries, make_project
from tests.factories.record import make_activity

pytestmark = pytest.mark.django_db
WANTED = {
    "project": "green", "spent_on": "2021-06-01", "what": "Train", "supplier": "Bahn", "line": "work",
    "amount": "80.20", "currency": "EUR", "url": "https://example.org/ticket", "shares": "plan/A1 | share: 0.5",
}  # fmt: skip


@pytest.fixture(autouse=True)
def green(db) -> Project:
    make_network()
    member = make_member("dakar")
    project = make_project(lead=member)
    node = make_node(make_plan(), "A1")
    activity = make_activity("forum", members=[member])
    marker = Marker.objects.create(slug="gender", label=project.title)
    proposal = make_proposal("members", "dakar", by=make_account("focal"), website="https://1.example.org")
    make_entries(project, node=node, activity=activity, marker=marker, proposal=proposal)
    return project


def table(folder: Path, rows: list[dict[str, str]], name: str = "expenses.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def refusals(path: Path, kind: str = "expenses") -> list[tuple[str, str]]:
    found = look_at(path, kind=kind).fates()
    return [(one.refusals[0].field, one.refusals[0].reason) for one in found if one.fate is Fate.REFUSED]


@pytest.mark.parametrize("kind", ["projects", "expenses"])
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_leaves_comes_in_and_changes_nothing(tmp_path, kind, format):
    path = tmp_path / f"list.{format}"
    path.write_bytes(export_file(LISTINGS[kind], format, all=True))
    fates = list(look_at(path, kind=kind).fates())
    assert [(one.fate, one.changes, one.refusals) for one in fates] == [(Fate.UNCHANGED, {}, ())]


def test_a_project_changed_in_a_spreadsheet_keeps_all_that_its_row_does_not_say(tmp_path, green):
    before = held_project(green)
    outputs = "guide | label (fr): Un guide | due_on: 2022-07-01"
    path = table(tmp_path, [{"slug": "green", "months": "36", "outputs": outputs}])
    assert import_list(path=path, kind="projects", source="file", by="editor").counts == {Fate.CHANGED: 1}
    after = held_project(Project.objects.get())
    assert (after.months, after.outputs[0].due_on) == (36, date(2022, 7, 1))
    assert (after.sources, after.budget, after.instalments) == (before.sources, before.budget, before.instalments)
    assert not verify()


def test_what_does_not_hold_together_in_a_project_is_refused_by_column(tmp_path):
    path = table(tmp_path, [{"slug": "green", "last_day": "2020-01-01"}])
    assert refusals(path, "projects") == [("last_day", "The last day comes before the first.")]


def test_the_list_for_everybody_says_nothing_of_money_nor_of_what_is_not_public():
    text = export_file(LISTINGS["projects"], "csv", all=False).decode()
    assert "green" in text
    for hidden in ("sources", "budget", "instalments", "risks", "30000"):
        assert hidden not in text.replace("money_public", "")
    assert "Imprimerie" not in export_file(LISTINGS["expenses"], "csv", all=False).decode()
    Project.objects.update(is_published=False)
    assert "green" not in export_file(LISTINGS["projects"], "csv", all=False).decode()


def test_an_expense_comes_in_once_and_waits_for_another_hand(tmp_path):
    path = table(tmp_path, [WANTED])
    assert import_list(path=path, kind="expenses", source="file", by="officer").counts == {Fate.NEW: 1}
    assert import_list(path=path, kind="expenses", source="file", by="officer").counts == {Fate.UNCHANGED: 1}
    expense = Expense.objects.get(number=2)
    assert (expense.amount, expense.state, expense.entered_by) == (Decimal("80.20"), "entered", "officer")
    assert list(expense.shares.values_list("result__code", "share")) == [("A1", Decimal("0.5"))]
    assert Line.objects.filter(verb="enter", subject="expense:green/2").count() == 1
    with pytest.raises(Refusal):
        actions.accept_expense(project="green", number=2, by="officer")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"project": "blue"}, "project"),
        ({"line": "travel"}, "line"),
        ({"amount": "0"}, "amount"),
        ({"amount": "1.001"}, "amount"),
        ({"currency": "euro"}, "currency"),
        ({"url": ""}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"spent_on": "2999-01-01"}, "spent_on"),
        ({"spent_on": "yesterday"}, "spent_on"),
        ({"shares": "plan/A1 | share: 0.6\nactivity: forum | share: 0.6"}, "shares"),
        ({"shares": "plan/A9 | share: 0.6"}, "shares"),
        ({"code": "green/2021-06-01/00000000"}, "code"),
        ({"code": "green/x"}, "code"),
    ],
)
def test_a_row_that_is_no_expense_is_refused_at_its_column(tmp_path, change, field):
    assert [one for one, _reason in refusals(table(tmp_path, [{**WANTED, **change}]))] == [field]


def test_an_expense_that_stands_is_not_changed_by_a_list(tmp_path):
    text = export_file(LISTINGS["expenses"], "csv", all=True).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    path = table(tmp_path, [{**row, "amount": "1.00"}, {**row, "shares": ""}])
    with pytest.raises(ListRefused):
        import_list(path=path, kind="expenses", source="file", by="editor")
    assert Expense.objects.get().amount == Decimal("99.50")


def test_the_expenses_of_a_source_leave_as_a_file_for_its_funder(green):
    appoint_focal_point(person=(lead := make_account("lead")), member=green.carriers.get().member, by="operator")
    Expense.objects.create(
        project=green, number=2, spent_on=date(2021, 7, 1), supplier="=Hôtel", what="Salle", line="rooms",
        amount=Decimal(500), currency="MXN", url="https://example.org/rooms", entered_by="focal point",
    )  # fmt: skip
    address = "/en/desk/projects/green/running/expenses"
    browser = signed_in(lead)
    rows = list(csv.DictReader(io.StringIO(browser.get(f"{address}.csv").content.decode("utf-8-sig"))))
    assert [(row["number"], row["source"], row["amount"], row["currency"]) for row in rows] == [
        ("1", "grant", "99.50", "EUR"),
        ("2", "own", "500.00", "MXN"),
    ]
    assert rows[0]["shares"] == "A1 0.5"
    assert not rows[1]["supplier"].startswith("=")
    (row,) = csv.DictReader(io.StringIO(browser.get(f"{address}.csv?source=grant").content.decode("utf-8-sig")))
    assert row["what"] == "Guide imprimé"
    with zipfile.ZipFile(io.BytesIO(browser.get(f"{address}.xlsx?source=own").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=Hôtel" in sheet
    assert "Guide imprimé" not in sheet
    assert "<f>" not in sheet
    assert browser.get(f"{address}.csv?source=none").status_code == 404
    assert browser.get(f"{address}.pdf").status_code == 404
    assert signed_in(make_account("other")).get(f"{address}.csv").status_code in (403, 404)
