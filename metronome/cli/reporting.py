"""Commands about reports: build, freeze, publish, next, diff, verify, waive."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext as _

from metronome.cli import statements
from metronome.cli.data import say_findings, say_main_figures
from metronome.cli.instance import actor, make_ready, network, period_of
from metronome.cli.terminal import Progress, command, heading, refuse, say, say_json, table
from metronome.ground.files import write_whole
from metronome.ground.refusal import Refusal

if TYPE_CHECKING:  # the models behind it are there only once Django is set up
    from metronome.report.checks.finding import Finding
    from metronome.report.editions.build import Reading
    from metronome.report.models import Edition

Options = argparse.Namespace
Found = TypeVar("Found")


def add_to(commands: Any) -> None:
    report = commands.add_parser("report", help="build, freeze, publish, compare and verify reports")
    verbs = report.add_subparsers(title="verbs", required=True, metavar="VERB")
    build = command(verbs, "build", "make the documents of a period's report", _build)
    build.add_argument("--edition", help="slug of an edition (else the one being composed for the period)")
    _let_build(build)
    demo = command(commands, "demo-report", "publish the report of a demo as it was found, and build it", _demo_report)
    demo.add_argument("--mark", action="store_true", help="make an instance without people a demo")
    _let_build(demo)
    for verb, words, run in (
        ("freeze", "keep the rows, texts and figures of an edition for good", _freeze),
        ("publish", "make a frozen edition public, with its files", _publish),
        ("next", "begin the next edition after a frozen or published one", _next),
    ):
        step = command(verbs, verb, words, run)
        step.add_argument("edition", help="slug of the edition")
        step.add_argument("--by")

    statements.add_to(verbs)
    command(verbs, "kinds", "the kinds of report: those that come along and the network's own", _kinds)
    command(verbs, "list", "the editions of this instance", _list)

    diff = command(verbs, "diff", "what changed between two editions or report files: figures, rows, who, when", _diff)
    diff.add_argument("before", help="slug of an edition, or a report file (JSON, PDF)")
    diff.add_argument("after", help="slug of an edition, or a report file (JSON, PDF)")

    verify = command(verbs, "verify", "recompute a report's figures from its file alone", _verify)
    verify.add_argument("file", type=Path)

    template = verbs.add_parser("template", help="write the Word template to a file, to be edited in Word")
    template.add_argument("--out", type=Path, required=True)
    template.set_defaults(run=_template)

    waive = command(verbs, "waive", "let findings pass, with a reason and a name", _waive)
    waive.add_argument("digests", nargs="+", metavar="DIGEST", help="digest of a finding, or its first characters")
    waive.add_argument("--period")
    waive.add_argument("--reason", required=True)
    waive.add_argument("--by", required=True)


def _let_build(build: argparse.ArgumentParser) -> None:
    build.add_argument("--period")
    build.add_argument("--kind", default="progress", help="a kind of report; metronome report kinds shows them")
    build.add_argument(
        "--about",
        help="what an extract or an evaluation is about: partner:SLUG, node:CODE, plan:SLUG, activity:CODE,...",
    )
    build.add_argument("--languages", help="separated by commas (else those of the network)")
    build.add_argument("--formats", default="html,pdf,docx,json")
    build.add_argument("--out", type=Path, required=True)
    build.add_argument("--strict", action="store_true", help="end with 1 where findings stop publication")
    build.add_argument("--by")


def _demo_report(options: Options) -> int:
    from metronome.cli.demo import publish_as_found, require_demo

    make_ready()
    require_demo(mark=options.mark)
    edition = composing(options)
    try:
        edition = publish_as_found(edition)
    except Refusal as refusal:
        refuse(refusal)  # what stops publication is told; the report can still be read behind sign-in
    options.edition = edition.slug
    return _build(options)


def _build(options: Options) -> int:
    from metronome.report.editions.build import edition_of, file_name, read_edition
    from metronome.report.enums import Severity

    make_ready()
    edition = edition_of(options.edition) if options.edition else composing(options)
    reading = read_edition(edition)
    languages = options.languages.split(",") if options.languages else list(reading.head.languages)
    files = _files(edition, reading, languages, options.formats.split(","))
    for (language, format), content in files.items():
        write_whole(options.out / file_name(language, format), content)
    names = [str(options.out / file_name(*key)) for key in files]
    if options.format == "json":
        say_json({"edition": edition.slug, "files": names, "findings": _numbers(reading.findings)})
    else:
        _say_report(reading, names, options.language)
    stops = any(finding.severity == Severity.STOP for finding in reading.findings)
    return int(options.strict and stops)


def _files(
    edition: Edition, reading: Reading, languages: list[str], formats: list[str]
) -> dict[tuple[str, str], bytes]:
    """The documents by language and format: as they were published, or made now."""
    from metronome.report.editions.build import build_files, is_settled, kept_file

    if is_settled(edition):
        wished = {
            ("" if format in ("json", "csv") else language, format) for language in languages for format in formats
        }
        kept = {(file.language, file.format): file.sha256 for file in edition.files.all()}
        return {key: kept_file(kept[key]).read_bytes() for key in sorted(wished & kept.keys())}
    progress = Progress(_("Building"))
    files = build_files(reading, languages=languages, formats=formats, progress=progress)
    progress.done()
    return files


def composing(options: Options) -> Edition:
    """The edition being composed for the period; begun where there is none."""
    from metronome.report.actions import compose_edition
    from metronome.report.editions.build import composing_edition
    from metronome.report.editions.titles import title_of
    from metronome.report.kinds import kind_of
    from metronome.report.queries import snapshot
    from metronome.report.rendering.reading import subjects_in

    period, languages = period_of(options.period), network().languages
    kind, about = kind_of(options.kind), options.about.split(",") if options.about else []
    subjects = subjects_in(snapshot(period), about) if about else ()
    if len(subjects) < len(about):
        raise Refusal(_("Not everything that this report is to be about was found for the period."), field="about")
    return composing_edition(period, kind=kind.slug, about=about) or compose_edition(
        period=period,
        kind=kind.slug,
        about=about,
        by=actor(options.by),
        languages=languages,
        title=title_of(period, languages, kind, subjects),
    )


def _numbers(findings: Any) -> dict[str, int]:
    return {
        severity: sum(1 for finding in findings if finding.severity == severity)
        for severity in ("stop", "ask", "tell")
    }


def _say_report(reading: Any, names: list[str], language: str | None) -> None:
    """A page of terminal text: figures, silences, findings, files."""
    from metronome.report.editions.words import silence_in_words

    period = reading.snapshot.period
    heading(_("What the record says for %(period)s") % {"period": period})
    say_main_figures(reading.figures)
    heading(_("What nobody reached"))
    for line in silence_in_words(reading.snapshot, reading.figures):
        table([[line]])
    say_findings(reading.findings, language, is_brief=True)
    heading(_("Where the files are"))
    for name in names:
        say(f"  {name}")


def _freeze(options: Options) -> int:
    from metronome.report.editions.build import edition_of
    from metronome.report.editions.publishing import freeze_as_it_is

    make_ready()
    frozen = freeze_as_it_is(edition=edition_of(options.edition), by=actor(options.by))
    moment = f"{frozen.frozen_at:%Y-%m-%d %H:%M %Z}"
    say(_("Frozen: %(edition)s, %(moment)s.") % {"edition": frozen, "moment": moment})
    return 0


def _publish(options: Options) -> int:
    from metronome.report.editions.build import edition_of

    make_ready()
    publish(edition_of(options.edition), by=actor(options.by))
    return 0


def publish(edition: Edition, *, by: str) -> None:
    """Make the files of a frozen edition and publish it with them."""
    from metronome.report.editions.publishing import publish_with_files

    progress = Progress(_("Publishing"))
    published = publish_with_files(edition=edition, by=by, progress=progress)
    progress.done()
    say(_("Published: %(edition)s, %(number)d files.") % {"edition": published, "number": published.files.count()})


def _next(options: Options) -> int:
    from metronome.report.editions.build import edition_of

    make_ready()
    begin_next(edition_of(options.edition), by=actor(options.by))
    return 0


def begin_next(before: Edition, *, by: str) -> None:
    """Begin the edition after one, with its title and texts."""
    from metronome.report.actions import compose_edition

    edition = compose_edition(
        period=before.period,
        kind=before.kind,
        about=before.about,
        by=by,
        languages=before.languages,
        title=before.title,
    )
    say(_("Being composed: %(edition)s.") % {"edition": edition})


def _kinds(options: Options) -> int:
    from metronome.report.kinds import kinds

    make_ready()
    if options.format == "json":
        say_json([{"kind": kind.slug, "about": kind.about, "parts": kind.parts} for kind in kinds().values()])
    else:
        table([kind.slug, kind.about, kind.named()] for kind in kinds().values())
    return 0


def _list(options: Options) -> int:
    from metronome.report.models import Edition

    make_ready()
    editions = Edition.objects.defer("manifest")
    if options.format == "json":
        say_json([{"edition": e.slug, "state": e.state, "first": e.first_day, "last": e.last_day} for e in editions])
    else:
        table([e.slug, e.state, str(e.period)] for e in editions)
    return 0


def _diff(options: Options) -> int:
    from metronome.report.editions.difference import difference
    from metronome.report.editions.words import difference_in_words

    make_ready()
    found = difference(_manifest(options.before), _manifest(options.after))
    if options.format == "json":
        say_json(asdict(found))
        return 0
    for line in difference_in_words(found):
        say(line)
    return 0


def _manifest(name: str) -> Any:
    from metronome.report.editions.build import edition_of, read_edition
    from metronome.report.editions.verify import manifest_in

    path = Path(name)
    if path.is_file():
        return _read(path, manifest_in)
    return read_edition(edition_of(name)).manifest


def _verify(options: Options) -> int:
    from metronome.report.editions.verify import verify
    from metronome.report.editions.words import verdict_in_words

    if not options.file.is_file():
        raise Refusal(_("There is no file %(name)s.") % {"name": options.file}, field="file")
    verdict = _read(options.file, verify)
    if options.format == "json":
        say_json({**asdict(verdict), "holds": verdict.holds})
    else:
        for line in verdict_in_words(verdict):
            say(line)
    return int(not verdict.holds)


def _read(path: Path, read: Callable[[bytes], Found]) -> Found:
    """What a report file says; refused where the file is none."""
    try:
        return read(path.read_bytes())
    except ValueError as error:
        raise Refusal(
            _("%(name)s cannot be read as a report: %(error)s") % {"name": path, "error": error},
            field="file",
            remedy=_(
                "A report is a PDF or JSON file as metronome report build writes it. Fetch the whole file again."
            ),
        ) from error


def _template(options: Options) -> int:
    from metronome.report.editions.build import word_template

    write_whole(options.out, word_template().read_bytes())
    say(_("Edit %(file)s in Word and put it into the folder templates of the instance.") % {"file": options.out})
    return 0


def _waive(options: Options) -> int:
    from django.db import transaction

    from metronome.report.actions import waive
    from metronome.report.editions.build import read_period

    make_ready()
    findings = read_period(period_of(options.period)).findings
    meant = [_found(findings, digest) for digest in options.digests]
    with transaction.atomic():
        for finding in meant:
            waive(finding=finding, reason=options.reason, by=options.by)
    for finding in meant:
        say(_("Waived: %(rule)s, %(subject)s.") % {"rule": finding.rule, "subject": finding.subject})
    return 0


def _found(findings: Iterable[Finding], digest: str) -> Finding:
    meant = [finding for finding in findings if finding.digest.startswith(digest)]
    if len(meant) != 1:
        raise Refusal(
            _("%(number)d findings begin with %(digest)s.") % {"number": len(meant), "digest": digest},
            field="digest",
            remedy=_("metronome check --format json shows the digest of each."),
        )
    return meant[0]
