"""Commands of the observatory: load, release, average."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from metronome.cli.instance import actor, make_ready, network
from metronome.cli.terminal import command, heading, say, say_json, table
from metronome.ground.refusal import Refusal

if TYPE_CHECKING:
    from metronome.observatory.averages import Average
    from metronome.observatory.changes import Change
    from metronome.observatory.comparing import Compared
    from metronome.observatory.loading.preparing import Prepared

Options = argparse.Namespace
#: So many refused rows are named on a terminal; --format json names all.
FEW = 20


def add_to(commands: Any) -> None:
    observatory = commands.add_parser("observatory", help="indicators: load observations, name releases")
    verbs = observatory.add_subparsers(title="verbs", required=True, metavar="VERB")

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

    words = "the share of women, and how it differs from an earlier release"
    women = command(verbs, "women", words, _women)
    women.add_argument("indicator", help="slug of an indicator")
    women.add_argument("--release", default="", help="name of a release (else the latest)")
    women.add_argument("--against", default="", help="name of an earlier release: only what differs")

    words = "compute the averages of a release again from its facts, and say whether they are what was kept"
    averages = command(verbs, "averages", words, _averages)
    averages.add_argument("release", nargs="?", default="", help="name of a release (else the latest)")

    words = "several metropolises as one number, with n of N, years, scales and release"
    average = command(verbs, "average", words, _average)
    average.add_argument("indicator", help="slug of an indicator")
    average.add_argument("--release", default="", help="name of a release (else the latest)")
    average.add_argument("--geography", default="", help="slug of a geography (else the first that has values)")
    average.add_argument("--region", default="", help="slug of a region (else everywhere)")
    average.add_argument("--year", default="", help="such as 2020 (else the latest that is no projection)")


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


def _averages(options: Options) -> int:
    from metronome.observatory.aggregates.reading import averages_of, indicators_of
    from metronome.observatory.engine import refuse_without_engine

    refuse_without_engine()
    from metronome.observatory.facts.recomputing import differences_of_averages
    from metronome.observatory.models import Release
    from metronome.observatory.queries import release_named

    make_ready()
    latest = Release.objects.values_list("slug", flat=True).first() or ""
    release = release_named(options.release or latest)
    if not release.averages:
        reason = _("The averages of release “%(release)s” are not made.") % {"release": release.slug}
        raise Refusal(reason, remedy=_("Make them: metronome observatory arrays"))
    different = list(differences_of_averages(release))
    kept = (averages_of(release.averages, slug) for slug in indicators_of(release.averages))
    number = sum(len(one.rows) for one in kept if one)
    if options.format == "json":
        rows = [
            {**asdict(one.key), **{side: _exact(getattr(one, side)) for side in ("kept", "given")}}
            for one in different
        ]
        found = {"release": release.slug, "averages": release.averages, "number": number}
        say_json({**found, "equal": not different, "different": rows})
        return int(bool(different))
    for one in different[:FEW]:
        key = one.key
        year = _("latest") if key.year is None else str(key.year)
        sides = [_exact(one.kept) or "–", _exact(one.given) or "–"]
        table([[key.indicator, key.geography, key.group, year, key.scale, key.sex, *sides]])
    told = {"number": number, "different": len(different), "release": release.slug}
    if different:
        say(_("Release %(release)s: of %(number)d averages, %(different)d are not what its facts give.") % told)
    else:
        say(_("Release %(release)s: its facts give all of its %(number)d averages again.") % told)
    return int(bool(different))


def _exact(one: Average | None) -> str | None:
    """The value as a fraction, with n of N."""
    return None if one is None else f"{one.value} ({one.n}/{one.of})"


def _women(options: Options) -> int:
    from metronome.observatory.facts.sexes import women_between, women_of
    from metronome.observatory.models import IndicatorVersion, Release
    from metronome.observatory.queries import release_named
    from metronome.observatory.shown import latest_definition

    make_ready()
    try:
        slug = latest_definition(options.indicator).slug
    except IndicatorVersion.DoesNotExist:
        raise Refusal(_("There is no indicator “%(slug)s”.") % {"slug": options.indicator}) from None
    latest = Release.objects.values_list("slug", flat=True).first() or ""
    release = release_named(options.release or latest)
    if options.against:
        rows = women_between(release_named(options.against), release, slug)
    else:
        rows = [(one, one) for one in women_of(release, slug)]
    if options.format == "json":
        told = ({"area": new.area, "first_day": str(new.first_day), "source": new.source} for _old, new in rows)
        shares = ({"before": str(old.share), "share": str(new.share)} for old, new in rows)
        say_json([{**one, **share} for one, share in zip(told, shares, strict=True)])
        return 0
    for old, new in rows:
        shown = [f"{float(one.share):.4f}" for one in ((old, new) if options.against else (new,))]
        table([[new.area, str(new.first_day.year), new.source, *shown]])
    return 0


def _average(options: Options) -> int:
    from django.http import QueryDict

    from metronome.observatory.asked import read_wish
    from metronome.observatory.comparing import compared
    from metronome.observatory.models import IndicatorVersion
    from metronome.observatory.shown import latest_definition

    make_ready()
    asked = QueryDict(mutable=True)
    asked.update({name: getattr(options, name) for name in ("release", "geography", "region", "year")})
    wish = read_wish(asked)
    if wish.faults:
        raise Refusal(wish.faults[0])
    try:
        found = compared(latest_definition(options.indicator), wish)
    except IndicatorVersion.DoesNotExist:
        raise Refusal(_("There is no indicator “%(slug)s”.") % {"slug": options.indicator}) from None
    if found is None:
        reason = _("No release has a value of this.")
        raise Refusal(reason, remedy=_("Make one: metronome observatory release NAME"))
    if found.same.kept is None:
        reason = _("The averages of this release are not made.")
        raise Refusal(reason, remedy=_("Make them: metronome observatory arrays"))
    _say_average(found, options.format)
    return 0


def _say_average(found: Compared, format: str) -> None:
    from metronome.observatory.enums import Scale, Status
    from metronome.observatory.telling import average_in_words, mix_in_words

    one, series = found.average, found.series
    release = found.wish.release.slug if found.wish.release else ""
    if format == "json":
        exact = None if one.value is None else f"{one.value.numerator}/{one.value.denominator}"
        rest = {"release": release, "geography": series.geography, "source": series.source, "method": series.method}
        counts = {"n": one.n, "of": one.of, "years": one.years, "scales": one.scales, "statuses": one.statuses}
        known = {"indicator": found.definition.slug, "aggregation": one.aggregation, "value": exact}
        say_json({**known, "unit": found.definition.unit, **counts, "unweighted": one.unweighted, **rest})
        return
    told = {
        "value": average_in_words(one, found.definition.decimals) or _("none"),
        "unit": found.definition.unit,
        "n": one.n,
        "of": one.of,
        "year": found.year,
        "release": release,
    }
    say(_("%(value)s %(unit)s, %(n)d of %(of)d metropolises, %(year)d, release %(release)s") % told)
    table([
        [_("Scale"), mix_in_words(dict(one.scales), Scale)],
        [_("Status"), mix_in_words(dict(one.statuses), Status)],
        [_("Source"), f"{series.source}, {series.method}, {series.geography}"],
    ])  # fmt: skip
