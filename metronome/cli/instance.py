"""The instance that a command works on: who acts, which network, which period; made ready where it is new."""

from __future__ import annotations

import getpass

from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.home.health import upgrades_waiting
from metronome.network.models import Network
from metronome.network.queries import the_network
from metronome.record.models import Occurrence


def actor(name: str | None) -> str:
    """By whose hand: the name given, else the account on this machine."""
    if name:
        return name
    try:
        return f"operator {getpass.getuser()}"
    except (OSError, KeyError):
        return "operator"


def make_ready() -> None:
    """Make the tables of a new instance; an instance in use is upgraded only when asked, after it was copied.

    A backup of this version reads the tables of this version, so it is no help before.

    Raises Refusal where an instance in use has another version's tables.
    """
    if not upgrades_waiting():
        return
    if Network._meta.db_table in connection.introspection.table_names() and Network.objects.exists():
        raise Refusal(
            _("The tables of this instance are those of another version."),
            remedy=_(
                "Copy its folder, and its database where that is on a server, or make a backup with the version "
                "before; then run: metronome upgrade"
            ),
        )
    call_command("migrate", verbosity=0, interactive=False)


def network() -> Network:
    """The network of this instance. Raises Refusal before one was loaded."""
    found = the_network()
    if found is None:
        raise Refusal(
            _("This instance holds no network yet."), remedy=_("Load one: metronome load reference/metropolis")
        )
    return found


def period_of(text: str | None) -> Period:
    """The period that the words name in the network's calendar; without words the latest reporting period in which
    something is on record.

    Raises ValueError for words that name no period.
    """
    calendar = network().calendar
    if text:
        return calendar.parse(text)
    latest = Occurrence.objects.filter(activity__state="published").order_by("-first_day").first()
    if latest is None:
        raise Refusal(_("Nothing is on record yet."), field="period")
    day = Period(latest.first_day, latest.first_day)
    return next(period for _year, _number, period in calendar.reporting_periods(day))
