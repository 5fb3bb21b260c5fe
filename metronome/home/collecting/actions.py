"""What a moderator does with what was handed in to a collection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.calls.actions import moderate_application, refuse_own, refuse_without_consent
from metronome.calls.enums import ApplicationState
from metronome.calls.models import Application
from metronome.desk.actions import approve_proposal, propose, publish_proposal, submit_proposal
from metronome.ground.refusal import Refusal

from .asking import as_it_will_stand, gathering_for, made_from
from .wording import worded


@transaction.atomic
def accept_entry(
    *,
    application: Application,
    region: str,
    challenges: Sequence[str],
    typed: Mapping[str, str] | None = None,
    by: Person,
) -> None:
    """Accept what was handed in: it becomes a practice of its collection, written by whoever handed it in and
    published by the moderator. `typed` says what it lacks in the languages in which the network publishes, by the
    names of the boxes (`lacking_in`). After an appeal that was upheld it is published in the same way.

    Raises Refusal for whatever keeps it from being accepted (`moderate_application`), for what the collection asks for
    and it does not say, and where it is public already.
    """
    rows = Application.objects.select_for_update(of=("self",)).select_related("call", "member")
    locked = rows.get(pk=application.pk)
    if made_from(locked):
        raise Refusal(_("It is public already."))
    if locked.state == ApplicationState.ELIGIBLE:
        # An appeal that was upheld makes eligible and publishes nothing.
        refuse_own(locked, by)
        refuse_without_consent(locked)
    else:
        moderate_application(application=locked, is_accepted=True, by=by)
    given, version = as_it_will_stand(locked, gathering_for(locked.call).collection.slug)
    given = worded(given, typed or {})
    told = replace(given, region="" if given.member else region, challenges=tuple(challenges))
    proposal = propose(kind="practices", given=told, by=version.by)
    submit_proposal(number=proposal.pk, by=version.by)
    approve_proposal(number=proposal.pk, by=by)
    publish_proposal(number=proposal.pk, by=by)


@transaction.atomic
def decline_entry(*, application: Application, reasons: Sequence[str], note: str, by: Person) -> None:
    """Decline what was handed in, by rules of its call, which its city reads. Raises Refusal as for any moderation."""
    moderate_application(application=application, is_accepted=False, reasons=reasons, note=note, by=by)
