"""Commands of the observatory's observations: load, mapping, export, release, differences, arrays."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from metronome.cli import averages, comparing, rounds
from metronome.cli.instance import actor, make_ready, network
from metronome.cli.terminal import FEW, command, heading, say, say_json, table
from metronome.ground.refusal import Refusal

if TYPE_CHECKING:
    from metronome.observatory.changes import Change
    from metronome.observatory.loading.preparing import Prepared

Options = argparse.Namespace


def add_to(commands: Any) -> None:
    observatory = commands.add_parser("observatory", help="indicators: load observations, name releases")
    verbs = observatory.add_subparsers(title="verbs", required=True, metavar="VERB")
    _add_files(verbs)
    _add_releases(verbs)
    averages.add_to(verbs)
    comparing.add_to(verbs)
    rounds.add_to(verbs)


def _add_files(verbs: Any) -> None:
    """What comes in as a file and leaves as one."""
    load = command(verbs, "load", "take in observations from a file, as its mapping says", _load)
    load.add_argument("file", type=Path, help="CSV, Parquet or a workbook")
    words = "what the columns mean: a file, or a name that `mapping` lists (else FILE with the ending .yaml)"
    load.add_argument("--mapping", default="", help=words)
    load.add_argument("--preview", action="store_true", help="only say what would come in and what cannot")
    load.add_argument("--leave-out", action="store_true", help="leave out what cannot come in; it is kept by name")
    load.add_argument("--by", help="who loads (else the name of the account)")
    load.add_argument("--why", default="", help="the reason, kept with the load")

    words = "mappings for files of known publishers: their names, or one to read and change"
    mapping = command(verbs, "mapping", words, _mapping)
    mapping.add_argument("name", nargs="?", default="", help="which one (else their names)")

    words = "observations of a release, of a day or of now as a file that comes in again"
    export = command(verbs, "export", words, _export)
    export.add_argument("--out", type=Path, required=True, help="FILE.csv, .xlsx, .sdmx.csv or .parquet")
    known = export.add_mutually_exclusive_group()
    known.add_argument("--release", default="", help="name of a release")
    known.add_argument("--on", type=date.fromisoformat, help="what was known at the end of a day, such as 2021-04-30")
    for name in ("source", "indicator", "area"):
        export.add_argument(f"--{name}", default="", help=f"only of this {name} (slug of a definition or drawing)")


def _add_releases(verbs: Any) -> None:
    release = command(verbs, "release", "name what is known now, so that it can be cited", _release)
    release.add_argument("name", help="such as 2021-04")
    release.add_argument("--title", default="", help="in the first language of the network (else the name)")
    release.add_argument("--by", help="who releases (else the name of the account)")

    words = "what a release says otherwise than an earlier one"
    differences = command(verbs, "differences", words, _differences)
    differences.add_argument("later", help="name of a release")
    differences.add_argument("earlier", nargs="?", default="", help="name of a release (else the one before)")
    differences.add_argument("--all", action="store_true", help="name every row (else the first of them)")

    command(
        verbs, "arrays", "make anew what pages read of a release, where it is missing or of another layout", _arrays
    )


def _load(options: Options) -> int:
    from metronome.observatory.actions import load_observations
    from metronome.observatory.loading.preparing import FileGiven, prepare

    make_ready()
    mapping = _mapping_of(options)
    if not options.file.is_file():
        raise _no_file(options.file)
    given = FileGiven(options.file.name, options.file.read_bytes(), mapping)
    prepared = prepare(given)
    stopped = bool(prepared.checked.findings) and not options.leave_out
    number = 0
    if not (options.preview or stopped):
        load = load_observations(prepared=prepared, leave_out=options.leave_out, why=options.why, by=actor(options.by))
        number = load.number
    _say_load(prepared, number, options.format)
    return int(stopped)


def _mapping_of(options: Options) -> str:
    """The mapping as it was given: a file, else one that comes along."""
    from metronome.observatory.loading.shipped import shipped_mapping

    path = Path(options.mapping) if options.mapping else options.file.with_suffix(".yaml")
    if path.is_file():
        return path.read_text(encoding="utf-8")
    if not options.mapping or path.suffix:
        raise _no_file(path)
    return shipped_mapping(options.mapping)


def _no_file(path: Path) -> Refusal:
    reason = _("There is no file %(path)s.") % {"path": path}
    return Refusal(reason, field="file", remedy=_("Give the path of a file and of its mapping."))


def _mapping(options: Options) -> int:
    """Print a mapping as it is, so that it can be kept in a file; or the names of all."""
    from metronome.observatory.loading.shipped import shipped, shipped_mapping

    if options.name:
        print(shipped_mapping(options.name), end="")
    elif options.format == "json":
        say_json(shipped())
    else:
        table(shipped().items())
    return 0


def _say_load(prepared: Prepared, number: int, format: str) -> None:
    """What came in under which number (0: nothing), and every row that did not."""
    rows, findings = prepared.checked.table.num_rows, prepared.checked.findings
    if format == "json":
        say_json(
            {
                "load": number or None,
                "rows": rows,
                "refused": [asdict(finding) for finding in findings],
                "notes": prepared.notes,
            }
        )
        return
    _say_findings(prepared)
    if prepared.notes:
        heading(_("Notes"))
        table([str(row or ""), words] for row, words in prepared.notes[:FEW])
    if number:
        say(_("Load %(number)d: %(rows)d observations came in.") % {"number": number, "rows": rows})
    else:
        say(_("Nothing was loaded. Observations that could come in: %(rows)d") % {"rows": rows})


def _say_findings(prepared: Prepared) -> None:
    from metronome.observatory.phrases import fault_in_words

    findings = prepared.checked.findings
    if not findings:
        return
    heading(_("Rows that cannot come in: %(number)d") % {"number": len(findings)})
    counts = Counter(finding.fault for finding in findings)
    table([str(count), fault_in_words(fault)] for fault, count in counts.most_common())
    say()
    table([str(one.row), one.column, one.value, fault_in_words(one.fault)] for one in findings[:FEW])
    if len(findings) > FEW:
        say(_("%(number)d more: --format json names all.") % {"number": len(findings) - FEW})


def _export(options: Options) -> int:
    from metronome.ground.files import write_whole
    from metronome.observatory.engine import refuse_without_engine

    refuse_without_engine()
    from metronome.observatory.loading.exporting import ending_of, export
    from metronome.observatory.loading.taken import taken

    make_ready()
    ending = ending_of(options.out)
    narrowed = {name: getattr(options, name) for name in ("source", "indicator", "area")}
    found = taken(release=options.release, day=options.on, only=narrowed)
    agency = network().slug.upper()
    done = export(found.stated, ending=ending, about=found.about, agency=agency)
    write_whole(options.out, done.content)
    written = [options.out]
    for source, mapping in done.mappings.items():
        middle = f".{source}" if len(done.mappings) > 1 else ""
        written.append(options.out.with_name(options.out.name[: -len(ending)] + f"{middle}.yaml"))
        write_whole(written[-1], mapping.encode())
    if options.format == "json":
        say_json({"rows": done.rows, "cutoff": found.cutoff, "files": [str(path) for path in written]})
        return 0
    say(_("Observations: %(rows)d, as known after load %(load)d.") % {"rows": done.rows, "load": found.cutoff})
    for path in written:
        say(_("Written: %(file)s") % {"file": path})
    return 0


def _release(options: Options) -> int:
    from metronome.ground.text import Text
    from metronome.observatory.actions import make_release
    from metronome.observatory.changes import release_before
    from metronome.observatory.dense.building import build
    from metronome.observatory.facts.differing import make_differences

    make_ready()
    language = network().languages[0]
    title = Text.of({language: options.title or options.name}, source=language)
    release = make_release(slug=options.name, title=title, by=actor(options.by))
    build(release)
    if earlier := release_before(release):
        make_differences(earlier, release)
    found = {"name": release.slug, "cutoff": release.cutoff.number, "digest": release.digest}
    if options.format == "json":
        say_json(found)
    else:
        say(_("Release %(name)s: everything up to load %(cutoff)d. Digest: %(digest)s") % found)
    return 0


def _differences(options: Options) -> int:
    from metronome.observatory.changes import release_before
    from metronome.observatory.enums import Difference
    from metronome.observatory.facts.differing import make_differences
    from metronome.observatory.queries import release_named

    make_ready()
    later = release_named(options.later)
    earlier = release_named(options.earlier) if options.earlier else release_before(later)
    if earlier is None:
        raise Refusal(_("No release is earlier than “%(release)s”.") % {"release": later.slug}, field="earlier")
    found = make_differences(earlier, later)
    rows = list(found.rows(most=None if options.all or options.format == "json" else FEW))
    if options.format == "json":
        counts = [asdict(one) for one in found.counts]
        say_json({"earlier": earlier.slug, "later": later.slug, "counts": counts, "rows": list(map(_plain, rows))})
        return 0
    told = {"earlier": earlier.slug, "later": later.slug}
    heading(_("%(later)s against %(earlier)s") % told)
    table([str(found.total(kind)), str(kind.label)] for kind in Difference)
    say()
    table([str(one.kind.label), one.indicator, one.area, str(one.first_day), _said(one)] for one in rows)
    if found.listed > len(rows):
        say(_("%(number)d more: --all or --format json names all.") % {"number": found.listed - len(rows)})
    return 0


def _said(one: Change) -> str:
    """The values before and after, of each method."""
    sides = (
        ", ".join("–" if it.value is None else f"{it.value:f}" for it in side) for side in (one.before, one.after)
    )
    return " > ".join(side or "–" for side in sides)


def _plain(one: Change) -> dict[str, Any]:
    told = {**asdict(one), "first_day": str(one.first_day), "last_day": str(one.last_day)}
    for side in ("before", "after"):
        told[side] = [
            {"method": it.method, "value": None if it.value is None else f"{it.value:f}", "status": it.status.value}
            for it in getattr(one, side)
        ]
    return told


def _arrays(options: Options) -> int:
    """Make what pages read of each release that has none: after an upgrade, or after a disk lost files."""
    from metronome.observatory.engine import refuse_without_engine

    refuse_without_engine()
    from metronome.observatory.dense.building import build_missing

    make_ready()
    made = [release.slug for release in build_missing()]
    if options.format == "json":
        say_json({"made": made})
    elif made:
        say(_("Made anew: %(releases)s") % {"releases": ", ".join(made)})
    else:
        say(_("Every release has its arrays."))
    return 0
