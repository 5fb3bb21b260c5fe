"""What may be done with applications that become practices."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from metronome.calls.models import Application, Call
from metronome.desk.actions import propose
from metronome.desk.models import Proposal
from metronome.exchange.models import Collection
from metronome.ground.refusal import Refusal

from .asking import is_being_judged, made_of
from .telling import awards_of, practice_of


@transaction.atomic
def draft_practices(
    *, call: Call, codes: Several[str], chosen: Mapping[str, str], collection: str, by: object
) -> list[Proposal]:
    """Make a draft of a practice of each of these applications whose city agreed; of which one was made before, none.
    `chosen` names the question that becomes each part of a practice.

    Raises Refusal while panels judge the applications, and for a collection that there is not.
    """
    if is_being_judged(call):
        raise Refusal(
            _("The applications are being judged."), remedy=_("Make practices of them once results are announced.")
        )
    if not Collection.objects.filter(slug=collection).exists():
        raise Refusal(_("There is no such collection."), field="collection", remedy=_("Choose one of the list."))
    agreed = Application.objects.select_for_update(of=("self",)).select_related("member")
    rows = list(agreed.filter(call=call, code__in=codes, state="eligible", is_test=False, shared_at__isnull=False))
    proposals, practices = made_of([one.code for one in rows])
    awards, made = awards_of(call), []
    for one in rows:
        if one.code in proposals or one.code in practices:
            continue
        version = one.versions.get(number=one.version or 0)
        award = awards.get(one.outcome)
        given = practice_of(one, version, chosen=chosen, collection=collection, award=award)
        made.append(propose(kind="practices", given=given, by=by))
    return made
