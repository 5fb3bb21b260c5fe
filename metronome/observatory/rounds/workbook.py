"""The cells of a member as a workbook that is filled in elsewhere and comes back; nothing of it is kept unless all of
it can be."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from metronome.design.words import direction_of, reader
from metronome.ground.phrases import period_in_words
from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.reading import read_table
from metronome.ground.workbooks.table import Limits, Row, Table, Value, printed
from metronome.ground.workbooks.ways import ways_of
from metronome.ground.workbooks.writing import Column, Instructions, Page, write_workbook

from ..enums import AnswerKind, CellState, Reason, Scale, Sex
from ..models import Cell, RoundMember
from .answers import GivenAnswer, read_value

#: Columns that are filled in, by the codes in the brackets of their headings.
ANSWERED = ("answer", "value", "source", "method", "scale", "reason", "remark")
LARGEST = 5 << 20


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row of the workbook: its number, the letters of the column, the reason, what would help."""

    row: int
    column: str
    reason: str
    remedy: str


class FaultyWorkbook(Refusal):
    """Why a workbook was not taken, row by row. Nothing of it was kept."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(_("Rows that cannot come in: %(number)d. Nothing was kept.") % {"number": len(faults)})
        self.faults = faults

    @classmethod
    def of(cls, refused: Mapping[int, Refusal], places: Places) -> FaultyWorkbook:
        """What was refused of the cells, told by the rows that they stand in."""
        told = (
            Fault(places.rows[cell], places.column(one.field or "answer"), one.reason, one.remedy)
            for cell, one in refused.items()
        )
        return cls(sorted(told, key=lambda one: one.row))


@dataclass(frozen=True, slots=True)
class Places:
    """Where things stand in a workbook: the letters of its columns by their codes, the rows of its cells."""

    letters: Mapping[str, str]
    rows: Mapping[int, int]

    def column(self, name: str) -> str:
        return self.letters.get({"kind": "answer"}.get(name, name), "")


def written(asked: RoundMember, cells: Iterable[Cell]) -> bytes:
    """The workbook of a member's cells, with what was answered so far."""
    title = asked.round.title.in_(reader())
    sink = io.BytesIO()
    told = (
        title,
        _("Fill in the columns from “answer” on; leave the others as they are."),
        _("A row without an answer stays as it was."),
        _("A value needs its source and its method; where there is none, choose the reason."),
    )
    write_workbook(
        sink,
        page=Page(title, _columns(), _rows(cells)),
        instructions=Instructions(_("How to fill this in"), told),
        is_right_to_left=direction_of(reader()) == "rtl",
    )
    return sink.getvalue()


def _columns() -> tuple[Column, ...]:
    """Each with the code by which it is found again, whatever the language of its heading."""

    def head(words: str, name: str, width: int = 24, choices: Iterable[object] = ()) -> Column:
        offered = tuple(map(str, choices))
        return Column(f"{words} [{name}]", choices=offered, is_strict=bool(offered), width=width)

    return (
        Column("cell", width=8),
        head(_("Metropolis"), "area"),
        head(_("Indicator"), "indicator", 36),
        head(_("Unit"), "unit", 14),
        head(_("Period"), "period", 18),
        head(_("Sex"), "sex", 12),
        head(_("Value shown"), "shown", 16),
        head(_("Where it is from"), "from", 28),
        head(_("Latest earlier value"), "before", 18),
        head(_("Answer"), "answer", 30, AnswerKind.labels),
        head(_("Value"), "value", 16),
        head(_("Source of the value"), "source", 30),
        head(_("How it was made"), "method"),
        head(_("What it covers"), "scale", 24, Scale.labels),
        head(_("Why there is no value"), "reason", 30, Reason.labels),
        head(_("Remark"), "remark", 40),
    )


def _rows(cells: Iterable[Cell]) -> Iterator[Sequence[Value]]:
    for cell in cells:
        question, definition = cell.question, cell.question.definition
        before = "" if cell.known is None else f"{_plain(cell.known)} ({period_in_words(cell.known_period)})"
        yield (
            cell.pk,
            cell.drawn.area.name.in_(reader()),
            definition.name.in_(reader()),
            definition.unit_label.in_(reader()),
            period_in_words(question.period),
            str(Sex(question.sex).label),
            _number(cell.proposed),
            cell.proposed_from,
            before,
            str(AnswerKind(cell.kind).label) if cell.kind else "",
            _number(cell.value) if cell.kind == AnswerKind.GIVEN else None,
            cell.source,
            cell.method,
            str(Scale(cell.scale).label) if cell.scale else "",
            str(Reason(cell.status).label) if cell.kind == AnswerKind.MISSING else "",
            cell.remark,
        )


def _number(value: Decimal | None) -> Value:
    """As short as it can be written; of whole numbers 1000, and not 1E+3."""
    return None if value is None else Decimal(_plain(value))


def _plain(value: Decimal) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def read_back(cells: Iterable[Cell], content: bytes, name: str) -> tuple[Mapping[int, GivenAnswer], Places]:
    """The answers of a workbook by the number of the cell, and where they stand; rows without an answer are left out.

    Raises Refusal for a file that cannot be read or is another member's, FaultyWorkbook for rows that cannot come in.
    """
    known = {cell.pk: cell for cell in cells}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "given"
        path.write_bytes(content)
        table = read_table(path, ways=ways_of([reader()]), limits=Limits(file=LARGEST))
        places = _places(table, name)
        faults: list[Fault] = []
        given: dict[int, GivenAnswer] = {}
        rows: dict[int, int] = {}
        for row in table.rows():
            try:
                found = _answer(row, places, known, given)
            except _Wrong as wrong:
                column = table.letters[places[wrong.column]]
                faults.append(Fault(row.number, column, wrong.refusal.reason, wrong.refusal.remedy))
                continue
            if found:
                given[found[0]], rows[found[0]] = found[1], row.number
    if faults:
        raise FaultyWorkbook(faults)
    return given, Places({name: table.letters[place] for name, place in places.items()}, rows)


class _Wrong(Exception):
    """A cell of the workbook that cannot be read: the name of its column, and why."""

    def __init__(self, column: str, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.column, self.refusal = column, refusal


def _places(table: Table, name: str) -> Mapping[str, int]:
    """Where each column stands, by the code in the brackets of its heading, in whatever language it was made."""
    found = {head.rpartition("[")[2].rstrip("] ") if "[" in head else head: n for n, head in enumerate(table.columns)}
    if missing := [one for one in ("cell", *ANSWERED) if one not in found]:
        raise Refusal(
            _("%(file)s has no column [%(names)s].") % {"file": name, "names": "], [".join(missing)},
            field="file",
            remedy=_("Download the workbook of this page and fill it in."),
        )
    return found


def _answer(
    row: Row, places: Mapping[str, int], known: Mapping[int, Cell], given: Mapping[int, GivenAnswer]
) -> tuple[int, GivenAnswer] | None:
    if row.refusal:
        raise _Wrong("cell", row.refusal)
    said = {name: row.cells[places[name]] for name in ("cell", *ANSWERED)}
    text = {name: printed(value).strip() for name, value in said.items()}
    if not text["answer"]:
        if any(text[name] for name in ("value", "reason")):
            raise _Wrong("answer", Refusal(_("There is no answer beside it."), remedy=_("Choose one from the list.")))
        return None
    number = int(text["cell"]) if text["cell"].isascii() and text["cell"].isdigit() and len(text["cell"]) < 18 else 0
    if number not in known:
        reason = _("This is no question to this member.")
        raise _Wrong("cell", Refusal(reason, remedy=_("Leave the first column as it was downloaded.")))
    if number in given:
        raise _Wrong("cell", Refusal(_("Another row answers the same."), remedy=_("Keep one of the two rows.")))
    if known[number].state == CellState.APPROVED:
        return None
    kind = _code(text, "answer", AnswerKind)
    answer = GivenAnswer(
        kind=kind,
        value=_value(said["value"]) if kind != AnswerKind.CONFIRMED else None,
        reason=_code(text, "reason", Reason),
        scale=_code(text, "scale", Scale) or Scale.METROPOLITAN.value,
        **{name: text[name] for name in ("source", "method", "remark")},
    )
    return number, answer


def _value(said: Value) -> Decimal | None:
    try:
        return read_value(said, reader())
    except Refusal as refusal:
        raise _Wrong("value", refusal) from refusal


def _code(text: Mapping[str, str], name: str, kinds: type[AnswerKind] | type[Reason] | type[Scale]) -> str:
    """The code of a word of a list, in the reader's language or as it stands."""
    if not (said := text[name]):
        return ""
    for one in kinds:
        if said in (one.value, str(one.label)):
            return str(one.value)
    shown = {"text": said[:60], "words": " · ".join(map(str, kinds.labels))}
    raise _Wrong(name, Refusal(_("“%(text)s” is not in the list.") % shown, remedy=_("One of: %(words)s") % shown))
