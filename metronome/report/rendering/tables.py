"""Figures and their rows as CSV, for whoever computes them again by other means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from metronome.ground.sheet import csv_file
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

FIGURES = ("figure", "version", "unit", "first", "last", "value", "low", "strict", "high", "basis", "key", "hash")
ROWS = ("figure", "kind", "id", "label", "used")
ACTIVITIES = (
    "code", "title", "first", "last", "precision", "kind", "lead_line", "format", "network_role",
    "results", "challenges", "members", "partners",
)  # fmt: skip


def render_csv(snapshot: Snapshot, figures: Mapping[str, Figure]) -> bytes:
    """Every figure with its value or bounds, then each of its rows: one table, told apart by the first column."""
    columns = ("record", *FIGURES, *ROWS[1:])
    empty = (None,) * len(ROWS[1:])
    lines: list[tuple[object, ...]] = []
    for figure in figures.values():
        lines += [("figure", *cells, *empty) for cells in _figure_cells(figure)]
        lines += [
            ("row", figure.id, *(None,) * (len(FIGURES) - 1), row.kind, row.id, row.label, row.used)
            for row in figure.rows
        ]
    return csv_file(columns, lines)


def figures_csv(figures: Mapping[str, Figure]) -> bytes:
    """Every figure with its value or bounds; a split figure has a line for each part besides."""
    return csv_file(FIGURES, [cells for figure in figures.values() for cells in _figure_cells(figure)])


def rows_csv(figure: Figure) -> bytes:
    """The rows of one figure."""
    return csv_file(ROWS, [(figure.id, row.kind, row.id, row.label, row.used) for row in figure.rows])


def activities_csv(snapshot: Snapshot) -> bytes:
    """The activities of the period, a line for each of their days or ranges; texts in the source language."""
    lines = [
        (
            row.code, str(row.title), days.period.first, days.period.last, days.precision, row.kind, row.lead_line,
            row.format, row.network_role, " ".join(row.results), " ".join(row.challenges),
            " ".join(sorted({part.slug for part in row.members if part.role == "activated"})),
            " ".join(sorted({part.slug for part in row.partners})),
        )
        for row in snapshot.activities
        for days in row.days
    ]  # fmt: skip
    return csv_file(ACTIVITIES, lines)


def _figure_cells(figure: Figure) -> Iterator[tuple[object, ...]]:
    measure = figure.measure()
    period = (figure.period.first, figure.period.last)
    yield (
        figure.id,
        figure.version,
        figure.unit,
        *period,
        *(measure.get(name) for name in ("value", "low", "strict", "high", "basis")),
        None,
        figure.hash,
    )
    for key, value in (figure.by or {}).items():
        yield (figure.id, figure.version, figure.unit, *period, value, None, None, None, None, key, None)
