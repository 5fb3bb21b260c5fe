"""Figures, rows and findings in whole words of the active language."""

from __future__ import annotations

from babel.dates import get_month_names
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.ground.phrases import basis_in_words, bound_in_words, locale, number_in_words
from metronome.report.figures.figure import Figure


def value_in_words(figure: Figure) -> str:
    """The number of a figure without its unit, as a document prints it."""
    if figure.bound is not None:
        return bound_in_words(figure.bound)
    return number_in_words(figure.value if figure.value is not None else 0)


def unit_in_words(figure: Figure) -> str:
    """What a bounded figure counted; empty for others and where no number stands before it: the label says it."""
    bound = figure.bound
    if bound is None or bound.is_unknown:
        return ""
    return basis_in_words(bound.basis, bound.low if bound.is_exact else 2)


def measure_in_words(figure: Figure) -> str:
    """The number of a figure, of counts with what was counted: "more than 200 registrations"."""
    if figure.bound is None:
        return value_in_words(figure)
    if figure.bound.is_unknown:
        return _("an unknown number of %(basis)s") % {"basis": basis_in_words(figure.bound.basis, 2)}
    return _("%(number)s %(basis)s") % {"number": value_in_words(figure), "basis": unit_in_words(figure)}


def rows_in_words(number: int) -> str:
    """How many rows a figure has."""
    return ngettext("%(number)s row", "%(number)s rows", number) % {"number": number_in_words(number)}


def findings_in_words(stop: int, ask: int, tell: int) -> str:
    """How many findings there are of each severity."""
    return _("Findings that stop publication: %(stop)s; that ask for a decision: %(ask)s; that tell: %(tell)s.") % {
        "stop": number_in_words(stop),
        "ask": number_in_words(ask),
        "tell": number_in_words(tell),
    }


def month_names_in_words(month: int) -> tuple[str, str]:
    """The long and the short name of a month."""
    long = get_month_names("wide", "stand-alone", locale())
    short = get_month_names("abbreviated", "stand-alone", locale())
    return str(long[month]), str(short[month])
