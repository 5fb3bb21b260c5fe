"""Results of a practice, taken from a table of an application.

Whoever writes a call says by the codes of its columns that a table holds results: `result` is what came of it;
`value`, `unit`, `date` and `source` may stand beside it. What is no number and no day is told in words: nothing is
guessed, and nothing that a city wrote is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from metronome.calls.answers import number_in_words
from metronome.calls.enums import QuestionKind
from metronome.calls.models import Call
from metronome.exchange.checked import LARGEST
from metronome.exchange.given import GivenClaim
from metronome.ground.text import Text

#: What is chosen when a table becomes results; the code of the column that says what came of it; how long a source is.
RESULTS, RESULT, LONGEST_SOURCE = "claims", "result", 500


def tables_of_results(call: Call) -> dict[str, Text]:
    """The tables that hold results by their codes, each with its label, in the order of the form."""
    tables = dict(call.questions.filter(kind=QuestionKind.TABLE).values_list("code", "label"))
    named = call.options.filter(code=RESULT, question__in=tables).values_list("question", flat=True) if tables else ()
    return {code: label for code, label in tables.items() if code in set(named)}


def claims_in(rows: Sequence[Mapping[str, str]], language: str) -> tuple[GivenClaim, ...]:
    """The rows as results. A row that does not say what came of it is none."""
    said = [row for row in rows if row.get(RESULT, "").strip()]
    return tuple(_claim(row, language, order) for order, row in enumerate(said, 1))


def _claim(row: Mapping[str, str], language: str, order: int) -> GivenClaim:
    value, on = _value(row.get("value", "")), _day(row.get("date", ""))
    # A number without a number that it could be is told with its unit, as the city wrote it.
    unread = " ".join(filter(None, (row.get("value", ""), row.get("unit", "")))) if value is None else ""
    beside = [words for words in (unread, row.get("date", "") if on is None else "") if words]
    label = row[RESULT] + (f" ({', '.join(beside)})" if beside else "")
    return GivenClaim(
        label=Text.of({language: label}, source=language),
        value=value,
        unit=Text.of({language: row["unit"]} if value is not None and row.get("unit") else {}, source=language),
        on=on,
        source=row.get("source", "")[:LONGEST_SOURCE],
        checked_by="",
        order=order,
    )


def _value(words: str) -> Decimal | None:
    figures = number_in_words(words)
    value = Decimal(figures) if figures else None
    return value if value is not None and abs(value) < LARGEST and value == round(value, 4) else None


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None
