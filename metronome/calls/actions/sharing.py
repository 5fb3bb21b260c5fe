"""That a city lets what it handed in be told as a practice. Whoever tells it asks here; nothing is sent there."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.refusal import Refusal

from ..enums import ApplicationState
from ..models import Application


@transaction.atomic
def share_application(*, application: Application, by: object) -> None:
    """Agree, for the city, that its application is told as a practice; a second time changes nothing.

    Raises Refusal for one that is not eligible; where a call is moderated, one that was handed in is enough.
    """
    locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    waits = locked.state in (ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED)
    if locked.state != ApplicationState.ELIGIBLE and not (waits and locked.call.is_moderated):
        raise Refusal(_("Only an application that is eligible can be told as a practice."))
    if locked.shared_at is None:
        locked.shared_at, locked.shared_by = timezone.now(), str(by)
        locked.save(update_fields=["shared_at", "shared_by"])
        audit.note(by=by, verb="share", subject=f"application:{locked.code}", change={"is_shared": [False, True]})


@transaction.atomic
def stop_sharing(*, application: Application, by: object) -> None:
    """Take that back: nothing new is made of it from now on. What became a practice already stays at the desk."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.shared_at is not None:
        locked.shared_at, locked.shared_by = None, ""
        locked.save(update_fields=["shared_at", "shared_by"])
        audit.note(by=by, verb="share", subject=f"application:{locked.code}", change={"is_shared": [True, False]})
