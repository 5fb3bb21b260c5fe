"""What the pages of a collection round say of a cell."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from metronome.design.templatetags.design import icon
from metronome.ground.phrases import number_in_words, period_in_words

from ..enums import WITHOUT_VALUE, CellState, Reason, Status
from ..models import Cell, RoundQuestion
from ..phrases import percent_in_words

register = template.Library()
MARKS = {
    CellState.ASKED: "silent",
    CellState.ANSWERED: "clock",
    CellState.RETURNED: "bad",
    CellState.APPROVED: "ok",
}


@register.filter
def words(said: str) -> list[str]:
    """The words of a list that a template writes."""
    return said.split()


@register.filter
def period_words(question: RoundQuestion) -> str:
    """The period that a question asks for."""
    return period_in_words(question.period)


@register.filter
def known_words(cell: Cell) -> str:
    """Of which period the latest earlier value is."""
    return period_in_words(cell.known_period)


@register.filter
def cell_mark(state: str) -> SafeString:
    """The sign of a state; what it means stands beside it."""
    return icon(MARKS[CellState(state)])


@register.filter
def cell_state(state: str) -> str:
    return str(CellState(state).label)


@register.filter
def shown_number(value: Decimal) -> str:
    """A value in units, as short as it can be written."""
    return number_in_words(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize())


@register.filter
def reason_words(status: str) -> str:
    """Why there is no value, in the words of who answers."""
    if status in Reason.values:
        return str(Reason(status).label)
    return str(Status(status).label) if status in WITHOUT_VALUE else ""


@register.filter
def box_value(cell: Cell) -> str:
    """Which answer a box means, as it was seen."""
    return f"{cell.pk}:{cell.revision}"


@register.filter
def change_words(cell: Cell) -> str:
    """By how much an answer differs from the value shown; nothing where it does not."""
    if cell.value is None or not cell.proposed or cell.value == cell.proposed:
        return ""
    return percent_in_words((cell.value - cell.proposed) / abs(cell.proposed))
