"""The periods that a round asks for, as somebody writes them: "2019, 2020" as they are, "2021" month by month."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from metronome.ground.period import Calendar, Period
from metronome.ground.refusal import Refusal
from metronome.network.phrases import not_a_period

from ..enums import Step
from ..models.rounds import FIRST, LAST

#: So many months each step takes.
MONTHS = {Step.QUARTER: 3, Step.MONTH: 1}


def wanted_periods(said: Sequence[str], step: Step, calendar: Calendar) -> list[Period]:
    """Each period once, in the order of its days; cut into quarters or months where these are asked for.

    Raises Refusal, with `periods` as its field, for what is none, cannot be cut so, or lies in no time of ours.
    """
    found = {period for text in said for period in _cut(text, _read(text, calendar), step)}
    return sorted(found, key=lambda one: one.ends)


def _read(text: str, calendar: Calendar) -> Period:
    try:
        found = calendar.parse(text)
        first, last = found.ends
    except ValueError:
        raise Refusal(not_a_period(text[:40]), field="periods") from None
    if first < FIRST or last > LAST:
        said = {"period": text[:40], "first": str(FIRST.year), "last": str(LAST.year)}
        raise Refusal(_("“%(period)s” does not lie between %(first)s and %(last)s.") % said, field="periods")
    return found


def _cut(text: str, period: Period, step: Step) -> list[Period]:
    if step not in MONTHS:
        return [period]
    try:
        return list(period.cut(MONTHS[step]))
    except ValueError:
        reasons = {
            Step.QUARTER: _("“%(period)s” is not made of whole quarters."),
            Step.MONTH: _("“%(period)s” is not made of whole months."),
        }
        raise Refusal(reasons[step] % {"period": text[:40]}, field="periods") from None
