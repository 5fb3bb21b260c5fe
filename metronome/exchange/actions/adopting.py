"""The ledger of adoptions: a step is said by one city and confirmed by the other, and only then it counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.exchange.enums import FOLLOWS, WITH_REASON, Side
from metronome.exchange.given import GivenAdoption
from metronome.exchange.models import Adoption, AdoptionStep, Practice
from metronome.ground import audit
from metronome.ground.hand import Hand, Keys
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.network.models import Member


@transaction.atomic
def say_step(
    *,
    practice: Practice,
    member: Member,
    step: str,
    side: str,
    on: date | None = None,
    why: str = "",
    summary: Text | None = None,
    by: object,
) -> AdoptionStep:
    """Say how far a member has taken a practice over. It counts when the other city has confirmed it.

    Raises Refusal where the step does not follow the last confirmed one, another waits to be confirmed, the day does
    not fit, a reason is missing, or a city would take over its own practice.
    """
    if practice.member_id == member.pk:
        raise Refusal(_("A city does not take over its own practice."))
    if practice.retired_on and not Adoption.objects.filter(practice=practice, member=member).exists():
        raise Refusal(_("This practice is retired."))
    adoption, _made = Adoption.objects.get_or_create(practice=practice, member=member)
    adoption = Adoption.objects.select_for_update().get(pk=adoption.pk)
    last = adoption.steps.exclude(confirmed_by="").order_by("pk").last()
    day = on or timezone.localdate()
    _refuse_step(step, day, why, last)
    if adoption.steps.filter(confirmed_by="", declined_by="").exists():
        raise Refusal(_("A step waits to be confirmed by the other city."), remedy=_("Wait for it, or take it back."))
    if summary is not None and summary != adoption.summary:
        adoption.summary = summary
        adoption.save(update_fields=["summary"])
    try:
        with transaction.atomic():
            said = AdoptionStep.objects.create(
                adoption=adoption,
                step=step,
                on=day,
                why=why.strip(),
                side=side,
                said_by=str(by),
                said_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Refusal(_("A step waits to be confirmed by the other city.")) from error
    change = {"practice": [None, practice.slug], "member": [None, member.slug], "step": [None, str(step)]}
    audit.note(by=by, verb="say", subject=str(adoption), change=change)
    return said


def _refuse_step(step: str, day: date, why: str, last: AdoptionStep | None) -> None:
    follows = FOLLOWS[last.step if last else None]
    if step not in follows:
        names = ", ".join(str(one.label) for one in follows)
        remedy = _("What may follow: %(steps)s.") % {"steps": names} if follows else ""
        raise Refusal(_("This step does not follow the last one."), field="step", remedy=remedy)
    if day > timezone.localdate() or (last and day < last.on):
        raise Refusal(_("The day lies ahead, or before that of the last step."), field="on")
    if step in WITH_REASON and not why.strip():
        raise Refusal(_("Say what changed, or why it was stopped."), field="why")


@transaction.atomic
def confirm_step(*, step: int, side: str, by: object) -> AdoptionStep:
    """Confirm what the other city said. From then on it is public and counts.

    Raises Refusal where the same city, or the same hand, said it, and where it waits no more.
    """
    said = _waiting(step)
    if said.side == side:
        raise Refusal(_("A step is confirmed by the other city."))
    if said.said_by == str(by):
        raise Refusal(_("A step is confirmed by another person than the one who said it."))
    said.confirmed_by, said.confirmed_at = str(by), timezone.now()
    said.save(update_fields=["confirmed_by", "confirmed_at"])
    change = {"step": [None, said.step], "on": [None, said.on.isoformat()]}
    audit.note(by=by, verb="confirm", subject=str(said.adoption), change=change, public=True)
    return said


@transaction.atomic
def decline_step(*, step: int, why: str, by: object) -> AdoptionStep:
    """Decline what the other city said, or take one's own back; it keeps its row. Raises Refusal without a reason."""
    said = _waiting(step)
    if not why.strip():
        raise Refusal(_("Say why."), field="why")
    said.declined_by, said.declined_why = str(by), why.strip()
    said.save(update_fields=["declined_by", "declined_why"])
    audit.note(by=by, verb="decline", subject=str(said.adoption), change={"step": [said.step, None]})
    return said


def _waiting(pk: int) -> AdoptionStep:
    adoption = AdoptionStep.objects.values_list("adoption", flat=True).get(pk=pk)
    Adoption.objects.select_for_update().get(pk=adoption)
    said = AdoptionStep.objects.select_related("adoption").get(pk=pk)
    if said.confirmed_by or said.declined_by:
        raise Refusal(_("This step waits no more."))
    return said


def put_adoptions(*, adoptions: Iterable[GivenAdoption], practices: Keys, members: Keys, by: Hand) -> Keys:
    """Put adoptions that both cities have confirmed elsewhere: whoever loads answers for that."""
    known = {
        (row.practice_id, row.member_id): row for row in Adoption.objects.prefetch_related("steps").order_by("pk")
    }
    keys: dict[str, int] = {}
    for given in adoptions:
        pair = practices.ids[given.practice], members.ids[given.member]
        row = known.get(pair)
        change: dict[str, Any] = {}
        if row is None:
            row = Adoption.objects.create(practice_id=pair[0], member_id=pair[1], summary=given.summary)
            change = {"practice": [None, given.practice], "member": [None, given.member]}
        elif given.summary and given.summary != row.summary:
            change["summary"] = [row.summary.to_json(), given.summary.to_json()]
            row.summary = given.summary
            row.save(update_fields=["summary"])
        told = {(one.step, one.on) for one in row.steps.all() if one.confirmed_by}
        fresh = [one for one in given.steps if (one.step, one.on) not in told]
        for one in fresh:
            said = datetime.combine(one.on, time(12), UTC)
            AdoptionStep.objects.create(
                adoption=row, step=one.step, on=one.on, why=one.why, side=Side.ADOPTER,
                said_by=f"{given.member}, {by}"[:200], said_at=said, confirmed_by=str(by), confirmed_at=said,
            )  # fmt: skip
        if fresh:
            change["steps"] = [None, [{"step": one.step, "on": one.on.isoformat()} for one in fresh]]
        keys[str(row)] = row.pk
        if change:
            by.note("create" if "practice" in change else "update", str(row), change)
    return Keys(keys.items())
