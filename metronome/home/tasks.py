"""What is done as a task for the whole network, and when."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metronome.network.queries import the_network
from metronome.tasks.enums import Manner
from metronome.tasks.kinds import Result, Work, daily, task

from .digests.actions import send_digests


@task("home.digests", label=_("Digests"), manner=Manner.AGAIN)
def digests(work: Work, *, by: object, day: str) -> Result:
    """Write everybody who is due. Nobody is written the same days twice, however often this is begun."""
    done = send_digests(day=date.fromisoformat(day), by=by)
    words = gettext("Digests sent: %(sent)d; nothing to say: %(silent)d.") % {"sent": done.sent, "silent": done.silent}
    failed = gettext("The mail server did not take %(failed)d; they are tried again at the next run.")
    return Result(words=f"{words} {failed % {'failed': done.failed}}" if done.failed else words)


@daily("home.digests")
def digests_due(now: datetime) -> dict[str, str] | None:
    """Once a day, from the hour of the setting on, by the clock of the network."""
    begins, network = settings.DIGESTS_AT, the_network()
    if begins is None or network is None:
        return None
    here = now.astimezone(ZoneInfo(network.timezone))
    return {"day": here.date().isoformat()} if here.time() >= begins else None
