"""The form of a call as a workbook, to be filled in where there is no connection, and back: a row for each question
and language, for each cell of a table. Files are handed in on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.reading import read_table
from metronome.ground.workbooks.said import refusal_of
from metronome.ground.workbooks.table import Faulty, Limits, Row, Value, printed
from metronome.ground.workbooks.ways import ways_of
from metronome.ground.workbooks.writing import Column, Instructions, Page, write_workbook

from .answers import AMBIGUOUS, MOST_ROWS, chosen, languages_of, meant, options_of
from .enums import QuestionKind
from .given import GivenCall, GivenQuestion

#: The headings by which the file is read again, in any language; those that people read stand between.
QUESTION, LANGUAGE, ROW, COLUMN, ANSWER = "question", "language", "row", "column", "answer"
LABEL, HINT = "label", "hint"
READY = 5
#: A form is small: more than this is none.
MOST_LINES, MOST_BYTES = 5_000, 5_000_000

Typed = Mapping[tuple[str, str], Any]


def form_workbook(call: GivenCall, typed: Typed, languages: Sequence[str], *, is_right_to_left: bool = False) -> bytes:
    """The form with what is typed so far."""
    columns = (
        Column(heading=QUESTION, width=16), Column(heading=LANGUAGE, width=9), Column(heading=ROW, width=6),
        Column(heading=COLUMN, width=14), Column(heading=LABEL, width=44), Column(heading=HINT, width=44),
        Column(heading=ANSWER, width=60),
    )  # fmt: skip
    rows = [row for question in call.questions for row in _rows(call, question, typed, languages)]
    explained = (
        call.title.in_(reader()),
        _("Write into the column “answer” alone. The other columns say where an answer belongs."),
        _("An option is written by its code, several with semicolons between. Days are written as 2026-03-31."),
        _("Hand the file in on the page of the form. What is wrong is said with its row; nothing is kept by halves."),
    )
    file = BytesIO()
    write_workbook(
        file,
        page=Page(name=_("Answers"), columns=columns, rows=rows),
        instructions=Instructions(name=_("How to fill it in"), paragraphs=explained),
        is_right_to_left=is_right_to_left,
    )
    return file.getvalue()


def _rows(
    call: GivenCall, question: GivenQuestion, typed: Typed, languages: Sequence[str]
) -> Iterator[tuple[Value, ...]]:
    label, hint = question.label.in_(reader()), _hint(call, question)
    options = options_of(call, question.code)
    if question.kind == QuestionKind.FILE:
        return
    for language in languages_of(question, languages):
        value = typed.get((question.code, language))
        if question.kind != QuestionKind.TABLE:
            answer = "; ".join(chosen(value)) if options else str(value or "")
            yield question.code, language, None, "", label, hint, answer
            continue
        held = [row for row in value or () if isinstance(row, dict)]
        number = min(question.most or MOST_ROWS, max(READY, len(held) + 2))
        for place in range(number):
            for one in options:
                cell = held[place].get(one.code, "") if place < len(held) else ""
                yield question.code, "", place + 1, one.code, f"{label} · {one.label.in_(reader())}", hint, cell


def _hint(call: GivenCall, question: GivenQuestion) -> str:
    parts = [question.hint.in_(reader())]
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        options = options_of(call, question.code)
        parts.append("; ".join(f"{one.code} = {one.label.in_(reader())}" for one in options))
    if question.kind == QuestionKind.TEXT and question.most:
        parts.append(_("at most %(count)d") % {"count": question.most})
    parts.append(question.unit.in_(reader()))
    return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """Why a cell of the file cannot be taken: where it stands, the reason and the remedy."""

    row: int
    column: str
    reason: str
    remedy: str


def answers_from(
    path: Path, call: GivenCall, languages: Sequence[str]
) -> tuple[dict[tuple[str, str], Any], list[RefusedCell]]:
    """The answers in a filled-in form, and what is wrong with it: where anything is, nothing is to be kept.

    Raises Refusal for what is no such form at all.
    """
    limits = Limits(file=MOST_BYTES, rows=MOST_LINES, unzipped=64 << 20)
    table = read_table(path, ways=ways_of(languages), limits=limits)
    places = {name.strip().casefold(): place for place, name in enumerate(table.columns)}
    lost = [name for name in (QUESTION, LANGUAGE, ROW, COLUMN, ANSWER) if name not in places]
    if lost:
        raise Refusal(
            _("The file has no column “%(column)s”.") % {"column": lost[0]},
            field="upload",
            remedy=_("Take the form anew, and leave its headings as they are."),
        )
    reading = _Reading(call, languages, places)
    for row in table.rows():
        reading.take(row)
    return reading.answers, reading.refused


class _Reading:
    """Reads a form row by row."""

    def __init__(self, call: GivenCall, languages: Sequence[str], places: Mapping[str, int]) -> None:
        self.call, self.languages, self.places = call, languages, places
        self.questions = {one.code: one for one in call.questions}
        self.answers: dict[tuple[str, str], Any] = {}
        self.refused: list[RefusedCell] = []

    def take(self, row: Row) -> None:
        try:
            self._take(row)
        except Refusal as refusal:
            self.refused.append(RefusedCell(row.number, refusal.field or ANSWER, refusal.reason, refusal.remedy))

    def _take(self, row: Row) -> None:
        if row.refusal:
            raise row.refusal
        question = self.questions.get(self._cell(row, QUESTION))
        if question is None or question.kind == QuestionKind.FILE:
            raise Refusal(
                _("The call has no such question."), field=QUESTION, remedy=_("Leave the codes as they came.")
            )
        language = self._cell(row, LANGUAGE)
        if language not in languages_of(question, self.languages):
            raise Refusal(
                _("The application is not written in this language."), field=LANGUAGE,
                remedy=_("Tick the language on the page first, or clear the cell."),
            )  # fmt: skip
        words = self._cell(row, ANSWER)
        if question.kind == QuestionKind.TABLE:
            self._table_cell(row, question, words)
            return
        if (question.code, language) in self.answers:
            raise Refusal(_("This question stands there twice."), field=QUESTION, remedy=_("Take one row away."))
        value: Any = words
        if question.kind == QuestionKind.CHOICES:
            value = [one.strip() for one in words.split(";") if one.strip()]
        if question.kind == QuestionKind.NUMBER and isinstance(row.cells[self.places[ANSWER]], Decimal | int):
            value = f"{words}0" if AMBIGUOUS.fullmatch(words) else words  # a cell of numbers is no riddle
        if value:
            self._look_at(question, value)
        self.answers[question.code, language] = value

    def _look_at(self, question: GivenQuestion, value: Any) -> None:
        """Raises Refusal, with the column of answers as its field, for one that cannot stand."""
        try:
            meant(self.call, question, value)
        except Refusal as refusal:
            raise Refusal(refusal.reason, field=ANSWER, remedy=refusal.remedy) from refusal

    def _table_cell(self, row: Row, question: GivenQuestion, words: str) -> None:
        number, column = self._cell(row, ROW), self._cell(row, COLUMN)
        most = question.most or MOST_ROWS
        if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= most:
            raise Refusal(
                _("The table has rows from 1 to %(most)d.") % {"most": most}, field=ROW, remedy=_("Mend the number.")
            )
        if column not in [one.code for one in options_of(self.call, question.code)]:
            raise Refusal(_("The table has no such column."), field=COLUMN, remedy=_("Leave the codes as they came."))
        rows: list[dict[str, str]] = self.answers.setdefault((question.code, ""), [])
        while len(rows) < int(number):
            rows.append({})
        rows[int(number) - 1][column] = words

    def _cell(self, row: Row, name: str) -> str:
        value = row.cells[self.places[name]]
        if isinstance(value, Faulty):
            refusal = refusal_of(value)
            raise Refusal(refusal.reason, field=name, remedy=refusal.remedy)
        return printed(value).replace("\r\n", "\n").strip()


def told(refused: Iterable[RefusedCell]) -> list[str]:
    """What is wrong, a line for each cell."""
    return [
        _("Row %(row)d, column “%(column)s”: %(reason)s %(remedy)s")
        % {"row": one.row, "column": one.column, "reason": one.reason, "remedy": one.remedy}
        for one in refused
    ]
