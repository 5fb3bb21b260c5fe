"""Silence: what nothing in the period reached, and how long there is still time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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


def _sentence(say: Say, words: str) -> str:
    """The silent things in a sentence, and the months left where a plan ends."""
    values = {"number": say.number(len(say["items"])), "items": say.names(say["items"])}
    months = say["months_left"]
    if months is None:
        return words % values
    left = ngettext("%(months)s month of the plan is left.", "%(months)s months of the plan are left.", months)
    return f"{words % values} {left % {'months': say.number(months)}}"


@check(
    "silence.results",
    Severity.TELL,
    label=lambda: _("Results that nothing worked on"),
    message=lambda say: _sentence(
        say,
        ngettext(
            "%(number)s result of the plan has no activity in the period: %(items)s.",
            "%(number)s results of the plan have no activity in the period: %(items)s.",
            len(say["items"]),
        ),
    ),
    mend=lambda say: _("Plan activities for them, or tag those that served them."),
)
def results(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _silent(snapshot, figures, "results.silent")


@check(
    "silence.challenges",
    Severity.TELL,
    label=lambda: _("Challenges that nothing answered"),
    message=lambda say: _sentence(
        say,
        ngettext(
            "%(number)s challenge is answered by no activity of the period: %(items)s.",
            "%(number)s challenges are answered by no activity of the period: %(items)s.",
            len(say["items"]),
        ),
    ),
    mend=lambda say: _("Plan activities for them, or tag those that answered them."),
)
def challenges(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _silent(snapshot, figures, "challenges.silent")


@check(
    "silence.regions",
    Severity.TELL,
    label=lambda: _("Regions without an activated member"),
    message=lambda say: _sentence(
        say,
        ngettext(
            "%(number)s region has no activated member in the period: %(items)s.",
            "%(number)s regions have no activated member in the period: %(items)s.",
            len(say["items"]),
        ),
    ),
    mend=lambda say: _("Ask those who speak for the region what its members need."),
)
def regions(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _silent(snapshot, figures, "regions.silent")


@check(
    "silence.members",
    Severity.TELL,
    label=lambda: _("Members that nothing activated"),
    message=lambda say: _sentence(
        say,
        ngettext(
            "%(number)s member was activated by no activity of the period: %(items)s.",
            "%(number)s members were activated by no activity of the period: %(items)s.",
            len(say["items"]),
        ),
    ),
    mend=lambda say: _("Get in touch with them: each member's page shows when it was last heard."),
)
def members(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _silent(snapshot, figures, "members.silent")
