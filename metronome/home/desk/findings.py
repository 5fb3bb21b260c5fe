"""The findings of a period: of the record as it is, with the texts of the edition that is being composed for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.period import Period
from metronome.home.standing import stand
from metronome.report.checks.finding import Finding
from metronome.report.checks.inspection import inspect
from metronome.report.editions.build import composing_edition
from metronome.report.enums import Severity
from metronome.report.found import FindingShown, findings_shown
from metronome.report.models import Edition, Waiver
from metronome.report.queries import texts_of, waivers_of
from metronome.report.snapshot import Snapshot

from .remit import LookedAfter, line_of


@dataclass(frozen=True)
class Inspection:
    """What the checks found in a period, and the edition whose publication waits for it."""

    period: Period
    snapshot: Snapshot
    edition: Edition | None
    findings: tuple[Finding, ...]
    waivers: Mapping[str, Waiver]


def inspection_of(period: Period) -> Inspection:
    """The findings of a period, kept until something public changes."""
    return _inspection(publication(), period)


@kept(8)
def _inspection(_publication: int, period: Period) -> Inspection:
    where, edition = stand(period), composing_edition(period)
    snapshot = where.snapshot
    if edition is not None:
        snapshot = replace(snapshot, texts=texts_of(edition), title=edition.title)
    findings = inspect(snapshot, where.figures)
    waivers = waivers_of(finding.digest for finding in findings if finding.severity == Severity.ASK)
    return Inspection(period, snapshot, edition, findings, waivers)


@dataclass(frozen=True, kw_only=True)
class FindingsWish:
    """Which findings are asked for; empty: all of them."""

    severity: str = ""
    family: str = ""
    line: str = ""

    def takes(self, finding: Finding, snapshot: Snapshot) -> bool:
        return (
            self.severity in ("", finding.severity)
            and self.family in ("", finding.family)
            and (not self.line or self.line in lines_about(finding, snapshot))
        )


def lines_about(finding: Finding, snapshot: Snapshot) -> set[str]:
    """The lines of the plan that a finding concerns: of its activity, its member's none, its node its own."""
    kind, _, id = finding.subject.partition(":")
    if kind == "activity" and (activity := snapshot.activity.get(id)):
        keys = {activity.lead_line, *activity.results}
    else:
        keys = {id}
    return {line for key in keys if (line := line_of(snapshot, key))}


def is_of(remit: LookedAfter, finding: Finding, snapshot: Snapshot) -> bool:
    """Whether a finding lies in a remit. What concerns no line and no member concerns everybody."""
    kind, _, id = finding.subject.partition(":")
    if kind == "member" and (member := snapshot.member.get(id)):
        return remit.has_region(member.region)
    lines = lines_about(finding, snapshot)
    return not lines or any(map(remit.has_line, lines))


def counted(findings: Iterable[Finding]) -> Mapping[str, int]:
    """How many findings there are of each severity."""
    return Counter(finding.severity for finding in findings)


def families(inspection: Inspection) -> list[tuple[str, str, int]]:
    """The families that have findings: id, words, how many."""
    numbers = Counter(finding.family for finding in inspection.findings)
    words = family_words()
    return [(family, words.get(family, family), number) for family, number in sorted(numbers.items())]


def family_words() -> Mapping[str, str]:
    return {
        "references": gettext("References"),
        "lists": gettext("Printed lists"),
        "figures": gettext("Stated figures"),
        "prose": gettext("Names in texts"),
        "numbers": gettext("Numbers in texts"),
        "dates": gettext("Dates"),
        "duplicates": gettext("Duplicates"),
        "languages": gettext("Languages"),
        "names": gettext("Spellings"),
        "counts": gettext("Counts of people"),
        "silence": gettext("Silence"),
        "projects": gettext("Projects"),
        "labels": gettext("Labels"),
        "rendering": gettext("Characters"),
    }


def shown(findings: Sequence[Finding], inspection: Inspection, *, keeps: bool) -> list[FindingShown]:
    """Findings as a page shows them, with who let them pass. `keeps`: the reader can change things."""
    slug = inspection.edition.slug if inspection.edition else ""
    return findings_shown(findings, inspection.snapshot, edition=slug, waivers=inspection.waivers, keeps=keeps)
