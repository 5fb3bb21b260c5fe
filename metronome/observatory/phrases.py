"""Sentences of the observatory that are said in more than one place."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import format_compact_decimal, format_decimal, get_decimal_symbol
from django.utils.translation import gettext as _

from metronome.ground.phrases import locale
from metronome.ground.refusal import Refusal

#: Of numbers that are short already a language changes the point alone; finding that out takes Babel longer than all
#: else that is said of a point.
PLAIN = re.compile(r"[1-9]\d{0,2}(\.\d)?", re.ASCII)


def damaged(sha256: str) -> Refusal:
    """A file of facts is missing or is not what was written."""
    return Refusal(
        _("The file of facts %(name)s is missing or damaged.") % {"name": sha256},
        remedy=_("Bring it back from a backup; metronome doctor names every such file."),
    )


def fault_in_words(fault: str) -> str:
    """Why a row of a file is refused."""
    words = {
        "not-a-number": _("The value is no number."),
        "too-large": _("The number is too large to be kept."),
        "too-precise": _("The value has more decimals than the definition keeps."),
        "out-of-range": _("The value lies outside the range of the definition."),
        "unit": _("The unit is not that of the definition."),
        "unknown-indicator": _("No indicator has this code."),
        "unknown-area": _("The geography has no area of this code."),
        "no-period": _("This is no year, month or day."),
        "unknown-code": _("The code is not among those of the mapping."),
        "blank": _("There is neither a value nor a reason why there is none."),
        "value-and-reason": _("There is a value beside a reason why there is none."),
        "duplicate": _("Another row of the file says something of the same."),
        "bounds": _("The value does not lie between its bounds."),
        "cells": _("The row has another number of cells than the header."),
        "expected": _("What stands is not what the correction expects."),
        "nothing-there": _("There is nothing on record to withdraw."),
        "nothing-to-correct": _("There is nothing on record to correct."),
    }
    return words[fault]


def percent_in_words(share: Decimal | None) -> str:
    """A change as a percentage with its sign."""
    if share is None:
        return ""
    return str(format_decimal(share * 100, "+#,##0.0;-#,##0.0", locale=locale())) + "\u00a0%"


def share_in_words(share: Decimal) -> str:
    """A share, from 0 to 1, as a percentage."""
    return str(format_decimal(share * 100, "#,##0.##", locale=locale())) + "\u00a0%"


def short_percent(share: float) -> str:
    """A share as short as the tick of an axis needs it, in one direction wherever it stands."""
    return f"\u2066{format_decimal(Decimal(str(round(share * 100, 1))), '#,##0.#', locale=locale())}\u00a0%\u2069"


def in_short() -> Callable[[float | Decimal], str]:
    """How the numbers of one page are said in short: its language is looked up once, and a number is said once, though
    the pictures for wide and for narrow pages both say it."""
    spoken = locale()
    return cache(lambda number: _short_number(str(number), spoken))


def short_number(number: float | Decimal) -> str:
    """A number as short as the tick of an axis needs it: 2.5M."""
    return _short_number(str(number), locale())


@lru_cache(maxsize=4096)
def _short_number(number: str, spoken: Locale) -> str:
    """A picture names each of its points, twice: for wide pages and for narrow ones."""
    if PLAIN.fullmatch(number):
        return number.removesuffix(".0").replace(".", get_decimal_symbol(spoken))
    return str(format_compact_decimal(Decimal(number), locale=spoken, fraction_digits=2))
