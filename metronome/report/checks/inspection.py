"""All checks over one snapshot."""

from __future__ import annotations

from collections.abc import Mapping

from metronome.ground.canonical import canonical
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from . import (
    counts,
    dates,
    duplicates,
    glyphs,
    labels,
    languages,
    lists,
    names,
    numbers,
    projects,
    prose,
    references,
    silence,
    stated,
)
from .called import called
from .finding import CHECKS, Check, Finding, Found

#: Every family, in the order in which a reader goes through them; to import them is to register their checks.
FAMILIES = (
    references, lists, stated, prose, numbers, dates, duplicates, languages, names, counts, silence, labels, glyphs,
    projects,
)  # fmt: skip
ORDER = {severity: place for place, severity in enumerate(Severity)}


def inspect(snapshot: Snapshot, figures: Mapping[str, Figure]) -> tuple[Finding, ...]:
    """Everything that does not fit, the gravest first. The same rows give the same findings in the same order."""
    findings = (
        _finding(snapshot, check, found) for check in CHECKS.values() for found in check.find(snapshot, figures)
    )
    return tuple(sorted(findings, key=lambda f: (ORDER[f.severity], f.rule, f.subject, f.digest)))


def _finding(snapshot: Snapshot, check: Check, found: Found) -> Finding:
    names = called(snapshot, [found.subject, found.facts])
    return Finding(check.rule, check.severity, found.subject, canonical(found.facts), found.where, names)
