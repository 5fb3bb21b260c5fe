"""How something comes in where nothing is scored: with the consent of its city it is handed in, and a moderator who
did not write it accepts or declines it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.ground.refusal import Refusal

from ..enums import ApplicationState
from ..models import Application, ApplicationVersion, Check
from ..posting import send_finding
from .applying import submit_application
from .sharing import share_application


@transaction.atomic
def hand_in_to_be_told(*, application: Application, agrees: bool, at: datetime, by: Person) -> ApplicationVersion:
    """Hand in what is published once a moderator has accepted it. Raises Refusal where its city does not agree to
    that, and wherever it could not be handed in to any call."""
    if not agrees:
        raise Refusal(
            _("What is handed in here is published."), field="agrees", remedy=_("Say that your city agrees to that.")
        )
    version = submit_application(application=application, at=at, by=by)
    share_application(application=application, by=by)
    return version


@transaction.atomic
def moderate_application(
    *, application: Application, is_accepted: bool, reasons: Sequence[str] = (), note: str = "", by: Person
) -> Check:
    """Accept what was handed in to a call without scores, or decline it by rules of the call.

    Raises Refusal for a call that is judged, for what one writes oneself, before anything was handed in or while
    something is asked, for a decision that does not say why, and for acceptance without the city's consent.
    """
    locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    known = list(locked.call.rules.filter(code__in=reasons).values_list("code", flat=True))
    _refuse(locked, is_accepted, known, by)
    now = timezone.now()
    found = Check.objects.create(
        application=locked, version=locked.version or 0, stage=locked.stage, is_eligible=is_accepted,
        reasons=[] if is_accepted else known, note=note.strip(), found_at=now, found_by=by,
        is_moderation=True, is_confirmed=True, confirmed_at=now,
    )  # fmt: skip
    before = locked.state
    locked.state = ApplicationState.ELIGIBLE if is_accepted else ApplicationState.INELIGIBLE
    locked.save(update_fields=["state"])
    change = {"state": [before, locked.state.value], "version": locked.version, "reasons": found.reasons}
    audit.note(by=by, verb="moderate", subject=f"application:{locked.code}", change=change)
    transaction.on_commit(lambda: send_finding(locked))
    return found


def _refuse(application: Application, is_accepted: bool, reasons: Sequence[str], by: Person) -> None:
    if not application.call.is_moderated:
        raise Refusal(_("What is sent to this call is judged by its criteria."), remedy=_("Check it by two hands."))
    refuse_own(application, by)
    if application.state != ApplicationState.SUBMITTED or application.version is None:
        raise Refusal(_("Only what was handed in, and of which nothing more is asked, is accepted or declined."))
    if not is_accepted and not reasons:
        raise Refusal(_("Name the rule that it does not meet."), field="reasons", remedy=_("Tick at least one."))
    if is_accepted:
        refuse_without_consent(application)


def refuse_own(application: Application, by: Person) -> None:
    """Raises Refusal where somebody writes it, or once wrote it."""
    if application.keepers.filter(person=by).exists():
        raise Refusal(_("Nobody moderates what they wrote themselves."), remedy=_("Ask a colleague."))


def refuse_without_consent(application: Application) -> None:
    """Raises Refusal where its city does not agree, or no longer agrees, that it is told."""
    if application.shared_at is None:
        raise Refusal(_("Its city does not agree that it is published."), remedy=_("Ask the city for it."))
