"""A comparison in words and pictures: bars, the line of a metropolis."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.design import parts
from metronome.design.pictures.series import Point, series
from metronome.design.words import direction_of, reader
from metronome.ground.addresses import address
from metronome.ground.phrases import listed, number_in_words

from .averages import Average, Cell, in_units
from .comparing import Compared, Ranked
from .enums import Scale, Status
from .models import IndicatorVersion
from .phrases import percent_in_words

#: How many bars stand above the table.
BARS = 12


def bars(found: Compared) -> list[parts.Ranked]:
    """The first of the ranking, and the marked metropolis where it is none of them."""
    first = found.once_read("bars", lambda: [_bar(found, row) for row in found.ranked(found.order[:BARS])])
    if found.own is None:
        return first
    row, own = found.own
    return [*first[:row], _bar(found, own), *first[row + 1 :]]


def _bar(found: Compared, row: Ranked) -> parts.Ranked:
    longest = found.same.once("longest", lambda: _longest(found))
    return parts.Ranked(
        label=_place_in_words(row),
        shown=number_in_words(row.value) if found.wish.since is None else percent_in_words(row.change),
        share=float((row.value if found.wish.since is None else row.change or Decimal(0)) / longest),
        line=1 if row.is_marked else 0,
        href=address("observatory:area", row.drawn.area.slug),
    )


def _longest(found: Compared) -> Decimal:
    """The longest bar, which the first or the last of the order has: a change as a share, or a value in units; never
    nought, since bars are divided by it."""
    ends = (*found.order[:1], *found.order[-1:])
    if found.wish.since is not None:
        return Decimal(max((abs(float(change or 0)) for _place, _cell, change in ends), default=0.0)) or Decimal(1)
    return found.in_units(max((abs(cell.number or 0) for _place, cell, _change in ends), default=0)) or Decimal(1)


def _place_in_words(row: Ranked) -> str:
    told = {"place": row.place, "name": row.drawn.area.name.in_(reader())}
    return (_("%(place)d. %(name)s, marked") if row.is_marked else _("%(place)d. %(name)s")) % told


def average_in_words(one: Average, decimals: int) -> str:
    """The number alone, as exact as the definition keeps it and one place more for a mean."""
    value = one.rounded(decimals if one.aggregation == "sum" else decimals + 1)
    return "" if value is None else number_in_words(value)


def mix_in_words(counts: dict[str, int], kind: type[Scale] | type[Status]) -> str:
    """How many values are of which scale or status: "metropolitan (128), national, in place of metropolitan (3)"."""
    return listed([
        _("%(what)s (%(number)d)") % {"what": kind(code).label, "number": number} for code, number in counts.items()
    ])  # fmt: skip


def line(history: Sequence[Cell], definition: IndicatorVersion, *, width: int) -> SafeString:
    """The values of a metropolis over the years, projections dashed."""
    known = [cell for cell in history if cell.number is not None]
    values = [in_units(cell.number or 0, definition.decimals) for cell in known]
    highest = max(values, default=Decimal(0))
    unit = definition.unit_label.in_(reader())
    return series(
        [
            Point(cell.year, float(value), cell.status == Status.FORECAST)
            for cell, value in zip(known, values, strict=True)
        ],
        highest=_("%(number)s %(unit)s") % {"number": number_in_words(highest), "unit": unit},
        sentence=line_in_words(known, definition),
        width=width,
        direction=direction_of(reader()),
    )


def line_in_words(known: Sequence[Cell], definition: IndicatorVersion) -> str:
    """What the line shows, for who does not see it."""
    if not known:
        return _("No value is known.")
    first, last = known[0], known[-1]
    told = {
        "indicator": definition.name.in_(reader()),
        "first": first.year,
        "last": last.year,
        "from": number_in_words(in_units(first.number or 0, definition.decimals)),
        "to": number_in_words(in_units(last.number or 0, definition.decimals)),
    }
    words = _("%(indicator)s: from %(from)s in %(first)d to %(to)s in %(last)d.") % told
    ahead = sum(cell.status == Status.FORECAST for cell in known)
    more = ngettext("One of these values is a projection.", "%(number)d of these values are projections.", ahead)
    return f"{words} {more % {'number': ahead}}" if ahead else words
