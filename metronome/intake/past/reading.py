"""Reading a report: which layout fits it, what it tells, and what of that is in the record already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.intake.models import Layout as KeptLayout

from .found import Found, Proposed
from .known import known
from .layout import Layout
from .lines import Line
from .matching import Told, kept_in, matched
from .recognise import Recognised, recognise


@dataclass(frozen=True)
class Read:
    """A report as it was read. `codes` tell for each of its activities which of the record it is; empty: none."""

    layout: str
    language: str
    period: Period
    activities: Sequence[Proposed]
    codes: Sequence[str]


def read_report(lines: Sequence[Line], *, layout: str = "", period: Period | None = None) -> Read:
    """What a report tells, read by the layout of that slug, else by the one that finds the most in it.

    Raises Refusal where nothing can be recognised, with what is missing.
    """
    knowing = known()
    found = [(one.slug, recognise(lines, one, knowing, period)) for one in layouts_kept(layout)]
    slug, read = max(found, key=lambda pair: _told(pair[1]))
    if read.period is None:
        raise Refusal(
            _("The file does not say which period it reports on."),
            field="period",
            remedy=_("Say it, as 2021-01..2021-04."),
        )
    if not read.activities:
        raise Refusal(
            _("No activity was recognised in this file."),
            field="upload",
            remedy=_("See whether the labels of its boxes are those of the network's layout."),
        )
    codes = matched([told_by(one) for one in read.activities], kept_in(_whole(read.period, read.activities)))
    return Read(slug, read.language, read.period, read.activities, codes)


def layouts_kept(slug: str = "") -> list[Layout]:
    """The layouts that the network has, or the one of them that is asked for. Raises Refusal where there is none."""
    rows = {row.slug: Layout(row.slug, row.words) for row in KeptLayout.objects.all()}
    if slug and slug not in rows:
        words = _("There is no layout “%(slug)s”; there are: %(slugs)s.")
        raise Refusal(words % {"slug": slug, "slugs": ", ".join(rows) or _("none")}, field="as")
    if not rows:
        raise Refusal(
            _("The network has not said yet how its reports are laid out."),
            remedy=_("Load a folder with layouts/NAME.yaml; docs/importing.md says how."),
        )
    return [rows[slug]] if slug else list(rows.values())


def _told(read: Recognised) -> int:
    """How much was recognised for certain."""
    return sum(bool(found.value) for one in read.activities for found in all_found(one))


def all_found(one: Proposed) -> Sequence[Found]:
    """Every tag and name of a proposed activity."""
    return (*one.results, *one.challenges, *one.members, *one.partners)


def told_by(one: Proposed) -> Told:
    """A proposed activity, as far as it can be one of the record."""
    return Told(
        one.title.value,
        frozenset((days.span.first_day, days.span.last_day) for days in one.days),
        frozenset(found.value for found in (*one.results, *one.challenges, *one.members) if found.value),
    )


def _whole(period: Period, activities: Sequence[Proposed]) -> Period:
    """The period, with the days of the activities that lie outside."""
    first = [days.span.first_day for one in activities for days in one.days]
    last = [days.span.last_day for one in activities for days in one.days]
    begins, ends = period.ends
    return Period(min(begins, *first), max(ends, *last))
