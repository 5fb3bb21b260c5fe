"""Commands about lists: out as files, and in again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.cli.instance import actor, make_ready, network
from metronome.cli.terminal import Progress, command, heading, say, say_json, table
from metronome.ground.files import write_whole
from metronome.ground.refusal import Refusal
from metronome.home.search.index import catch_up
from metronome.intake.lists.actions import ListRefused, import_list
from metronome.intake.lists.catalogue import LISTINGS
from metronome.intake.lists.enums import Fate
from metronome.intake.lists.exporting import FORMATS, export_file
from metronome.intake.lists.fates import Judged
from metronome.intake.lists.incoming import Choices
from metronome.intake.lists.looking import Tally, counted, labels_of, look_at
from metronome.intake.lists.mappings import DECIMALS, mapping_named, mapping_text

Options = argparse.Namespace


def add_to(commands: Any) -> None:
    export = commands.add_parser("export", help="a list as a file that can be imported again")
    export.add_argument("what", choices=sorted(LISTINGS), metavar="WHAT", help=", ".join(sorted(LISTINGS)))
    export.add_argument("--format", choices=sorted(FORMATS), default="csv")
    export.add_argument("--out", type=Path, metavar="FILE", help="where to write (else standard output)")
    export.add_argument("--language", help="language of the words (else that of the terminal)")
    export.set_defaults(run=_export)

    bring = command(
        commands, "import", "a list from a CSV file or a workbook; the same file twice changes nothing", _import
    )
    bring.add_argument("file", type=Path)
    bring.add_argument(
        "--as", dest="kind", choices=sorted(LISTINGS), default="", help="what it lists (else its columns say)"
    )
    bring.add_argument("--preview", action="store_true", help="only say what would become of each row")
    bring.add_argument(
        "--accepted", action="store_true", help="leave out the rows that are refused (else none comes in)"
    )
    bring.add_argument("--mapping", default="", metavar="FILE", help="read it as this file or saved mapping says")
    bring.add_argument("--keep-mapping", type=Path, metavar="FILE", help="write how it is read, for --mapping")
    bring.add_argument("--sheet", default="", help="name of the sheet of a workbook")
    bring.add_argument("--header-row", type=int, help="number of the row of the headings")
    bring.add_argument("--encoding", default="", help="encoding of a text file, as cp1252")
    bring.add_argument("--delimiter", default="", help="what separates the columns of a text file")
    bring.add_argument("--decimal", choices=sorted(DECIMALS), help="how the file writes decimals")
    bring.add_argument("--days", choices=("dmy", "mdy"), default="", help="whether the day or the month comes first")
    bring.add_argument("--by", help="who imports (else the name of the account)")
    bring.add_argument("--why", default="", help="the reason, kept with each change")


def _export(options: Options) -> int:
    make_ready()
    content = export_file(LISTINGS[options.what], options.format, all=True)
    if options.out is None:
        sys.stdout.buffer.write(content)
        return 0
    write_whole(options.out, content)
    print(_("Written: %(file)s") % {"file": options.out}, file=sys.stderr)
    return 0


def _import(options: Options) -> int:
    make_ready()
    if not options.file.is_file():
        raise Refusal(_("There is no such file."), field=str(options.file))
    kind, choices = _choices(options)
    if options.keep_mapping:
        look = look_at(options.file, kind=kind, choices=choices)
        write_whole(options.keep_mapping, mapping_text(look.listing.kind, look.choices).encode())
    return _preview(options, kind, choices) if options.preview else _commit(options, kind, choices)


def _choices(options: Options) -> tuple[str, Choices]:
    """The list and how its file is read: as the mapping says, but for what is said beside it."""
    kind, choices = mapping_named(options.mapping, kind=options.kind) if options.mapping else ("", Choices())
    said = {
        "sheet": options.sheet,
        "encoding": options.encoding,
        "delimiter": options.delimiter,
        "header_row": options.header_row,
        "decimal": DECIMALS.get(options.decimal, ""),
        "days": options.days,
    }
    return options.kind or kind, replace(choices, **{name: value for name, value in said.items() if value})


def _preview(options: Options, kind: str, choices: Choices) -> int:
    progress, tally = Progress(_("Looking")), Tally()
    look = look_at(options.file, kind=kind, choices=choices)
    rows = list(tally.over(look, progress))
    progress.done()
    labels = labels_of(look.listing, look.record.languages.all)
    if options.format == "json":
        say_json({"as": look.listing.kind, "counts": counted(tally.counts), "rows": [_row_json(one) for one in rows]})
        return int(bool(tally.refused))
    _say_counts(look.listing.kind, tally.counts)
    for one in rows:
        if one.fate is Fate.CHANGED:
            say("  " + _("Row %(row)s changes %(what)s:") % {"row": one.number, "what": one.identity})
            table([["  ", labels[key], f"{before} → {after}"] for key, (before, after) in one.changes.items()])
    _say_refused(tally.refused, labels)
    return int(bool(tally.refused))


def _commit(options: Options, kind: str, choices: Choices) -> int:
    progress = Progress(_("Importing"))
    try:
        report = import_list(
            path=options.file,
            kind=kind,
            choices=choices,
            only_accepted=options.accepted,
            source=f"file {options.file.name}",
            why=options.why,
            progress=progress,
            by=actor(options.by),
        )
        is_refused = False
    except ListRefused as refused:
        report, is_refused = refused.report, True
    progress.done()
    if not is_refused:
        catch_up()
    if options.format == "json":
        rows = [_row_json(one) for one in report.refused]
        say_json({"as": report.kind, "counts": counted(report.counts), "imported": not is_refused, "refused": rows})
        return int(is_refused)
    if is_refused:
        heading(_("Nothing was imported. Rows that cannot come in: %(number)d") % {"number": len(report.refused)})
    else:
        _say_counts(report.kind, report.counts)
    _say_refused(report.refused, labels_of(LISTINGS[report.kind], network().languages))
    return int(is_refused)


def _row_json(one: Judged) -> dict[str, Any]:
    return {
        "row": one.number,
        "identity": one.identity,
        "fate": one.fate.value,
        "changes": {key: list(pair) for key, pair in one.changes.items()},
        "refusals": [{"column": two.field, "reason": two.reason, "remedy": two.remedy} for two in one.refusals],
    }


def _say_counts(kind: str, counts: Mapping[Fate, int]) -> None:
    details = {"list": LISTINGS[kind].plural(), **counted(counts)}
    say(_("%(list)s: %(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused") % details)


def _say_refused(refused: Sequence[Judged], labels: Mapping[str, str]) -> None:
    for one in refused:
        for refusal in one.refusals:
            place = _("Row %(row)s, %(column)s") % {
                "row": one.number,
                "column": labels.get(refusal.field, refusal.field) or one.identity,
            }
            say(f"  {place}")
            table([[" ", refusal.reason], *([[" ", refusal.remedy]] if refusal.remedy else [])])
