"""What the texts of a column mean as numbers and as days. 1.234 and 01/02/2021 can each be read in two ways: a
person's choice decides, else the column itself where another of its values can be read in one way only, else the
network's ways. Where none of them does, the cell is refused, and the refusal names the choice that would settle it.

A text column is never made numbers here: whoever asks knows that the field holds a number or a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .days import days_in, months_of
from .digits import readings_of
from .said import refusal_of
from .table import Faulty, Table, Value
from .ways import DayOrder, DecimalSign, Sign, Ways

#: Days before and after these are of another calendar, or misread.
FIRST_YEAR, LAST_YEAR = 1800, 2199

#: What can be read in one way only, by its way, with the first row that shows it and its text.
Seen = dict[Sign, tuple[int, str]]


class Meaning:
    """How one column is read. Show it all values (`see`), then ask for each (`number`, `day`)."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._months = months_of(ways.languages)
        self._signs: Seen[DecimalSign] = {}
        self._orders: Seen[DayOrder] = {}

    def see(self, row: int, value: Value) -> None:
        """Learn from a value how the others are written."""
        if not isinstance(value, str) or not value:
            return
        if any(sign in value for sign in ".,") and len(found := readings_of(value)) == 1:
            self._signs.setdefault(next(iter(found)), (row, value))
        if len(days := days_in(value, self._months)) == 1 and (order := next(iter(days))):
            self._orders.setdefault(order, (row, value))

    def number(self, value: Value) -> int | Decimal | None:
        """The number of a cell, or None where it says nothing. Raises Refusal."""
        match value:
            case None:
                return None
            case Faulty():
                raise refusal_of(value)
            case bool() | date() | time():
                pass
            case int() | Decimal():
                return value
            case str() if not value.strip():
                return None
            case str():
                return self._number(value)
        raise Refusal(_("A number is expected here."), remedy=_("Write it in digits."))

    def _number(self, text: str) -> int | Decimal:
        found = readings_of(text)
        shown = {"text": text.strip()[:60]}
        if not found:
            raise Refusal(_("“%(text)s” is no number.") % shown, remedy=_("Write it in digits."))
        if len(set(found.values())) > 1:
            sign = self._settled(self._ways.chosen_decimal, self._signs, self._ways.decimal)
            if sign is None:
                raise self._open("decimal", _("“%(text)s” can be read as two numbers.") % shown, self._signs)
            return found[sign]
        chosen = self._ways.chosen_decimal
        if chosen and chosen not in found:
            raise Refusal(
                _("“%(text)s” is no number with the decimal sign that was chosen.") % shown,
                field="decimal",
                remedy=_("Mend the number, or choose the other sign."),
            )
        return next(iter(found.values()))

    def day(self, value: Value) -> date | None:
        """The day of a cell, or None where it says nothing. Raises Refusal, also for a moment that is not midnight."""
        match value:
            case None:
                return None
            case Faulty():
                raise refusal_of(value)
            case datetime():
                if value.time() != time():
                    raise Refusal(_("The cell holds an hour, not only a day."), remedy=_("Write the day alone."))
                return _bounded(value.date())
            case date():
                return _bounded(value)
            case str() if not value.strip():
                return None
            case str():
                return self._day(value)
            case int() | Decimal():
                raise Refusal(
                    _("The cell holds the number %(number)s, not a day.") % {"number": value},
                    remedy=_("Format the cell as a date, or write it as 2021-03-17."),
                )
        raise Refusal(_("A day is expected here."), remedy=_("Write it as 2021-03-17."))

    def _day(self, text: str) -> date:
        found = days_in(text, self._months)
        shown = {"text": text.strip()[:60]}
        if not found:
            reason = _("“%(text)s” is no day that can be read for certain.") % shown
            raise Refusal(reason, remedy=_("Write it as 2021-03-17."))
        if len(found) > 1:
            order = self._settled(self._ways.chosen_days, self._orders, self._ways.days)
            if order is None:
                raise self._open("days", _("“%(text)s” can be read as two days.") % shown, self._orders)
            return _bounded(found[order])
        ((order, day),) = found.items()
        if order and self._ways.chosen_days and order != self._ways.chosen_days:
            raise Refusal(
                _("“%(text)s” is no day in the order that was chosen.") % shown,
                field="days",
                remedy=_("Mend the day, or choose the other order."),
            )
        return _bounded(day)

    @staticmethod
    def _settled(chosen: Sign | None, seen: Mapping[Sign, tuple[int, str]], ways: Sign | None) -> Sign | None:
        """The one way that holds for what can be read in two; None where nothing decides, or the column disagrees."""
        if chosen:
            return chosen
        if seen:
            return next(iter(seen)) if len(seen) == 1 else None
        return ways

    def _open(self, field: str, reason: str, seen: Mapping[Sign, tuple[int, str]]) -> Refusal:
        """The refusal of what stayed open, with the two rows that disagree where some do."""
        if len(seen) > 1:
            (first, one), (second, other) = seen.values()
            reason += " " + _("Rows %(first)s (“%(one)s”) and %(second)s (“%(other)s”) of the column disagree.") % {
                "first": first,
                "one": one,
                "second": second,
                "other": other,
            }
        remedy = (
            _("Say whether the file writes decimals with a point or a comma.")
            if field == "decimal"
            else _("Say whether the file writes the day or the month first.")
        )
        return Refusal(reason, field=field, remedy=remedy)


def _bounded(day: date) -> date:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise Refusal(
        _("The year %(year)s is none of the Gregorian calendar of our time.") % {"year": day.year},
        remedy=_("Write the day in the Gregorian calendar, as 2021-03-17."),
    )


def meanings(table: Table, ways: Ways, columns: Iterable[str] | None = None) -> dict[str, Meaning]:
    """The meaning of each column (or of those named), learnt from all of its rows. Raises Refusal as reading may."""
    wanted = set(table.columns if columns is None else columns)
    found = {name: Meaning(ways) for name in table.columns if name in wanted}
    watched = [(place, found[name].see) for place, name in enumerate(table.columns) if name in wanted]
    for row in table.rows():
        for place, see in watched:
            see(row.number, row.cells[place])
    return found
