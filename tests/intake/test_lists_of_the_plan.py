"""The texts of a plan, what is planned, and the short lists of a network, changed in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from metronome.ground.audit import verify
from metronome.intake.lists.actions import import_list
from metronome.intake.lists.catalogue import LISTINGS
from metronome.intake.lists.enums import Fate
from metronome.intake.lists.exporting import export_file
from metronome.intake.lists.looking import look_at
from metronome.network.models import Region
from metronome.plan.models import Assessment, Node, PlannedActivity

pytestmark = pytest.mark.django_db


def changed(folder: Path, kind: str, change: dict[str, str], *, first: str = "") -> Path:
    """A list as it leaves, with other words in its first row, or in the row of that code."""
    path = folder / f"{kind}.csv"
    text = export_file(LISTINGS[kind], "csv", all=True).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    key = LISTINGS[kind].key
    next(row for row in rows if not first or row[key] == first).update(change)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_result_is_reworded_and_its_code_level_and_days_stay(caspian, tmp_path):
    before = Node.objects.get(plan__slug="goals-2021", code="G1")
    path = changed(tmp_path, "nodes", {"short_label (en)": "A lower sea"}, first="goals-2021/G1")
    assert import_list(path=path, kind="nodes", source="file", by="editor").counts[Fate.CHANGED] == 1
    after = Node.objects.get(pk=before.pk)
    assert after.short_label.texts["en"] == "A lower sea"
    assert (after.label, after.parent_id, after.order, after.depth) == (
        before.label,
        before.parent_id,
        before.order,
        before.depth,
    )
    assert after.label.made == before.label.made
    assert not list(verify())


def test_a_code_that_no_plan_has_is_refused_with_where_it_comes_from(caspian, tmp_path):
    path = changed(tmp_path, "nodes", {"code": "goals-2021/G99"})
    refused = [one for one in look_at(path, kind="nodes").fates() if one.fate is Fate.REFUSED]
    assert [(one.refusals[0].field, one.refusals[0].reason) for one in refused] == [
        ("code", "No plan has the code “goals-2021/G99”.")
    ]
    assert "amendment" in refused[0].refusals[0].remedy


def test_half_a_budget_and_months_the_wrong_way_round_are_refused_by_column(caspian, tmp_path):
    code = PlannedActivity.objects.values_list("slug", flat=True)[0]
    for change, column in (({"amount": "10", "currency": ""}, "amount"), ({"month": "2021-05..2021-03"}, "month")):
        path = changed(tmp_path, "planned", change, first=code)
        refused = [one for one in look_at(path, kind="planned").fates() if one.fate is Fate.REFUSED]
        assert [one.refusals[0].field for one in refused] == [column]


def test_a_result_is_not_assessed_twice_for_a_year(caspian, tmp_path):
    first = Assessment.objects.order_by("-on", "slug")[0]
    path = changed(tmp_path, "assessments", {"slug": "another-one"}, first=first.slug)
    refused = [one for one in look_at(path, kind="assessments").fates() if one.fate is Fate.REFUSED]
    assert [one.refusals[0].field for one in refused] == ["year"]
    assert "already" in refused[0].refusals[0].reason


def test_a_region_comes_in_with_a_spreadsheet_and_the_same_file_changes_nothing(caspian, tmp_path):
    path = tmp_path / "regions.csv"
    path.write_text("name (en),name (ar),name (fa)\nSouthern shore,الساحل الجنوبي,کرانه جنوبی\n", encoding="utf-8")
    assert import_list(path=path, kind="regions", source="file", by="editor").counts == {Fate.NEW: 1}
    assert Region.objects.get(slug="southern-shore").name.texts["fa"] == "کرانه جنوبی"
    assert import_list(path=path, kind="regions", source="file", by="editor").counts == {Fate.UNCHANGED: 1}
