"""Who stands for a practice: another city, a source, an award, and its own city again from time to time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.exchange.claims import mark_of
from metronome.exchange.enums import Proof
from metronome.exchange.given import GivenVerification
from metronome.exchange.held import held_practice
from metronome.exchange.models import Practice
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal

from .loading import put_practices


@transaction.atomic
def verify_practice(
    *, practice: str, kind: str, member: str = "", said: str = "", url: str = "", claim: str = "", by: object
) -> None:
    """Note that a practice was verified, or the one of its results with the mark `claim`: by a member that has seen
    it, by a source that was read, by an award.

    Raises Refusal where a city would verify what is its own or the same twice, without a source or an award, and for
    a result that was changed meanwhile.
    """
    row = _standing(practice)
    if claim and claim not in {mark_of(one) for one in row.claims.all()}:
        raise Refusal(_("This result was changed meanwhile."), field="claim", remedy=_("Look at it again."))
    if kind == Proof.PEER:
        if not member or (row.member and row.member.slug == member):
            raise Refusal(_("A practice is verified by another city than its own."), field="member")
        if row.verifications.filter(kind=kind, member__slug=member, claim=claim).exists():
            raise Refusal(_("This city has verified it already."), field="member")
    elif not said.strip():
        raise Refusal(_("Say which source or which award."), field="said")
    given, hand = held_practice(row), Hand(by)
    fresh = GivenVerification(
        kind, member if kind == Proof.PEER else "", said.strip(), url, timezone.localdate(), claim
    )
    put_practices(practices=[replace(given, verifications=(*given.verifications, fresh))], by=hand)
    hand.leave(verb="verify")


@transaction.atomic
def confirm_practice(*, practice: str, on: date | None = None, by: object) -> None:
    """Note that the city of a practice says today that it still is so. Raises Refusal for a day before the last."""
    row = _standing(practice)
    day = on or timezone.localdate()
    if day > timezone.localdate() or day < (row.confirmed_on or row.published_on):
        raise Refusal(_("It was confirmed later than that already, or the day has not come."), field="on")
    hand = Hand(by)
    put_practices(practices=[replace(held_practice(row), confirmed_on=day)], by=hand)
    hand.leave(verb="confirm")


def _standing(slug: str) -> Practice:
    row = Practice.objects.select_for_update(of=("self",)).select_related("member").get(slug=slug)
    if row.retired_on:
        raise Refusal(_("This practice is retired."))
    return row
