"""Reports of practices: anybody can, those who review answer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.exchange.enums import FlagState
from metronome.exchange.models import Flag, Practice
from metronome.ground import audit
from metronome.ground.refusal import Refusal

#: How many open reports of one practice are kept: whoever reads them knows by then.
MOST_OPEN = 50


@transaction.atomic
def raise_flag(*, practice: Practice, concern: str, text: str, email: str = "", by: object) -> Flag:
    """Report a practice. What was written, and by whom, stands in no line of the audit.

    Raises Refusal without words, and where very many reports of the same practice are open.
    """
    if not text.strip():
        raise Refusal(_("Say what is not right."), field="text")
    if Flag.objects.filter(practice=practice, state=FlagState.OPEN).count() >= MOST_OPEN:
        raise Refusal(_("Very many have reported this practice. It is being looked at."))
    flag = Flag.objects.create(practice=practice, concern=concern, text=text.strip(), email=email, at=timezone.now())
    change = {"practice": [None, practice.slug], "concern": [None, str(concern)]}
    audit.note(by=by, verb="report", subject=str(flag), change=change)
    return flag


@transaction.atomic
def answer_flag(*, flag: int, state: str, answer: str, by: object) -> Flag:
    """Say what came of a report. Raises Refusal without an answer, and for one that is answered."""
    found = Flag.objects.select_for_update().get(pk=flag)
    if found.state != FlagState.OPEN:
        raise Refusal(_("This report is answered already."))
    if state not in (FlagState.UPHELD, FlagState.DISMISSED):
        raise Refusal(_("Say whether the report is right."), field="state")
    if not answer.strip():
        raise Refusal(_("Say what was found."), field="answer")
    found.state, found.answer, found.answered_by, found.answered_at = state, answer.strip(), str(by), timezone.now()
    found.save()
    audit.note(by=by, verb="answer", subject=str(found), change={"state": [FlagState.OPEN.value, str(state)]})
    return found
