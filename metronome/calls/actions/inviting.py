"""Those that were chosen in one step are invited to the next."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.audit import Entry
from metronome.ground.refusal import Refusal

from ..clock import closing, stands
from ..enums import ApplicationState, Clock
from ..judging.entries import real_before_rehearsed
from ..models import Application, Call, Stage, Verdict
from ..posting import send_invitation


@transaction.atomic
def invite_chosen(*, call: Call, stage: str, by: object) -> Sequence[Application]:
    """Invite everybody who came to the outcome that leads into a stage: what they handed in stays as it is, and from
    now on they write what the stage asks for. Each is told by letter. A second time invites who was chosen since.

    Raises Refusal for a stage that invites nobody or is over, while decisions wait, and where nobody was chosen.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    found = _inviting(call, stage)
    chosen = Application.objects.select_for_update(of=("self",)).filter(
        call=call, state=ApplicationState.ELIGIBLE, outcome=found.invites
    )
    rows = list(real_before_rehearsed(chosen.exclude(stage=stage)).select_related("call").order_by("code"))
    if not rows:
        raise Refusal(_("Nobody has come to this yet."), remedy=_("Apply what is proposed first."))
    if Verdict.objects.filter(application__in=rows, applied_at=None, taken_back_at=None).exists():
        raise Refusal(_("Some decisions still wait to be applied."))
    entries = []
    for one in rows:
        change = {"stage": [one.stage, stage], "state": [one.state, ApplicationState.INVITED]}
        one.stage, one.state, one.outcome = stage, ApplicationState.INVITED, ""
        one.save(update_fields=["stage", "state", "outcome"])
        entries.append(Entry("invite", f"application:{one.code}", change))
    audit.note_all(by=by, entries=entries)
    until = closing(found, call.zone)
    for one in rows:
        transaction.on_commit(lambda one=one: send_invitation(one, until))  # type: ignore[misc]
    return rows


def _inviting(call: Call, stage: str) -> Stage:
    found = call.stages.filter(code=stage).exclude(invites="").first()
    if found is None:
        raise Refusal(_("Nobody is invited to this stage."))
    if call.is_cancelled or stands(found, call.zone, timezone.now()) is Clock.PAST:
        raise Refusal(_("This stage is over."), remedy=_("Give it another last day at the desk first."))
    return found
