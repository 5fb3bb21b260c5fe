"""Commands about what the instance holds: load, check, figures."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from textwrap import shorten
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.cli.instance import actor, make_ready, network, period_of
from metronome.cli.terminal import Progress, command, heading, say, say_json, table, width
from metronome.ground.refusal import Refusal
from metronome.home.search.index import catch_up
from metronome.intake.loading import LoadReport, load_folder
from metronome.intake.refused import LoadRefused

Options = argparse.Namespace


def add_to(commands: Any) -> None:
    load = command(commands, "load", "load a reference data set; the same folder twice changes nothing", _load)
    load.add_argument("folder", type=Path)
    load.add_argument("--prune", action="store_true", help="cancel what has gone from the folder")
    load.add_argument("--by", help="who loads (else the name of the account)")
    load.add_argument("--why", default="", help="the reason, kept with each change")

    check = command(commands, "check", "what does not fit: rule, severity, subject, message, mend", _check)
    check.add_argument(
        "--period", help="2021-01..2021-04, 2021, 2021-Q1, FY2021 or 2021-P1 (else the latest with activities)"
    )
    check.add_argument("--edition", help="slug of an edition")

    figures = command(commands, "figures", "every figure with value, bounds, unit and rows", _figures)
    figures.add_argument(
        "--period", help="2021-01..2021-04, 2021, 2021-Q1, FY2021 or 2021-P1 (else the latest with activities)"
    )
    figures.add_argument("--only", help="ids, separated by commas")


def _load(options: Options) -> int:
    make_ready()
    progress = Progress(_("Loading"))
    try:
        report = load_folder(
            options.folder, by=actor(options.by), why=options.why, prune=options.prune, progress=progress
        )
    except LoadRefused as refused:
        progress.done()
        words = _("Nothing was loaded. Rows that cannot come in: %(number)d")
        return say_refused_rows(refused, options.format, words)
    catch_up()
    progress.done()
    if options.format == "json":
        say_json(asdict(report))
    else:
        _say_load(report)
    return 0


def _say_load(report: LoadReport) -> None:
    """What came in, what changed with its fields, what has gone."""
    if not report.did_something:
        say(_("Nothing has changed: %(number)d rows are as they were.") % {"number": sum(report.unchanged.values())})
    if report.created:
        kinds = Counter(subject.split(":", 1)[0] for subject in report.created)
        say(_("New: %(kinds)s") % {"kinds": ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))})
    for subject, change in report.changed.items():
        say(_("Changed: %(subject)s (%(fields)s)") % {"subject": subject, "fields": ", ".join(change)})
    for subject in report.cancelled:
        say(_("Cancelled: %(subject)s") % {"subject": subject})
    for subject in report.gone:
        if subject not in report.cancelled:
            say(_("No more in the folder, still on record: %(subject)s") % {"subject": subject})
    for subject in report.kept:
        say(_("Kept as it is, because it is frozen: %(subject)s") % {"subject": subject})


def say_refused_rows(refused: LoadRefused, format: str, words: str) -> int:
    """Each row with its place, why not, and what would help; `words` say above how many there are."""
    if format == "json":
        say_json({"refused": [asdict(row) for row in refused.refusals]})
        return 1
    heading(words % {"number": len(refused.refusals)})
    for row in refused.refusals:
        place = ", ".join(str(part) for part in (row.file, row.row, row.field) if part)
        say(f"  {place}")
        table([[" ", row.reason], [" ", row.remedy]])
    return 1


def _check(options: Options) -> int:
    from metronome.report.editions.build import read_period
    from metronome.report.editions.manifest import finding_json
    from metronome.report.enums import Severity

    make_ready()
    reading = read_period(period_of(options.period), edition=options.edition)
    languages = network().languages
    if options.format == "json":
        say_json(
            {
                "period": {"first": reading.snapshot.period.first, "last": reading.snapshot.period.last},
                "findings": [finding_json(finding, languages) for finding in reading.findings],
            }
        )
    else:
        say_findings(reading.findings, options.language)
    return int(any(finding.severity == Severity.STOP for finding in reading.findings))


def say_findings(findings: Any, language: str | None, *, is_brief: bool = False) -> None:
    """Findings by severity, each with where, what and how to mend; in brief, what is only told takes a line each."""
    from django.utils import translation

    from metronome.report.enums import Severity

    spoken = language or translation.get_language() or "en"
    for severity in Severity:
        those = [finding for finding in findings if finding.severity == severity]
        if not those:
            continue
        heading(f"{those[0].severity.label} ({len(those)})")
        for finding in those:
            if is_brief and severity == Severity.TELL:
                say("  " + shorten(finding.message(spoken), width() - 2, placeholder=" …"))
                continue
            say(f"  {finding.rule}  {finding.subject}" + (f"  [{finding.where}]" if finding.where else ""))
            table([[" ", finding.message(spoken)], [" ", "> " + finding.mend(spoken)]])


def _figures(options: Options) -> int:
    from metronome.report.editions.build import read_period
    from metronome.report.editions.manifest import figure_json

    make_ready()
    reading = read_period(period_of(options.period))
    wanted = set(options.only.split(",")) if options.only else set(reading.figures)
    if unknown := wanted - set(reading.figures):
        raise Refusal(_("There is no figure %(ids)s.") % {"ids": ", ".join(sorted(unknown))}, field="only")
    chosen = {id: figure for id, figure in reading.figures.items() if id in wanted}
    if options.format == "json":
        languages = network().languages
        period = reading.snapshot.period
        say_json(
            {
                "period": {"first": period.first, "last": period.last},
                "figures": {id: figure_json(figure, languages) for id, figure in chosen.items()},
            }
        )
    else:
        say_figures(chosen)
    return 0


def say_figures(figures: Any) -> None:
    """One line a figure: id, value or bounds in words, label, number of rows."""
    from metronome.report.phrases import measure_in_words

    table(
        [id, measure_in_words(figure), _rows_in_words(figure), figure.definition.label()]
        for id, figure in figures.items()
    )


def say_main_figures(figures: Any) -> None:
    """The figures that a page has room for: known numbers that are no split of another one, by their label."""
    from metronome.report.phrases import measure_in_words

    shown = {id: figure for id, figure in figures.items() if figure.by is None and not _is_unknown(figure)}
    table(
        [measure_in_words(figure), figure.definition.label(), f"{id}, {_rows_in_words(figure)}"]
        for id, figure in shown.items()
    )
    say()
    more = len(figures) - len(shown)
    say("  " + _("%(number)d more, split or without a number: metronome figures") % {"number": more})


def _is_unknown(figure: Any) -> bool:
    return figure.bound is not None and figure.bound.is_unknown


def _rows_in_words(figure: Any) -> str:
    rows = len(figure.rows)
    return ngettext("%(number)d row", "%(number)d rows", rows) % {"number": rows}
