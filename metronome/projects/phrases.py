"""Sentences about projects that stand in more than one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.design.words import reader
from metronome.ground.phrases import day_in_words, listed
from metronome.ground.text import Text

from .ledger import Missing


def days_of(first: date | None, last: date | None, months: int | None) -> str:
    """From when to when, and how long; empty where nothing is known."""
    length = ngettext("%(count)s month", "%(count)s months", months) % {"count": months} if months else ""
    if first and last:
        days = _("%(first)s to %(last)s") % {"first": day_in_words(first), "last": day_in_words(last)}
    elif first:
        days = _("since %(day)s") % {"day": day_in_words(first)}
    elif last:
        days = _("until %(day)s") % {"day": day_in_words(last)}
    else:
        return length
    return _("%(days)s (%(length)s)") % {"days": days, "length": length} if length else days


def missing_in_words(missing: Sequence[Missing], labels: Mapping[tuple[str, str], Text]) -> str:
    """What an instalment waits for, in one stretch of words."""
    found = []
    for one in missing:
        label = labels.get((one.kind, one.code), Text()).in_(reader()) or one.code
        if one.on is not None:
            found.append(_("not before %(day)s") % {"day": day_in_words(one.on)})
        elif one.kind == "report":
            found.append(_("the report “%(label)s” is not accepted") % {"label": label})
        else:
            found.append(_("the output “%(label)s” is not accepted") % {"label": label})
    return listed(found)


def term_in_words(months: int | None, reports: Sequence[str]) -> str:
    """When an instalment can be paid, or a report is due, counted from the first day of the project."""
    when = _("at its beginning")
    if months:
        words = ngettext("%(count)s month after its beginning", "%(count)s months after its beginning", months)
        when = words % {"count": months}
    if not reports:
        return when
    accepted = _("once accepted: %(reports)s") % {"reports": listed(reports)}
    return f"{when}; {accepted}" if months else accepted
