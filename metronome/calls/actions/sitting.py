"""What a panel does when it meets: an agenda, who leaves the room for what, conclusions, minutes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.refusal import Refusal

from ..enums import ItemReason
from ..judging.entries import entries_of
from ..judging.ranking import ranking_of
from ..models import Application, Conflict, Juror, Recusal, ReviewRound, Sitting, SittingItem


@transaction.atomic
def call_sitting(*, found: ReviewRound, held_on: date, by: object, place: str = "") -> Sitting:
    """Call a sitting. Its agenda is what the ranking leaves open: the grey zone, and equals at the last place. Whoever
    is in conflict with an application is noted to be out of the room for it."""
    sitting = Sitting.objects.create(round=found, held_on=held_on, place=place.strip()[:200])
    entries = {one.code: one for one in entries_of(found)}
    standings = ranking_of(found).standings if found.frozen_at else ()
    last = standings[found.places - 1].adjusted if len(standings) >= found.places else None
    ties = [one for one in standings if one.adjusted == last]
    for order, one in enumerate(standings):
        is_tied = len(ties) > 1 and one in ties
        if (one.is_grey or is_tied) and one.entry in entries:
            reason = ItemReason.GREY if one.is_grey else ItemReason.TIE
            _put_on(sitting, entries[one.entry], reason, order, by)
    change = {"held_on": [None, str(held_on)], "items": [None, sitting.items.count()]}
    audit.note(by=by, verb="call", subject=f"sitting:{sitting.pk}", change=change)
    return sitting


def _put_on(sitting: Sitting, application: Application, reason: ItemReason, order: int, by: object) -> SittingItem:
    item = SittingItem.objects.create(sitting=sitting, application=application, reason=reason, order=order)
    conflicts = Conflict.objects.filter(application=application, juror__round=sitting.round_id, ended_at=None)
    for juror, kind in {one.juror_id: one.get_kind_display() for one in conflicts}.items():
        Recusal.objects.create(item=item, juror_id=juror, why=kind, at=timezone.now(), by=str(by))
    return item


@transaction.atomic
def add_item(*, sitting: Sitting, application: Application, by: object) -> SittingItem:
    """Put an application on the agenda because somebody asks for it. Raises Refusal where it stands there."""
    sitting = _open(sitting)
    if sitting.items.filter(application=application).exists():
        raise Refusal(_("This is on the agenda already."), field="application")
    order = (sitting.items.aggregate(last=Max("order"))["last"] or 0) + 1
    item = _put_on(sitting, application, ItemReason.WISH, order, by)
    audit.note(by=by, verb="add", subject=f"sitting:{sitting.pk}", change={"item": [None, application.code]})
    return item


@transaction.atomic
def recuse(*, item: SittingItem, juror: Juror, why: str, by: object) -> Recusal:
    """Note that a juror leaves the room for an application. Raises Refusal without a reason, and where it is noted."""
    sitting = _open(item.sitting)
    if not why.strip():
        raise Refusal(_("Say in a few words why."), field="why")
    given = {"why": why.strip()[:500], "at": timezone.now(), "by": str(by)}
    made, is_new = Recusal.objects.get_or_create(item=item, juror=juror, defaults=given)
    if not is_new:
        raise Refusal(_("This is noted already."), field="juror")
    change = {"recusal": [None, f"{item.application.code} {juror}"]}
    audit.note(by=by, verb="recuse", subject=f"sitting:{sitting.pk}", change=change, why=why.strip())
    return made


@transaction.atomic
def write_minutes(
    *, sitting: Sitting, present: Collection[int], minutes: str, conclusions: Mapping[int, str], by: object
) -> Sitting:
    """Write who was there, what was said, and what was concluded about each application. Raises Refusal once
    closed."""
    sitting = _open(sitting)
    jurors = set(sitting.round.jurors.values_list("pk", flat=True))
    sitting.present, sitting.minutes = sorted(set(present) & jurors), minutes.strip()
    sitting.save(update_fields=["present", "minutes"])
    for item in sitting.items.all():
        item.conclusion = conclusions.get(item.pk, item.conclusion).strip()
        item.save(update_fields=["conclusion"])
    change = {"present": [None, sitting.present]}
    audit.note(by=by, verb="write", subject=f"sitting:{sitting.pk}", change=change)
    return sitting


@transaction.atomic
def close_sitting(*, sitting: Sitting, by: object) -> Sitting:
    """Close a sitting; its minutes stay as they are. Raises Refusal where somebody was there who must be out of the
    room and nobody else was, or nobody at all, or where something has no conclusion."""
    sitting = _open(sitting)
    if not sitting.present:
        raise Refusal(_("Say who was there."), field="present")
    if open_items := [one.application.code for one in sitting.items.all() if not one.conclusion]:
        raise Refusal(
            _("Without a conclusion: %(codes)s.") % {"codes": ", ".join(open_items)},
            field="conclusions",
            remedy=_("Write what was concluded, also where it was put off."),
        )
    for item in sitting.items.prefetch_related("recusals"):
        if set(sitting.present) <= {one.juror_id for one in item.recusals.all()}:
            raise Refusal(
                _("Nobody who may judge %(code)s was in the room.") % {"code": item.application.code},
                remedy=_("Put it off to another sitting, and take it from this one’s conclusions."),
            )
    sitting.closed_at, sitting.closed_by = timezone.now(), str(by)
    sitting.save(update_fields=["closed_at", "closed_by"])
    audit.note(by=by, verb="close", subject=f"sitting:{sitting.pk}", change={"closed": [None, str(sitting.held_on)]})
    return sitting


def _open(sitting: Sitting) -> Sitting:
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if sitting.closed_at:
        raise Refusal(_("This sitting is closed; its minutes stay as they are."))
    return sitting
