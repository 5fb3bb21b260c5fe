"""What an address asks of the pages that show a period, and where the record stands when it asks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.period import Calendar, Period
from metronome.network.models import Network
from metronome.network.queries import kept_network, the_network
from metronome.network.shown import asked_period, calendar_of
from metronome.record.shown import latest_day, period_around
from metronome.report.rows import PlanRow

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
    return _asked(request, network, latest_day()) if network else None


def asked_of_kept(request: HttpRequest) -> Asked | None:
    """The same, of what was kept when something public last changed: for pages that ask much else."""
    network = kept_network()
    return _asked(request, network, _latest_day(publication())) if network else None


def asked_about(period: Period) -> Asked:
    """A period, of what was kept when something public last changed.

    Raises LookupError before a network was loaded.
    """
    network = kept_network()
    if network is None:
        raise LookupError("no network")
    return _asked_about(network, _latest_day(publication()), calendar_of(network), period)


@kept(2)
def _latest_day(_publication: int) -> date | None:
    return latest_day()


def _asked(request: HttpRequest, network: Network, until: date | None) -> Asked:
    calendar = calendar_of(network)
    default = period_around(until or timezone.localdate(), calendar)
    period, fault = asked_period(request.GET.get("period", ""), calendar=calendar, default=default)
    return _asked_about(network, until, calendar, period, fault)


def _asked_about(network: Network, until: date | None, calendar: Calendar, period: Period, fault: str = "") -> Asked:
    return Asked(
        network=network, calendar=calendar, period=period, stand=stand(period), record_until=until, fault=fault
    )
