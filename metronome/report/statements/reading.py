"""From the record of a period to what each member's statement is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.network import queries as network
from metronome.network.enums import CorrectionState, StandingKind
from metronome.report import queries
from metronome.report.editions.build import Reading
from metronome.report.editions.manifest import Head, make_manifest
from metronome.report.enums import EditionState
from metronome.report.figures.ledger import compute_all
from metronome.report.kinds import Kind, kind_of
from metronome.report.narrowing import narrowed
from metronome.report.rows import CorrectionRow
from metronome.report.snapshot import Snapshot

KIND = "statement"


@dataclass(frozen=True, slots=True)
class Begun:
    """What the statements of a period have in common: their kind, their rows, the moment of the record, their name."""

    kind: Kind
    snapshot: Snapshot
    anchor: str
    name: str
    languages: Mapping[str, str]  # of each member with a statement, by its slug, in the order of the members


def begin(period: Period, *, kind: str = KIND, number: int = 1, members: Collection[str] = ()) -> Begun:
    """Read the record once for the statements of a period; for certain members only where some are named.

    Raises Refusal for an open period, a kind that is not about a member, or a member without standing in the period.
    """
    found = kind_of(kind)
    if period.first is None or period.last is None:
        raise Refusal(_("A report covers a period with a first and a last day."), field="period")
    if found.about != "member":
        raise Refusal(_("Reports of this kind are not about a member."), field="kind")
    whole = queries.snapshot(period)
    snapshot = replace(
        whole,
        parts=found.parts,
        title=found.title,
        corrections=tuple(_corrections(period)),
        read_on=_unfinished(period),
    )
    slugs = [row.slug for row in snapshot.members if any(_is_full(one, period) for one in row.standings)]
    if unknown := set(members) - set(slugs):
        raise Refusal(
            _("No member in the period: %(members)s.") % {"members": ", ".join(sorted(unknown))},
            field="members",
            remedy=_("Members are named by the last part of the address of their page."),
        )
    wished = [slug for slug in slugs if not members or slug in members]
    name = f"{kind}-{period.first}-{period.last}-{number}"
    return Begun(found, snapshot, audit.anchor(), name, languages_of(wished, snapshot.network.languages))


def _is_full(standing: Any, period: Period) -> bool:
    return bool(standing.kind == StandingKind.FULL and standing.period.touches(period))


def languages_of(members: Iterable[str], known: tuple[str, ...]) -> dict[str, str]:
    """The language of each member: the first of its own that the network has, else the network's first."""
    wished = dict(network.member_languages())
    return {slug: next((one for one in wished.get(slug) or () if one in known), known[0]) for slug in members}


def _unfinished(period: Period) -> Any:
    """Today, by the clock of the network, where the period has not ended; None once it has."""
    today = timezone.now().astimezone(network.network_zone()).date()
    return today if period.last is not None and today <= period.last else None


def _corrections(period: Period) -> Iterator[CorrectionRow]:
    """What members asked to be corrected in a closed period, and how it stood on its last day."""
    zone, (first, last) = network.network_zone(), period.ends
    begin = datetime(first.year, first.month, first.day, tzinfo=zone).astimezone(UTC)
    for pk, member, asked_at, state, answered_at in sorted(network.correction_rows(begin)):
        asked, answered = (
            asked_at.astimezone(zone).date(),
            answered_at.astimezone(zone).date() if answered_at else None,
        )
        if asked > last:
            continue
        is_open = answered is None or answered > last
        yield CorrectionRow(
            str(pk), member, asked, CorrectionState.ASKED.value if is_open else state, None if is_open else answered
        )


def statement_of(begun: Begun, member: str, language: str) -> Reading:
    """Everything that the statement of a member is made of, in a language."""
    snapshot = narrowed(begun.snapshot, [f"member:{member}"])
    figures = begun.kind.of(compute_all(snapshot))
    slug = f"{begun.name}/{member}"
    head = Head(slug, begun.kind.slug, 1, EditionState.PUBLISHED, (language,), settings.ADDRESS, begun.anchor)
    return Reading(head, snapshot, figures, (), make_manifest(head, snapshot, figures, ()))
