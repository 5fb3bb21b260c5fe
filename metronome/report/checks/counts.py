"""Counts: what cannot be added, what has no number, and what nobody counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from metronome.record.enums import OWN_AUDIENCE, Format
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from .finding import Found, check


@check(
    "counts.unlike",
    Severity.TELL,
    label=lambda: _("Counts that cannot be added"),
    message=lambda say: (
        _("%(activity)s counts in more than one way: %(counts)s. These are never added to one another.")
        % {"activity": say.name(say.subject), "counts": say.all_of(say["counts"])}
    ),
    mend=lambda say: _("Nothing needs mending where both were counted; else keep the one that was."),
)
def unlike(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for activity in snapshot.activities:
        whole = [row for row in activity.counts if row.is_whole]
        if len({row.count.basis for row in whole}) > 1:
            counts = [row.printed or f"{row.count.number} {row.count.basis}" for row in whole]
            yield Found(f"activity:{activity.code}", {"counts": counts})


@check(
    "counts.vague",
    Severity.TELL,
    label=lambda: _("Counts without a number"),
    message=lambda say: (
        _("Counts without a number raise no figure: %(counts)s.")
        % {
            "counts": say.all_of(
                _("“%(printed)s” (%(activity)s)") % {"printed": printed, "activity": say.name(activity)}
                for activity, printed in say["counts"]
            )
        }
    ),
    mend=lambda say: _("Ask the organiser for the number, and add it to the activity."),
)
def vague(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    counts = [
        [f"activity:{activity.code}", row.printed or row.count.qualifier.value]
        for activity in snapshot.activities
        for row in activity.counts
        if row.count.number is None
    ]
    if counts:
        yield Found(f"period:{snapshot.period}", {"counts": counts})


@check(
    "counts.none",
    Severity.TELL,
    label=lambda: _("Meetings whose audience nobody counted"),
    message=lambda say: (
        _(
            "The network organised or co-organised %(meetings)s activities that people could attend;"
            " %(counted)s of them say how many did. Without a count: %(activities)s."
        )
        % {
            "meetings": say.number(say["meetings"]),
            "counted": say.number(say["meetings"] - len(say["activities"])),
            "activities": say.names(say["activities"]),
        }
    ),
    mend=lambda say: _("Add the registrations, participations or people of each, as its organiser counted them."),
)
def none(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    meetings = [row for row in snapshot.activities if row.network_role in OWN_AUDIENCE and row.format != Format.NONE]
    without = [f"activity:{row.code}" for row in meetings if not row.counts]
    if without:
        yield Found(f"period:{snapshot.period}", {"meetings": len(meetings), "activities": without})
