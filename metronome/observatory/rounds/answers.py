"""What a member says of a cell, read and held against the definition before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from metronome.ground.phrases import number_in_words
from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.meaning import Meaning
from metronome.ground.workbooks.table import Value
from metronome.ground.workbooks.ways import ways_of

from ..enums import AnswerKind, Reason, Scale, Status
from ..models import Cell, IndicatorVersion

#: The largest number that facts can hold, in the places that are kept.
LARGEST = 2**62


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What somebody says of a cell. An empty kind: nothing yet. `reason` is a status without a value."""

    kind: str = ""
    value: Decimal | None = None
    reason: str = ""
    scale: str = Scale.METROPOLITAN.value
    source: str = ""
    method: str = ""
    remark: str = ""


def read_value(said: Value, language: str) -> Decimal | None:
    """A number as it is typed in a language, or as a workbook holds it; None where nothing is said.

    Raises Refusal for what is no number, or could be two.
    """
    if isinstance(said, str) and not said.strip():
        return None
    number = Meaning(ways_of([language])).number(said)
    return None if number is None else Decimal(number)


def settled(cell: Cell, given: GivenAnswer) -> GivenAnswer:
    """The answer as it is kept: what its kind does not have is left away.

    Raises Refusal, with the part of the answer that it concerns as its field.
    """
    match given.kind:
        case AnswerKind.CONFIRMED:
            return _confirmed(cell, given)
        case AnswerKind.GIVEN:
            return _valued(cell.question.definition, given)
        case AnswerKind.MISSING:
            return _missing(given)
        case AnswerKind.DISPUTED:
            return _disputed(cell, given)
    raise Refusal(
        _("It is not said whether there is a value."), field="kind", remedy=_("Choose one of the four answers.")
    )


def _confirmed(cell: Cell, given: GivenAnswer) -> GivenAnswer:
    if cell.proposed is None:
        raise Refusal(
            _("There is no value here that could be right."), field="kind", remedy=_("Give a value, or say why not.")
        )
    scale = cell.proposed_scale or given.scale
    source = given.source or cell.proposed_from
    return GivenAnswer(given.kind, cell.proposed, "", scale, source, given.method or "confirmed", given.remark)


def _valued(definition: IndicatorVersion, given: GivenAnswer) -> GivenAnswer:
    if given.value is None:
        raise Refusal(_("The value is missing."), field="value", remedy=_("Give a value, or say why there is none."))
    check_value(definition, given.value)
    if not given.source:
        raise Refusal(
            _("A value needs its source."), field="source", remedy=_("Say where it is published, or who counted.")
        )
    if not given.method:
        raise Refusal(
            _("A value needs its method."), field="method", remedy=_("Say how it was made: census, register, survey …")
        )
    return GivenAnswer(given.kind, given.value, "", given.scale, given.source, given.method, given.remark)


def _missing(given: GivenAnswer) -> GivenAnswer:
    if given.reason not in Reason.values:
        raise Refusal(
            _("It is not said why there is no value."), field="reason", remedy=_("Choose a reason from the list.")
        )
    if given.reason == Reason.MISSING and not given.remark:
        raise Refusal(_("Another reason has to be said."), field="remark", remedy=_("Write it in the remark."))
    if given.value is not None:
        raise Refusal(
            _("There is a value beside a reason why there is none."),
            field="value",
            remedy=_("Take away one of the two."),
        )
    return GivenAnswer(given.kind, None, given.reason, "", given.source, "", given.remark)


def _disputed(cell: Cell, given: GivenAnswer) -> GivenAnswer:
    if cell.proposed is None:
        raise Refusal(
            _("There is no value here that could be wrong."), field="kind", remedy=_("Give a value, or say why not.")
        )
    if given.value is not None:
        raise Refusal(
            _("There is a value beside the answer that there is none."),
            field="value",
            remedy=_("Choose “another value”, or take it away."),
        )
    if not given.remark:
        raise Refusal(
            _("It is not said what is wrong."), field="remark", remedy=_("Say in the remark why the value is wrong.")
        )
    return GivenAnswer(given.kind, None, "", "", given.source, "", given.remark)


def check_value(definition: IndicatorVersion, value: Decimal) -> None:
    """Raises Refusal for a value that the definition does not allow, with what it allows."""
    low, high = definition.bounds
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = {"low": _bound(low), "high": _bound(high)}
        raise Refusal(
            _("The value lies outside the range of the definition."),
            field="value",
            remedy=_("It lies between %(low)s and %(high)s.") % bounds,
        )
    try:
        kept = value.quantize(Decimal(1).scaleb(-definition.decimals))
    except InvalidOperation:
        kept = None
    if kept is None or abs(kept.scaleb(definition.decimals)) > LARGEST or abs(value) >= Decimal(10) ** 18:
        raise Refusal(_("The number is too large to be kept."), field="value", remedy=_("Check the unit."))
    if kept != value:
        raise Refusal(
            _("The value has more decimals than the definition keeps."),
            field="value",
            remedy=_("Decimals that are kept: %(number)d.") % {"number": definition.decimals},
        )


def _bound(value: Decimal | None) -> str:
    return "…" if value is None else number_in_words(value.normalize() if value else Decimal(0))


def status_of(given: GivenAnswer, cell: Cell) -> str:
    """The status with which an answer is published: the reason, that of a confirmed value, else normal."""
    if given.kind == AnswerKind.CONFIRMED:
        return cell.proposed_status or Status.NORMAL.value
    return given.reason or (Status.NORMAL.value if given.kind == AnswerKind.GIVEN else "")
