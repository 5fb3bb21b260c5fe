"""Projects whose money is public: what was paid, spent or planned otherwise than agreed, and reports that are late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from .finding import Found, check


def _faults(snapshot: Snapshot, kind: str) -> Iterator[Found]:
    """One finding for each project, with all that it concerns."""
    for project in snapshot.projects:
        if codes := [one.about for one in project.faults if one.kind == kind]:
            yield Found(f"project:{project.slug}", {"codes": codes})


@check(
    "projects.paid_unmet",
    Severity.STOP,
    label=lambda: _("Instalments paid without their condition"),
    message=lambda say: (
        _("%(project)s: paid although a condition is not met: %(codes)s.")
        % {"project": say.name(say.subject), "codes": say.all_of(say["codes"])}
    ),
    mend=lambda say: _("Accept what is missing, or put right what was noted as paid."),
)
def paid_unmet(snapshot: Snapshot, _figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _faults(snapshot, "unmet")


@check(
    "projects.overspent",
    Severity.ASK,
    label=lambda: _("Budget lines with more spent than planned"),
    message=lambda say: (
        _("%(project)s: more was spent than planned on %(codes)s.")
        % {"project": say.name(say.subject), "codes": say.all_of(say["codes"])}
    ),
    mend=lambda say: _("Change the budget by a change request, or put right what was entered."),
)
def overspent(snapshot: Snapshot, _figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _faults(snapshot, "overspent")


@check(
    "projects.report_late",
    Severity.TELL,
    label=lambda: _("Reports of projects that are late"),
    message=lambda say: (
        _("%(project)s: late on the last day of the period: %(codes)s.")
        % {"project": say.name(say.subject), "codes": say.all_of(say["codes"])}
    ),
    mend=lambda say: _("Ask whoever leads the project for them."),
)
def report_late(snapshot: Snapshot, _figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _faults(snapshot, "late")


@check(
    "projects.uneven",
    Severity.ASK,
    label=lambda: _("Budgets that are not the sum of their sources"),
    message=lambda say: (
        _("%(project)s: the budget lines do not make up the sources of money in %(codes)s.")
        % {"project": say.name(say.subject), "codes": say.all_of(say["codes"])}
    ),
    mend=lambda say: _("Complete the lines or the sources, or leave an amount empty that is not known."),
)
def uneven(snapshot: Snapshot, _figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _faults(snapshot, "uneven")
