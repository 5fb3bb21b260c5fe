"""How a cell of a table says what a folder says by nesting: lists, and rows of named values.

A list has semicolons between. A row of a part has a line of its own: its main value first, then the others by name,
with bars between: `Ada | role: speaker | title (fr): directrice`. A sign of this grammar that belongs to a value is
led by a backslash, so that every value can be written and comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

LIST, PART, LINE = ";", "|", "\n"
#: A value with its name: role: speaker; the language of a text is said with it: title (fr): directrice.
NAMED = re.compile(r"([a-z_]+)(?: ?\(([A-Za-z-]{2,12})\))?:(?:\s+(.*)|$)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)

Row = Mapping[str, str]


def list_text(values: Iterable[str]) -> str:
    """Values with semicolons between."""
    return "; ".join(_escaped(value, LIST) for value in values)


def read_list(text: str) -> list[str]:
    """The values of a list, in its order; lines part them as well."""
    return [plain for piece in _split(text, LIST + LINE) if (plain := _plain(piece.strip()))]


def rows_text(rows: Iterable[Row], head: str) -> str:
    """A line for each row, the value called `head` first and without its name."""
    return "\n".join(_row_text(row, head) for row in rows)


def _row_text(row: Row, head: str) -> str:
    first = row.get(head, "")
    pieces = [_escaped(first, PART)] if first and not NAMED.match(first) else []
    rest = {name: value for name, value in row.items() if value and not (pieces and name == head)}
    return " | ".join([*pieces, *(f"{_spoken(name)}: {_escaped(value, PART)}" for name, value in rest.items())])


def read_rows(text: str, head: str, names: Collection[str]) -> list[dict[str, str]]:
    """The rows of a part; the title in French as title@fr. What has no name is the head where it comes first; else it
    is kept as a name that nobody knows, so that whoever reads on refuses it."""
    return [_read_row(line, head, names) for line in _split(text, LINE) if line.strip()]


def _read_row(line: str, head: str, names: Collection[str]) -> dict[str, str]:
    row: dict[str, str] = {}
    for number, piece in enumerate(_split(line, PART)):
        said = piece.strip()
        found = NAMED.fullmatch(said)
        if found and (number or found[1] in names):
            row[f"{found[1]}@{found[2]}" if found[2] else found[1]] = _plain(found[3] or "")
        elif said:
            row[head if not number else _plain(said)[:60]] = _plain(said)
    return row


def _spoken(name: str) -> str:
    """title@fr as title (fr)."""
    stem, _, language = name.rpartition("@")
    return f"{stem} ({language})" if stem else name


def _escaped(value: str, sign: str) -> str:
    for one in ("\\", sign):
        value = value.replace(one, "\\" + one)
    return value.replace("\n", "\\n")


def _split(text: str, signs: str) -> list[str]:
    """The pieces between signs that no backslash leads."""
    return re.findall(rf"(?:\\.|[^\\{re.escape(signs)}]|\\$)+", text, re.DOTALL)


def _plain(piece: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], piece)
