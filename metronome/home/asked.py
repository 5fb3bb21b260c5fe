"""What an address asks of the pages that show a period, and where the record stands when it asks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from metronome.ground.period import Calendar, Period
from metronome.network.models import Network
from metronome.network.queries import the_network
from metronome.network.shown import asked_period, calendar_of
from metronome.record.shown import latest_day, period_of_the_record
from metronome.report.snapshot import PlanRow

from .standing import Stand, stand


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A period with where the record stands in it. `fault` says why the address could not be read."""

    network: Network
    calendar: Calendar
    period: Period
    stand: Stand
    record_until: date | None
    fault: str

    @property
    def status(self) -> int:
        return 400 if self.fault else 200

    @property
    def plans(self) -> Sequence[PlanRow]:
        """The plans of the period, the one that began last first."""
        return self.stand.snapshot.plans[::-1]


def asked(request: HttpRequest) -> Asked | None:
    """The period that the address names, or that in which the record stands; None before a network was loaded."""
    network = the_network()
    if network is None:
        return None
    calendar = calendar_of(network)
    until = latest_day()
    default = period_of_the_record(calendar, today=timezone.localdate())
    period, fault = asked_period(request.GET.get("period", ""), calendar=calendar, default=default)
    return Asked(
        network=network,
        calendar=calendar,
        period=period,
        stand=stand(period),
        record_until=until,
        fault=fault,
    )
