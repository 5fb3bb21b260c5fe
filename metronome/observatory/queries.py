"""What may be asked of the observatory. A query leaves no trace; what observations say is read in `facts`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.network.queries import network_zone

from .models import FactFile, Load, Release

#: Days after it have no end that a database could hold.
LAST_DAY = date(9999, 12, 29)


def files_up_to(cutoff: int) -> QuerySet[FactFile]:
    """The files of facts that were listed by the loads up to a number."""
    return FactFile.objects.filter(load__number__lte=cutoff).order_by("load__number", "pk")


def last_number() -> int:
    """The number of the latest load; 0 before the first."""
    return Load.objects.order_by("-number").values_list("number", flat=True).first() or 0


def cutoff_of(day: date) -> int:
    """The latest load of a day or before it, by the clock of the network; 0 where there was none."""
    return Load.objects.filter(at__lt=end_of(day)).order_by("-number").values_list("number", flat=True).first() or 0


def release_on(day: date) -> Release | None:
    """The release by which numbers were shown on a day: the latest that was made by its end, by the clock of the
    network; None before the first."""
    return Release.objects.select_related("cutoff").filter(at__lt=end_of(day)).first()


def end_of(day: date) -> datetime:
    """The moment in which a day ends, by the clock of the network."""
    return datetime.combine(min(day, LAST_DAY) + timedelta(days=1), time(), network_zone())


def same_load(source: str, snapshot: str, mapping: dict[str, Any]) -> Load | None:
    """The latest load of a source, where it is of this very file and mapping: again it would change nothing."""
    latest = Load.objects.filter(source__slug=source).order_by("-number").first()
    is_same = latest is not None and (latest.snapshot, latest.mapping) == (snapshot, mapping)
    return latest if is_same else None


def release_named(slug: str) -> Release:
    """A release by its name, with its cutoff.

    Raises Refusal for a name that is none.
    """
    found = Release.objects.select_related("cutoff").filter(slug=slug).first()
    if found is None:
        known = ", ".join(Release.objects.values_list("slug", flat=True)[:12])
        reason = _("There is no release “%(release)s”.") % {"release": slug}
        raise Refusal(reason, field="release", remedy=_("Known are: %(names)s.") % {"names": known} if known else "")
    return found
