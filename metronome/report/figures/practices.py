"""Figures of the exchange: the practices that were published, and those that another city took over."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.report.snapshot import PracticeRow, Snapshot, TransferRow

from .figure import Answer, Row, define
from .rows import label_of, tally


def _published(snapshot: Snapshot, row: PracticeRow, used: str) -> Row:
    return Row("practice", row.slug, label_of(row.title, snapshot.source_language), used)


def _taken_over(snapshot: Snapshot, row: TransferRow, used: str) -> Row:
    return Row("transfer", row.key, label_of(row.title, snapshot.source_language), used)


@define(
    "practices.published",
    unit="practice",
    label=lambda: _("Practices published"),
    words=lambda: _(
        "Practices that were published on a day of the period and not retired by its end, each once, and in which "
        "collection. A practice that was brought up to date is not published again."
    ),
)
def published(snapshot: Snapshot) -> Answer:
    rows = tuple(_published(snapshot, one, one.collection) for one in snapshot.practices)
    return Answer(rows, len(rows), by=tally(rows), items=tuple(row.id for row in rows))


@define(
    "transfers.total",
    unit="transfer",
    label=lambda: _("Practices taken over"),
    words=lambda: _(
        "Practices that a member took over from another city: on a day of the period it was running there for the "
        "first time, as both cities confirmed. Each practice counts once for each member that takes it over, and by "
        "how far both had said on the last day of the period that it was. What only one of the two has said does not "
        "count."
    ),
)
def transfers(snapshot: Snapshot) -> Answer:
    rows = tuple(_taken_over(snapshot, one, one.standing) for one in snapshot.transfers)
    return Answer(rows, len(rows), by=tally(rows), items=tuple(row.id for row in rows))


@define(
    "transfers.members",
    unit="member",
    label=lambda: _("Members that took practices over"),
    words=lambda: _(
        "Distinct members in which a practice of another city was running for the first time in the period."
    ),
)
def members(snapshot: Snapshot) -> Answer:
    rows = tuple(_taken_over(snapshot, one, one.member) for one in snapshot.transfers)
    items = tuple(sorted({row.used for row in rows}))
    return Answer(rows, len(items), items=items)


@define(
    "member.practices",
    unit="practice",
    of_member="practices",
    label=lambda: _("Practices of the member"),
    words=lambda: _("Practices of the member that were published on a day of the period and not retired by its end."),
)
def of_member(snapshot: Snapshot) -> Answer:
    rows = tuple(_published(snapshot, one, one.collection) for one in snapshot.practices)
    return Answer(rows, len(rows), items=tuple(row.id for row in rows))


@define(
    "member.transfers",
    unit="transfer",
    of_member="transfers",
    label=lambda: _("Practices taken over by the member, or from it"),
    words=lambda: _(
        "Practices that the member took over from another city, or another member from it, in the period: running "
        "there for the first time, as both cities confirmed."
    ),
)
def transfers_of_member(snapshot: Snapshot) -> Answer:
    rows = tuple(_taken_over(snapshot, one, one.member) for one in snapshot.transfers)
    return Answer(rows, len(rows), by=tally(rows), items=tuple(row.id for row in rows))
