"""Silence: what nothing in the period reached, and how long there is still time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from .finding import Found, check
from .printed import kind_of
from .saying import Say

MONTHS_LEFT = "plan.months_left"


def _silent(snapshot: Snapshot, figures: Mapping[str, Figure], id: str) -> Iterator[Found]:
    """One finding for all that a figure of silence lists."""
    items = figures[id].items if id in figures else ()
    if items:
        left = figures[MONTHS_LEFT].value if MONTHS_LEFT in figures else None
        facts = {"items": [f"{kind_of(id)}:{item}" for item in items], "months_left": left}
        yield Found(f"figure:{id}", facts)


def _values(say: Say) -> dict[str, str]:
    return {"number": say.number(len(say["items"])), "items": say.names(say["items"])}


def _with_months(say: Say, sentence: str) -> str:
    if say["months_left"] is None:
        return sentence
    return _("%(sentence)s Months left in the plan: %(months)s.") % {
        "sentence": sentence,
        "months": say.number(say["months_left"]),
    }


@check(
    "silence.results",
    Severity.TELL,
    label=lambda: _("Results that nothing worked on"),
    message=lambda say: _with_months(
        say, _("Results of the plan that no activity worked on: %(number)s. %(items)s.") % _values(say)
    ),
    mend=lambda say: _("Plan activities for them, or tag those that served them."),
)
def results(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _silent(snapshot, figures, "results.silent")


@check(
    "silence.challenges",
    Severity.TELL,
    label=lambda: _("Challenges that nothing answered"),
    message=lambda say: _with_months(
        say, _("Challenges that no activity answered: %(number)s. %(items)s.") % _values(say)
    ),
    mend=lambda say: _("Plan activities for them, or tag those that answered them."),
)
def challenges(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _silent(snapshot, figures, "challenges.silent")


@check(
    "silence.regions",
    Severity.TELL,
    label=lambda: _("Regions without an activated member"),
    message=lambda say: _with_months(
        say, _("Regions of which no member was activated: %(number)s. %(items)s.") % _values(say)
    ),
    mend=lambda say: _("Ask the regional secretaries what the members there need."),
)
def regions(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _silent(snapshot, figures, "regions.silent")


@check(
    "silence.members",
    Severity.TELL,
    label=lambda: _("Members that nothing activated"),
    message=lambda say: _with_months(
        say, _("Members that no activity activated: %(number)s. %(items)s.") % _values(say)
    ),
    mend=lambda say: _("Call them: their page shows when they were last heard."),
)
def members(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _silent(snapshot, figures, "members.silent")
