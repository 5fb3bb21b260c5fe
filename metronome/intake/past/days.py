"""Days as reports write them: "7 et 20 avril", "15–21 February 2021", "September 2021". Pure: no database.

The names of the months and the word for "and" are those of the language; what else may stand in a date is data of the
layout.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import get_day_names, get_month_names

from metronome.ground.period import Period
from metronome.ground.phrases import customs_of

from .folded import fold

#: Longer lines are no dates.
LONGEST = 80
TOKEN = re.compile(r"\d+|[^\W\d_]+(?:[^\W\d_]|['ʼ])*|[–—‒−→>~-]+|[^\w\s]")
RANGE, AND, OTHER = "..", "&", ""


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day; `precision` as the record has it: day or month."""

    first_day: date
    last_day: date
    precision: str
    has_year: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The words of dates in one language: months by name, and what joins or fills."""

    months: dict[str, int]
    ands: frozenset[str]
    ranges: frozenset[str]
    fillers: frozenset[str]


def words_of(language: str, ranges: Collection[str] = (), fillers: Collection[str] = ()) -> Words:
    """The words of dates of a language, with those that the layout adds."""
    months, ands, days = _customs(language)
    return Words(
        months, ands, frozenset(map(fold, ranges)), frozenset(fold(word) for word in fillers) | days | {".", ","}
    )


@cache
def _customs(language: str) -> tuple[dict[str, int], frozenset[str], frozenset[str]]:
    locale = customs_of(language)
    months = {
        fold(name).rstrip("."): number
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale).items()  # type: ignore[arg-type]
    }
    pattern = str(locale.list_patterns["standard"]["2"])
    join = fold(pattern.replace("{0}", " ").replace("{1}", " ")).strip()
    days = {fold(name) for name in get_day_names("wide", "format", locale).values()}
    return months, frozenset({join, "&", "+"}), frozenset(days)


def spans_in(text: str, words: Words, period: Period | None) -> tuple[Span, ...]:
    """The days that the whole of a text says, in their order; none where it says anything else.

    A day without its year is the one in the period, or in the year in which the period begins.
    """
    if not text or len(text) > LONGEST:
        return ()
    pieces = _pieces(text, words)
    if pieces is None or not any(kind == "month" for kind, _ in pieces):
        return ()
    groups = _grouped(pieces)
    if groups is None:
        return ()
    try:
        return tuple(_span(first, last, period) for first, last in groups)
    except ValueError:
        return ()


def _pieces(text: str, words: Words) -> list[tuple[str, int]] | None:
    """Days, months, years and what joins them; None where there is another word."""
    found: list[tuple[str, int]] = []
    for token in TOKEN.findall(re.sub(r"(?<=\d)\s*[,،]\s*(?=\d{1,2}(?!\d))", " & ", fold(text))):
        if token.isdecimal():
            number = int(token)
            kind = "year" if len(token) == 4 else "day" if len(token) < 3 and 1 <= number <= 31 else ""
            if not kind:
                return None
            found.append((kind, number))
        elif token in words.months:
            found.append(("month", words.months[token]))
        elif token in words.ands:
            found.append((AND, 0))
        elif token in words.ranges or not token.strip("–—‒−→>~-"):
            found.append((RANGE, 0))
        elif joined := next((month for word, month in words.months.items() if token[1:] == word), 0):
            if token[0] not in words.ands:  # some scripts write "and" and the word after it as one
                return None
            found += [(AND, 0), ("month", joined)]
        elif token not in words.fillers:
            return None
    return found


@dataclass(slots=True)
class _Day:
    """An end of a span, as far as it is written."""

    day: int = 0
    month: int = 0
    year: int = 0


def _grouped(pieces: Sequence[tuple[str, int]]) -> list[tuple[_Day, _Day]] | None:
    """The written ends of each span; what one leaves out, the next one says."""
    spans: list[list[_Day]] = [[_Day()]]
    for kind, number in pieces:
        end = spans[-1][-1]
        if kind == RANGE:
            spans[-1].append(_Day())
        elif kind == AND:
            spans.append([_Day()])
        elif getattr(end, kind):
            return None
        else:
            setattr(end, kind, number)
    ends = [end for span in spans for end in span]
    if any(len(span) > 2 for span in spans) or any(not (end.day or end.month) for end in ends):
        return None
    _said_later(ends)
    return [(span[0], span[-1]) for span in spans]


def _said_later(ends: Sequence[_Day]) -> None:
    """Month and year of an end that leaves them out, from the next that says them, else from the one before."""
    for name in ("month", "year"):
        for order in (list(reversed(ends)), list(ends)):
            said = 0
            for end in order:
                said = getattr(end, name) or said
                setattr(end, name, said)


def _span(first: _Day, last: _Day, period: Period | None) -> Span:
    """Raises ValueError for days that there are not."""
    monthly = not first.day and not last.day
    if not monthly and not (first.day and last.day):
        raise ValueError("a day and a month make no span")
    year = first.year or _year_of(first, period)
    begins = date(year, first.month, first.day or 1)
    year = last.year or (year + (last.month < first.month))
    ends = date(year, last.month, last.day or monthrange(year, last.month)[1])
    if ends < begins:
        raise ValueError("the last day comes before the first")
    return Span(begins, ends, "month" if monthly else "day", bool(first.year))


def _year_of(day: _Day, period: Period | None) -> int:
    """The year in which the day lies in the period; else that in which the period begins."""
    if period is None or period.first is None:
        raise ValueError("no year is known")
    last = (period.last or period.first).year
    for year in range(period.first.year, last + 1):
        length = monthrange(year, day.month)[1]
        if day.day <= length and period.touches(
            Period(date(year, day.month, day.day or 1), date(year, day.month, day.day or length))
        ):
            return year
    return period.first.year
