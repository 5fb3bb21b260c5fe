"""metronome report statements: one file for each member."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.cli.instance import actor, make_ready, period_of
from metronome.cli.terminal import Progress, command, say, say_json
from metronome.ground.files import write_whole

Options = argparse.Namespace


def add_to(verbs: Any) -> None:
    build = command(verbs, "statements", "write each member's statement of a period as PDF", _statements)
    build.add_argument("--period")
    build.add_argument("--kind", default="statement", help="a kind of report that is about a member")
    build.add_argument("--members", help="slugs, separated by commas (else all members of the period)")
    build.add_argument("--languages", help="separated by commas (else each member's own)")
    build.add_argument("--keep", action="store_true", help="keep them as the next set, with pages for the members")
    build.add_argument("--out", type=Path, required=True)
    build.add_argument("--by")


def _statements(options: Options) -> int:
    make_ready()
    files = _kept(options) if options.keep else _made(options)
    for name, content in files.items():
        write_whole(options.out / name, content)
    if options.format == "json":
        say_json({"files": [str(options.out / name) for name in files]})
    else:
        words = ngettext("%(count)d statement in %(folder)s.", "%(count)d statements in %(folder)s.", len(files))
        say(words % {"count": len(files), "folder": options.out})
    return 0


def _kept(options: Options) -> dict[str, bytes]:
    """The files of the set that is made and kept now: that of every member, in its language."""
    from metronome.report.statements.actions import make_statements
    from metronome.report.statements.queries import file_name_of, file_of, in_set, next_number

    period = period_of(options.period)
    progress = Progress(_("Statements"))
    made = make_statements(
        period=period,
        kind=options.kind,
        number=next_number(period, options.kind),
        by=actor(options.by),
        progress=progress,
    )
    progress.done()
    return {file_name_of(one): file_of(one) for one in in_set(made)}


def _made(options: Options) -> dict[str, bytes]:
    """The files as they would be made now."""
    from metronome.report.statements.queries import next_number
    from metronome.report.statements.reading import begin, statement_of
    from metronome.report.statements.typeset import Wanted, typeset_all

    period = period_of(options.period)
    members = options.members.split(",") if options.members else ()
    begun = begin(period, kind=options.kind, number=next_number(period, options.kind), members=members)
    wanted = [
        Wanted(member, language, statement_of(begun, member, language))
        for member, own in begun.languages.items()
        for language in (options.languages.split(",") if options.languages else [own])
    ]
    progress = Progress(_("Statements"))
    files = {f"{one.member}.{one.language}.pdf": pdf for one, pdf in typeset_all(wanted, progress)}
    progress.done()
    return files
