"""The lists that somebody handed in and looked at, and that wait for another hand to put them on record."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.desk.rules import can_review, kinds_decided
from metronome.desk.sheets import kinds
from metronome.desk.waiting import Waiting

from ..models import Import
from .enums import State


def imports_waiting(person: Any) -> QuerySet[Import] | None:
    """What others handed in of which somebody may put the rows on record; None for whoever puts nothing on record."""
    if not can_review(person):
        return None
    left_to_others = set(kinds()) - set(kinds_decided(person))
    looked_at = Import.objects.filter(state=State.LOOKED_AT).exclude(kind__in=left_to_others)
    return looked_at.exclude(by=str(person))


IMPORTS = Waiting(
    name="imports",
    rows=imports_waiting,
    title=lambda: _("Lists that were handed in"),
    words=lambda number: ngettext("%(count)s list waits.", "%(count)s lists wait.", number) % {"count": number},
    door="intake:imports",
    icon="list",
)
