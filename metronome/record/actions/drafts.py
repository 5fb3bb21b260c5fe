"""Drafts are kept while somebody types. They are no actions on the record and leave no line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.ground.refusal import Refusal

from ..models import Activity, Draft

#: How many characters a draft may have, and how many of them a person.
LARGEST = 100_000
MOST = 100


@transaction.atomic
def keep_draft(
    *, data: Mapping[str, Sequence[str]], by: Person, draft: int | None = None, activity: Activity | None = None
) -> Draft:
    """Keep what somebody has typed: in their draft of that number, in theirs of that activity, or in a new one.

    Raises Refusal where it is larger than any activity, or where there are too many drafts to be meant.
    """
    if sum(len(value) for values in data.values() for value in values) > LARGEST:
        raise Refusal(_("This is too long to be kept as a draft."))
    own = Draft.objects.select_for_update().filter(person=by)
    found = own.filter(activity=activity).first() if activity else own.filter(pk=draft or 0, activity=None).first()
    if found is None:
        if own.count() >= MOST:
            raise Refusal(_("You keep as many drafts as there is room for. Throw one away first."))
        found = Draft(person=by, activity=activity)
    found.data = {name: list(values) for name, values in data.items()}
    found.saved_at = timezone.now()
    found.save()
    return found


def drop_draft(*, draft: int, by: Person) -> None:
    """Throw a draft of one's own away; nothing happens where there is none."""
    Draft.objects.filter(pk=draft, person=by).delete()
