"""What stands at the end of a report: its figures with their rows, and what the checks found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from metronome.report.checks.finding import CHECKS, Finding
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.phrases import findings_in_words, rows_in_words, unit_in_words

from .model import FigureEntry, FindingEntry, PartOfFigure, RowEntry
from .reading import Reader, entry_of


def figure_entries(reader: Reader) -> tuple[FigureEntry, ...]:
    return tuple(figure_entry(reader, figure) for figure in reader.figures.values())


def figure_entry(reader: Reader, figure: Figure) -> FigureEntry:
    """A figure with its meaning, its parts and its rows, in the reader's language."""
    definition = figure.definition
    return FigureEntry(
        figure.id,
        entry_of(figure.id),
        definition.label(),
        definition.words(),
        reader.shown(figure.id),
        unit_in_words(figure),
        tuple(PartOfFigure(reader.key_label(figure.id, key), reader.shown(figure.id, key)) for key in figure.by or ()),
        rows_in_words(len(figure.rows)),
        tuple(_rows(reader, figure)),
        figure.hash,
    )


def _rows(reader: Reader, figure: Figure) -> Iterator[RowEntry]:
    """The rows, those of one thing as one entry."""
    things: dict[tuple[str, str], tuple[str, dict[str, None]]] = {}
    for row in figure.rows:
        _label, used = things.setdefault((row.kind, row.id), (reader.row_label(row), {}))
        if row.used and row.used != row.id:
            used[reader.used_label(row.used)] = None
    for (kind, _id), (label, used) in things.items():
        yield RowEntry(kind, label, tuple(word for word in used if word != label))


def finding_entries(reader: Reader, findings: Iterable[Finding]) -> tuple[FindingEntry, ...]:
    return tuple(
        FindingEntry(
            finding.severity.value,
            str(Severity(finding.severity).label),
            CHECKS[finding.rule].label() if finding.rule in CHECKS else finding.rule,
            finding.message(reader.language),
            finding.mend(reader.language),
            finding.where,
        )
        for finding in findings
    )


def findings_words(findings: Iterable[Finding]) -> str:
    """How many findings there are of each severity."""
    numbers = dict.fromkeys(Severity, 0)
    for severity, of_it in groupby(sorted(finding.severity for finding in findings)):
        numbers[Severity(severity)] = len(list(of_it))
    if not any(numbers.values()):
        return _("The checks found nothing.")
    return findings_in_words(numbers[Severity.STOP], numbers[Severity.ASK], numbers[Severity.TELL])
