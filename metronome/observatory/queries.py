"""What may be asked of the observatory. A query leaves no trace; what observations say is read in `facts`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from metronome.network.queries import the_network

from .models import FactFile, Load, Release


def files_up_to(cutoff: int) -> QuerySet[FactFile]:
    """The files of facts that were listed by the loads up to a number."""
    return FactFile.objects.filter(load__number__lte=cutoff).order_by("load__number", "pk")


def last_number() -> int:
    """The number of the latest load; 0 before the first."""
    return Load.objects.order_by("-number").values_list("number", flat=True).first() or 0


def cutoff_of(day: date) -> int:
    """The latest load of a day or before it, by the clock of the network; 0 where there was none."""
    network = the_network()
    zone = ZoneInfo(network.timezone if network else "UTC")
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    return Load.objects.filter(at__lt=end).order_by("-number").values_list("number", flat=True).first() or 0


def latest_release() -> Release | None:
    return Release.objects.select_related("cutoff").first()
