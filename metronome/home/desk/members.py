"""One's members: whom an activity of the period reached, whom none did, and when each was last in contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext, ngettext

from metronome.design.words import reader
from metronome.ground.audit import publication
from metronome.ground.fold import fold
from metronome.ground.kept import kept
from metronome.ground.text import Text
from metronome.home.standing import Stand
from metronome.listening.models import Bilateral
from metronome.record.enums import InvolvementRole, State
from metronome.record.models import Involvement

from .remit import LookedAfter

#: How many members are listed; the page of the figure has the rest.
SHOWN = 15


@dataclass(frozen=True, kw_only=True)
class MemberShown:
    """A member with the last contact: an activity or a bilateral meeting, which activates nobody."""

    slug: str
    name: Text
    country: str
    silent: bool
    last: date | None
    by_meeting: bool
    since: str


@dataclass(frozen=True, kw_only=True)
class Members:
    """Those of a remit: how many of each, and as many of them as a page shows."""

    show: str
    silent: int
    engaged: int
    rows: list[MemberShown]
    more: int


def members_of(stand: Stand, remit: LookedAfter, *, show: str, today: date) -> Members:
    """The full members of the period's last day in a remit, the longest without contact first, then by name."""
    total, silent = set(stand.items("members.total")), set(stand.items("members.silent"))
    mine = [row for row in stand.snapshot.members if row.slug in total and remit.has_region(row.region)]
    activities, meetings = last_contacts(publication())
    last = {
        row.slug: max(filter(None, (activities.get(row.slug), meetings.get(row.slug))), default=None) for row in mine
    }
    quiet = sum(row.slug in silent for row in mine)
    wanted = [row for row in mine if show == "all" or (row.slug in silent) == (show == "silent")]
    wanted.sort(key=lambda row: (last[row.slug] or date.min, fold(row.name.in_(reader()))))
    shown = [
        MemberShown(
            slug=row.slug,
            name=row.name,
            country=row.country,
            silent=row.slug in silent,
            last=(day := last[row.slug]),
            by_meeting=day is not None and day != activities.get(row.slug),
            since=since_in_words(day, today),
        )
        for row in wanted[:SHOWN]
    ]
    return Members(show=show, silent=quiet, engaged=len(mine) - quiet, rows=shown, more=max(0, len(wanted) - SHOWN))


@kept(2)
def last_contacts(_publication: int) -> tuple[Mapping[str, date], Mapping[str, date]]:
    """The last activity and the last meeting of each member, kept until something public changes."""
    return last_activities(), last_meetings()


def last_activities() -> Mapping[str, date]:
    """The last day on which a published activity had each member in it; one that is only named was not in it."""
    found = Involvement.objects.filter(activity__state=State.PUBLISHED, member__isnull=False)
    found = found.exclude(role=InvolvementRole.NAMED).order_by()
    return dict(found.values_list("member__slug").annotate(last=Max("activity__last_day")))


def last_meetings() -> Mapping[str, date]:
    found = Bilateral.objects.filter(is_cancelled=False, member__isnull=False).order_by()
    return dict(found.values_list("member__slug").annotate(last=Max("last_day")))


def since_in_words(last: date | None, today: date) -> str:
    """For how long nothing is on record."""
    if last is None:
        return gettext("nothing on record")
    days = max(0, (today - last).days)
    if days < 60:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    months = (today.year - last.year) * 12 + today.month - last.month
    return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}
