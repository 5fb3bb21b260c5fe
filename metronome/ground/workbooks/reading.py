"""Reading a table, whatever file it comes in. What the file is, its first bytes say; its name says nothing."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

from . import text
from .headings import Headings, Raw, headings_of
from .process import Message, head_of, head_of_rows, opened
from .said import unreadable
from .table import Limits, Recognised, Row, Sheet, Table
from .ways import Ways

ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What is no table, by its first bytes: PDF, pictures, packed files of other kinds, programs.
OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ")


def read_table(
    path: Path,
    *,
    ways: Ways,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
    limits: Limits | None = None,
) -> Table:
    """The table of a CSV file or of one sheet of a workbook (.xlsx, .xlsm, .ods, .xls).

    `sheet`, `encoding` and `delimiter` settle what is otherwise refused because it can be read in two ways;
    `header_row` is the number of the row of the headings, else the first in which something stands.

    Raises Refusal, with the name of the choice that would settle it as its field.
    """
    limits = limits or Limits()
    kind = kind_of(path, limits)
    if kind == "text":
        return text.read_text(
            path, ways=ways, encoding=encoding, delimiter=delimiter, header_row=header_row, limits=limits
        )
    return _read_workbook(path, kind=kind, sheet=sheet, header_row=header_row, limits=limits)


def sheets(path: Path, *, limits: Limits | None = None) -> tuple[Sheet, ...]:
    """The sheets of a workbook in their order; none for a text table. Raises Refusal."""
    limits = limits or Limits()
    kind = kind_of(path, limits)
    if kind == "text":
        return ()
    with opened(path, {"kind": kind, "ask": "sheets"}, limits) as messages:
        return _sheets(head_of(messages))


def kind_of(path: Path, limits: Limits) -> str:
    """`zip` (a workbook of now), `xls` or `text`. Raises Refusal for what is no table at all."""
    if path.stat().st_size > limits.file:
        raise unreadable("large")
    with path.open("rb") as file:
        begin = file.read(1024)
    if not begin:
        raise unreadable("empty")
    if begin.startswith(ZIP):
        return "zip"
    if begin.startswith(OLD):
        return "xls"
    if begin.startswith(OTHERS) or begin.startswith(b"PK\x05\x06"):
        raise unreadable("no_table")
    if (
        begin.lstrip(b"\xef\xbb\xbf \t\r\n")
        .lower()
        .startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta"))
    ):
        raise unreadable("markup")
    return "text"


def _read_workbook(path: Path, *, kind: str, sheet: str | None, header_row: int | None, limits: Limits) -> Table:
    order: Message = {"kind": kind, "ask": "rows", "sheet": sheet}
    head, raw = _begin(path, order, limits)
    try:
        headings = headings_of(raw, header_row)
    except BaseException:
        raw.close()
        raise
    order["sheet"] = head["sheet"]
    # The child that told the headings goes on with the rows, the first time that they are asked for.
    waiting = [raw]

    def rows() -> Generator[Row, None, None]:
        with closing(waiting.pop() if waiting else _begin(path, order, limits)[1]) as rest:
            yield from headings.rows(rest)

    return Table(
        name=head["sheet"],
        columns=headings.names,
        letters=headings.letters,
        recognised=_recognised(head, headings),
        rows=rows,
    )


def _begin(path: Path, order: Message, limits: Limits) -> tuple[Message, Generator[Raw, None, None]]:
    """What the child says first, and the rows that follow. The child ends when they are closed, or forgotten."""
    heads = []

    def told() -> Generator[Raw, None, None]:
        with opened(path, order, limits) as messages:
            heads.append(head_of_rows(messages, limits))
            yield 0, ()
            yield from _raw(messages, heads[0]["column"])

    raw = told()
    next(raw)
    return heads[0], raw


def _raw(messages: Iterator[Message], first: int) -> Iterator[Raw]:
    """Rows as the child sends them, from column A on."""
    before = (None,) * first
    for message in messages:
        for number, cells in zip(message["numbers"], message["rows"], strict=True):
            yield number, before + cells if before else cells


def _recognised(head: Message, headings: Headings) -> Recognised:
    every = _sheets(head)
    return Recognised(
        kind=head["kind"],
        sheet=head["sheet"],
        sheet_is_hidden=any(one.is_hidden for one in every if one.name == head["sheet"]),
        other_sheets=tuple(one for one in every if one.name != head["sheet"]),
        header_row=headings.row,
        formulas=head["formulas"],
        hidden_rows=head["hidden_rows"],
        hidden_columns=head["hidden_columns"],
        has_links=head["links"],
    )


def _sheets(head: Message) -> tuple[Sheet, ...]:
    return tuple(Sheet(name, is_hidden) for name, is_hidden in head["sheets"])
