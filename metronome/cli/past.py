"""The command that reads a published report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from metronome.cli.instance import make_ready, network
from metronome.cli.terminal import command, heading, say, say_json, table
from metronome.ground.refusal import Refusal

if TYPE_CHECKING:
    from metronome.intake.past.reading import Read

Options = argparse.Namespace


def add_to(commands: Any) -> None:
    read = command(commands, "read", "recognise the activities of a published report; nothing is written", _read)
    read.add_argument("file", type=Path, help="plain text, Word or PDF")
    read.add_argument("--as", dest="layout", default="", help="slug of a layout (else the one that finds the most)")
    read.add_argument("--period", help="2021-01..2021-04, 2021, 2021-Q1, FY2021 or 2021-P1 (else as the report says)")


def _read(options: Options) -> int:
    from metronome.ground.deposits import known
    from metronome.intake.past.reading import read_report
    from metronome.intake.past.source import lines_of_file
    from metronome.intake.past.telling import read_json

    make_ready()
    period = network().calendar.parse(options.period) if options.period else None
    if not options.file.is_file():
        raise Refusal(_("There is no such file."), field="file", remedy=_("Give the path of a report."))
    kind, _content = known(options.file.read_bytes())
    read = read_report(lines_of_file(options.file, kind), layout=options.layout, period=period)
    if options.format == "json":
        say_json(read_json(read))
    else:
        _say(read)
    return 0


def _say(read: Read) -> None:
    """One line an activity, then what is open."""
    words = _("Activities recognised: %(number)d (%(period)s, in %(language)s, layout %(layout)s)")
    told = {"number": len(read.activities), "period": read.period, "language": read.language, "layout": read.layout}
    heading(words % told)
    table(
        [f"{one.confidence:.2f}", str(one.days[0].span.first_day), code or "-", one.title.value]
        for one, code in zip(read.activities, read.codes, strict=True)
    )
    open_ones = [
        (one, found)
        for one in read.activities
        for found in (*one.results, *one.challenges, *one.members, *one.partners)
        if not found.value
    ]
    if open_ones:
        heading(_("What is meant is open: %(number)d") % {"number": len(open_ones)})
        table([found.printed, ", ".join(found.candidates) or "-", one.title.value] for one, found in open_ones)
    say()
    say(_("Confidence, first day, activity of the record (-: none), title. Nothing was written."))
