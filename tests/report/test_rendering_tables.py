"""The tables of a report: every value, every row, and no cell that computes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from metronome.report.figures.ledger import compute_all
from metronome.report.rendering.tables import activities_csv, figures_csv, render_csv, rows_csv
from tests.factories import snapshot as rows


def cells(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_table_of_figures_has_each_value_and_each_row():
    snapshot = rows.quiet_snapshot()
    figures = compute_all(snapshot)
    found = cells(render_csv(snapshot, figures))
    totals = {line["figure"]: line for line in found if line["record"] == "figure" and not line["key"]}
    assert totals.keys() == figures.keys()
    assert (totals["members.total"]["value"], totals["members.total"]["hash"]) == ("4", figures["members.total"].hash)
    assert len([line for line in found if line["record"] == "row"]) == sum(len(one.rows) for one in figures.values())
    assert len(cells(figures_csv(figures))) == len(found) - len([line for line in found if line["record"] == "row"])
    assert [line["id"] for line in cells(rows_csv(figures["members.total"]))] == [
        row.id for row in figures["members.total"].rows
    ]


def test_a_cell_that_a_spreadsheet_would_compute_is_made_harmless():
    activity = rows.activity_row("forum", title=rows.words("=1+1"))
    snapshot = replace(rows.quiet_snapshot(), activities=(activity,))
    (line,) = cells(activities_csv(snapshot))
    assert line["title"] == "'=1+1"
    assert not [
        cell
        for line in cells(render_csv(snapshot, compute_all(snapshot)))
        for cell in line.values()
        if cell[:1] == "="
    ]
