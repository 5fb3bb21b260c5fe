"""What may be done at one's own desk."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.home.models import Remit


@transaction.atomic
def choose_remit(*, regions: Sequence[str], lines: Sequence[str], by: Person) -> Remit:
    """Say which regions and lines one looks after; none of them means all."""
    Remit.objects.get_or_create(person=by)
    remit = Remit.objects.select_for_update().get(person=by)
    change = {
        name: [getattr(remit, name), list(wanted)]
        for name, wanted in (("regions", regions), ("lines", lines))
        if getattr(remit, name) != list(wanted)
    }
    if change:
        remit.regions, remit.lines = list(regions), list(lines)
        remit.save()
        audit.note(by=by, verb="choose", subject=f"remit:{by.pk}", change=change)
    return remit
